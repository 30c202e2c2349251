import { type Name, ROOT } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import type { View } from '../model/view.ts';

/** The MX RRset of one name. */
export type MxRrset = readonly DnsRecord<'MX'>[];

/** Whether the record says that the domain takes no mail: RFC 7505 §3. */
export function isNullMx(record: { readonly exchange: Name }): boolean {
  return record.exchange === ROOT;
}

/** Whether an MX RRset names any host that mail can be sent to. */
export function takesMail(rrset: MxRrset): boolean {
  return rrset.some((record) => !isNullMx(record));
}

/** The domains of the judged public zones that have an MX RRset, each with it; `takesMail` tells the null MX apart. */
export function mailDomains(view: View): Map<Name, MxRrset> {
  const domains = new Map<Name, MxRrset>();
  for (const rrset of view.rrsets('MX')) domains.set(rrset[0].owner, rrset);
  return domains;
}
