import { type Name, plain } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import type { DnsRecord } from '../model/record.ts';
import { isNullMx, type MxRrset } from './mail-domains.ts';
import type { Proposal } from './proposal.ts';

/** One MX record that names a host, with all MX records of its domain. */
export interface MailExchanger {
  readonly record: DnsRecord<'MX'>;
  readonly rrset: MxRrset;
}

/** The MX records of these domains in their order, the null MX left out. */
export function findMailExchangers(mailDomains: Iterable<MxRrset>): MailExchanger[] {
  const found: MailExchanger[] = [];
  for (const rrset of mailDomains) {
    for (const record of rrset) if (!isNullMx(record)) found.push({ record, rrset });
  }
  return found;
}

/** Those whose host a rule suspects. */
export function suspectedExchangers(
  { mailExchangers }: Proposal,
  suspects: (exchange: Name) => boolean,
): readonly MailExchanger[] {
  return mailExchangers.filter(({ record }) => suspects(record.exchange));
}

/** The host name in an MX record. */
export function exchangePlace(record: DnsRecord<'MX'>): Place {
  return record.targetPlace ?? record.valuePlace;
}

/** What every problem of an MX target has in common. */
export function aboutExchange(record: DnsRecord<'MX'>): { subject: string; names: string[]; place: Place } {
  return { subject: plain(record.owner), names: [plain(record.exchange)], place: exchangePlace(record) };
}

/** An MX record as a line to paste. */
export function mxLine(record: DnsRecord<'MX'>, exchange: Name): string {
  return `${record.owner} IN MX ${record.preference} ${exchange}`;
}
