import { type DnsRecord, TYPE_NUMBER } from '../model/record.ts';

/** The mnemonic of a record's type, as zone files write it. */
export function typeName(record: DnsRecord): string {
  return record.type === 'OTHER' ? record.mnemonic : record.type;
}

/** Types that DNSSEC and key management may put beside a CNAME: RFC 4034 §3 and §4 (RRSIG, NSEC), RFC 2535 §2.3.5 (KEY, SIG, NXT). */
export const HEALTHY_BESIDE_CNAME: ReadonlySet<number> = new Set([46, 47, 25, 24, 30]);

/**
 * Types whose data is no place for a text policy to stray into: addresses, zone plumbing, keys and signatures; and TXT
 * and SPF themselves.
 */
export const NEVER_TEXT: ReadonlySet<number> = new Set([
  TYPE_NUMBER.A,
  TYPE_NUMBER.AAAA,
  TYPE_NUMBER.NS,
  TYPE_NUMBER.SOA,
  TYPE_NUMBER.PTR,
  TYPE_NUMBER.TXT,
  TYPE_NUMBER.SPF,
  43,
  44,
  46,
  47,
  48,
  50,
  51,
  52,
  59,
  60,
]);
