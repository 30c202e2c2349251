import { ADDRESS_BITS } from '../model/address.ts';
import { type AddressSet, addressSet, countOf, intersect } from '../model/address-set.ts';
import type { Authorisation } from './networks.ts';
import { reachedTerms } from './reached.ts';
import type { SpfRecord, Term } from './record.ts';
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
 * Whether a record could let nearly everyone pass, by its own words or by those of records that it leads to: one look at
 * its terms, so that the few trees where the answer is yes are walked.
 */
export function mayAuthoriseNearlyEveryone({ terms }: SpfRecord): boolean {
  return addUp(terms.map(sharesAtMost));
}

/** Whether shares of IPv4 and IPv6 come to nearly everyone of either. */
function addUp(shares: Iterable<readonly [share4: number, share6: number]>): boolean {
  let [share4, share6] = [0, 0];
  for (const [four, six] of shares) {
    share4 += four;
    share6 += six;
    if (share4 >= NEARLY_EVERYONE || share6 >= NEARLY_EVERYONE) return true;
  }
  return false;
}

/** What a term can add at most; nobody has so many hosts that whole addresses add up to anything. */
function sharesAtMost(term: Term): [share4: number, share6: number] {
  if (term.kind === 'modifier') return term.name === 'redirect' ? [1, 1] : [0, 0];
  const { name, qualifier, prefix4 = ADDRESS_BITS[4], prefix6 = ADDRESS_BITS[6] } = term;
  switch (name) {
    case 'ip4':
    case 'ip6':
      return literalShares(name, prefix4, prefix6);
    case 'a':
    case 'mx':
      return [prefix4 < ADDRESS_BITS[4] ? 1 : 0, prefix6 < ADDRESS_BITS[6] ? 1 : 0];
    case 'all':
      return qualifier === '+' ? [1, 1] : [0, 0];
    case 'include':
    case 'exists':
      return [1, 1];
    default:
      return [0, 0];
  }
}

function literalShares(name: 'ip4' | 'ip6', prefix4: number, prefix6: number): [share4: number, share6: number] {
  return name === 'ip4' ? [2 ** -prefix4, 0] : [0, 2 ** -Math.max(0, prefix6 - GLOBAL_PREFIX_6)];
}

/**
 * Whether the terms of a tree could add up to nearly everyone at all, whatever their order. Costs one look at each
 * record, so that the authorised networks are worked out for the few trees where the answer is yes.
 */
export function mayPassNearlyEveryone(root: DomainNode): boolean {
  return addUp(sharesBelow(root));
}

function* sharesBelow(root: DomainNode): Generator<[share4: number, share6: number]> {
  for (const { node } of reachedTerms(root)) yield sharesOf(node);
}

function sharesOf({ term, outcome, addresses4, addresses6 }: TermNode): [share4: number, share6: number] {
  if (term.kind === 'modifier') return [0, 0];
  const { name, prefix4 = 32, prefix6 = 128 } = term;
  const [one4, one6] = [2 ** -prefix4, 2 ** -Math.max(0, prefix6 - GLOBAL_PREFIX_6)];
  switch (name) {
    case 'ip4':
    case 'ip6':
      return literalShares(name, prefix4, prefix6);
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
