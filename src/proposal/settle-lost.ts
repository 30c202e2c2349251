import { ADDRESS_BITS, formatNetwork } from '../model/address.ts';
import { type AddressRange, addressSet, networksOf, rangeOf } from '../model/address-set.ts';
import type { Effect } from '../model/effect.ts';
import type { Name } from '../model/name.ts';
import type { NetworkVerdict } from '../spf/brought-by.ts';
import type { Proposal } from './proposal.ts';
import { isRefused } from './sender-domains.ts';
import type { NetworkChange } from './spf-comparison.ts';

/** Addresses of one change that are asked about one by one. */
const MAX_ASKED = 16;

/**
 * Asks the whole record, macros and all, about single addresses that may or may not have lost their right. For whole
 * networks that cannot be done, because a macro may answer for each address anew; they stay open.
 */
export function* settleLost(
  lost: readonly NetworkChange[],
  domain: Name,
  { spfVerdict }: Proposal,
): Effect<readonly NetworkChange[]> {
  if (!lost.some(({ after }) => after === 'unknown')) return lost;
  const settled: NetworkChange[] = [];
  let asked = 0;
  for (const change of lost) {
    if (change.after !== 'unknown') {
      settled.push(change);
      continue;
    }
    const { family } = change.set;
    const byVerdict = new Map<NetworkVerdict, AddressRange[]>();
    for (const network of networksOf(change.set)) {
      let verdict: NetworkVerdict = 'unknown';
      if (network.prefix === ADDRESS_BITS[family] && asked++ < MAX_ASKED) {
        const { result } = yield* spfVerdict(domain, formatNetwork(network));
        if (result === 'pass') continue;
        if (isRefused(result)) verdict = result;
      }
      const ranges = byVerdict.get(verdict);
      if (ranges === undefined) byVerdict.set(verdict, [rangeOf(network)]);
      else ranges.push(rangeOf(network));
    }
    for (const [after, ranges] of byVerdict) settled.push({ ...change, set: addressSet(family, ranges), after });
  }
  return settled;
}
