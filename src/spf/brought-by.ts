import { type AddressSet, isEmpty } from '../model/address-set.ts';
import { type AddressVerdict, authorised, passingTerms } from './networks.ts';
import type { DomainNode, SpfTree, TermNode } from './tree.ts';

/** Addresses and the terms that let them pass. */
export interface Brought {
  readonly set: AddressSet;
  /** From the tree's own record to the one that names the addresses. */
  readonly path: readonly TermNode[];
  /** The record that the last of them stands in. */
  readonly record: DomainNode;
}

/** What an address gets; `none` without a record, `unknown` where that could not be found out. */
export type NetworkVerdict = AddressVerdict | 'none' | 'unknown';

/** Bound on the way to a term; records that work have at most 10 lookups (RFC 7208 §4.6.4). */
const MAX_DEPTH = 12;

/** The part of a set that passes, by the terms that bring it, through includes and redirects down to the last one. */
export function broughtBy(tree: SpfTree, set: AddressSet): Brought[] {
  return isEmpty(set) ? [] : inRecord(tree, set, 0);
}

function inRecord(tree: SpfTree, set: AddressSet, depth: number): Brought[] {
  const { root } = tree;
  return passingTerms(authorised(tree), set).flatMap(({ term, set: part }) => {
    const own: Brought = { set: part, path: [term], record: root };
    if (term.child === undefined || depth >= MAX_DEPTH) return [own];
    const below = inRecord({ ...tree, root: term.child }, part, depth + 1);
    return below.length === 0 ? [own] : below.map((brought) => ({ ...brought, path: [term, ...brought.path] }));
  });
}
