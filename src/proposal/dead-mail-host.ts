import { isPublicMailAddress, parseAddress } from '../model/address.ts';
import type { Answer } from '../model/answer.ts';
import type { Effect } from '../model/effect.ts';
import { isNullMx, type MxRrset } from './mail-domains.ts';
import type { MailExchanger } from './mail-exchangers.ts';
import type { Proposal } from './proposal.ts';

/**
 * The count of a finding about an MX record that no mail can be delivered to: 1 where none of the domain's other mail
 * hosts works either, so that the finding is a new one when the last host that works goes. A host of which nobody knows
 * counts as one that works.
 */
export function* deadMailHost({ record, rrset }: MailExchanger, proposal: Proposal): Effect<0 | 1> {
  return (yield* works(rrset, record.exchange, proposal)) ? 0 : 1;
}

function* works(rrset: MxRrset, dead: string, { addressesOf }: Proposal): Effect<boolean> {
  for (const other of rrset) {
    if (other.exchange === dead || isNullMx(other)) continue;
    const { v4, v6 } = yield* addressesOf(other.exchange);
    if (isReachable(v4) || isReachable(v6)) return true;
  }
  return false;
}

function isReachable(answer: Answer<'A' | 'AAAA'>): boolean {
  if (answer.state !== 'found') return answer.state === 'unknown';
  return answer.records.some(({ address }) => {
    const parsed = parseAddress(address);
    return parsed === undefined || isPublicMailAddress(parsed);
  });
}
