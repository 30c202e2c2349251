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

/** The MX records of the judged public zones, the null MX left out; those alone whose host a rule suspects, if it does. */
export function* mailExchangers(
  proposal: Proposal,
  suspects: (exchange: Name) => boolean = isAny,
): Generator<MailExchanger> {
  for (const rrset of proposal.mailDomains.values()) {
    for (const record of rrset) if (!isNullMx(record) && suspects(record.exchange)) yield { record, rrset };
  }
}

function isAny(): boolean {
  return true;
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
