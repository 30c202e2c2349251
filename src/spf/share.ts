import { ADDRESS_BITS } from '../model/address.ts';
import { type AddressSet, addressSet, countOf, intersect } from '../model/address-set.ts';
import type { Authorisation } from './networks.ts';
import { reachedTerms } from './reached.ts';
import type { DomainNode, TermNode } from './tree.ts';

/** From this share of the address space on a record is taken to pass everyone. */
const NEARLY_EVERYONE = 0.5;

/** The global unicast addresses of IPv6, 2000::/3 (RFC 4291 §2.4): everyone who can send. */
const GLOBAL_6: AddressSet = addressSet(6, [{ first: 1n << 125n, last: (1n << 126n) - 1n }]);
const GLOBAL_PREFIX_6 = 3;

/** The share, 0 to 1, of all IPv4, or of all global IPv6 addresses, that is in a set. */
export function shareOf(set: AddressSet): number {
  // Numbers are exact enough for a share, bigints are not divided into one.
  if (set.family === 4) return Number(countOf(set)) / 2 ** ADDRESS_BITS[4];
  return Number(countOf(intersect(set, GLOBAL_6))) / 2 ** (ADDRESS_BITS[6] - GLOBAL_PREFIX_6);
}

/** The set that holds nearly every address of its family, IPv4 first; undefined where neither does. */
export function nearlyEveryone({ pass4, pass6 }: Authorisation): AddressSet | undefined {
  return [pass4, pass6].find((set) => shareOf(set) >= NEARLY_EVERYONE);
}

/**
 * Whether the terms of a tree could add up to nearly everyone at all, whatever their order. Costs one look at each
 * record, so that the authorised networks are worked out for the few trees where the answer is yes.
 */
export function mayPassNearlyEveryone(root: DomainNode): boolean {
  let [share4, share6] = [0, 0];
  for (const { node } of reachedTerms(root)) {
    const [four, six] = sharesOf(node);
    share4 += four;
    share6 += six;
    if (share4 >= NEARLY_EVERYONE || share6 >= NEARLY_EVERYONE) return true;
  }
  return false;
}

function sharesOf({ term, outcome, addresses4, addresses6 }: TermNode): [share4: number, share6: number] {
  if (term.kind === 'modifier') return [0, 0];
  const { name, prefix4 = 32, prefix6 = 128 } = term;
  const [one4, one6] = [2 ** -prefix4, 2 ** -Math.max(0, prefix6 - GLOBAL_PREFIX_6)];
  switch (name) {
    case 'ip4':
      return [one4, 0];
    case 'ip6':
      return [0, one6];
    case 'a':
    case 'mx':
      return [one4 * addresses4.length, one6 * addresses6.length];
    case 'all':
      return term.qualifier === '+' ? [1, 1] : [0, 0];
    case 'exists':
      return outcome === 'ok' ? [1, 1] : [0, 0];
    default:
      return [0, 0];
  }
}
