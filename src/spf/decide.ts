import { ADDRESS_BITS, type Family, parseAddress } from '../model/address.ts';
import { type AddressRange, everything, rangeAround } from '../model/address-set.ts';
import { firstMatches } from '../model/first-match.ts';
import { MAX_LOOKUPS, MAX_VOID_LOOKUPS } from './limits.ts';
import type { Mechanism, Qualifier } from './record.ts';
import type { DomainNode, SpfTree, TermNode } from './tree.ts';

/** What a sender gets, as far as it hangs on the address alone. */
export type AddressVerdict = 'pass' | 'fail' | 'softfail' | 'neutral' | 'permerror';

/** Why some senders get permerror. */
export type PermerrorCause =
  | 'syntax'
  | 'no-record'
  | 'several-records'
  | 'loop'
  | 'too-many-lookups'
  | 'too-many-voids'
  | 'too-many-mx';

/** Addresses with one verdict, and the term of the domain's own record that decides it; undefined for the default. */
export interface DecidedRange extends AddressRange {
  readonly verdict: AddressVerdict;
  readonly term: TermNode | undefined;
}

const VERDICT_OF: Record<Qualifier, AddressVerdict> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

/** What is counted and noted on the way, for a sender whom no earlier term matches: the limits are those of the whole tree. */
export interface Evaluation {
  readonly family: Family;
  lookups: number;
  voids: number;
  cause: PermerrorCause | undefined;
  readonly dynamic: Set<TermNode>;
  readonly unverified: Set<TermNode>;
}

/** Decides every address of a family: the ranges are sorted and disjoint, and none are left out where there is a record. */
export function decide(tree: SpfTree, family: Family): { decided: DecidedRange[]; evaluation: Evaluation } {
  const evaluation: Evaluation = {
    family,
    lookups: 0,
    voids: 0,
    cause: undefined,
    dynamic: new Set(),
    unverified: new Set(),
  };
  const { state } = tree.root.selection;
  const entries = state === 'none' || state === 'unknown' ? [] : entriesOf(tree.root, evaluation);
  return { decided: resolved(entries), evaluation };
}

/** Overlaps resolved: each address with the first entry that holds it. */
function resolved(entries: readonly DecidedRange[]): DecidedRange[] {
  return firstMatches(entries).map(({ first, last, index }) => ({
    first,
    last,
    verdict: entries[index].verdict,
    term: entries[index].term,
  }));
}

/** What one domain's record says, in its order; whatever is left over has the default result at the end. */
function entriesOf({ selection, terms }: DomainNode, evaluation: Evaluation): DecidedRange[] {
  const entries: DecidedRange[] = [];
  if (selection.state !== 'one') {
    fail(entries, undefined, selection.state === 'several' ? 'several-records' : 'no-record', evaluation);
    return entries;
  }
  // §4.6: a syntax error anywhere in a record is a permerror before any term is looked at.
  if (selection.spf.errors.length > 0) {
    fail(entries, undefined, 'syntax', evaluation);
    return entries;
  }
  const evaluated = terms.filter((node) => node.outcome !== 'ignored');
  for (const node of evaluated) {
    if (node.term.kind === 'mechanism' && !addMechanism(entries, node, node.term, evaluation)) return entries;
  }
  // §6.1: a redirect is followed when no mechanism has matched, wherever in the record it stands.
  const redirect = evaluated.find(({ term }) => term.kind === 'modifier' && term.name === 'redirect');
  if (redirect === undefined) {
    // §4.7: the default result.
    entries.push(...whole(evaluation.family, 'neutral', undefined));
  } else if (spend(entries, redirect, evaluation)) {
    addRedirect(entries, redirect, evaluation);
  }
  return entries;
}

/** Adds what a mechanism matches; false where evaluation ends at it. */
function addMechanism(entries: DecidedRange[], node: TermNode, term: Mechanism, evaluation: Evaluation): boolean {
  const verdict = VERDICT_OF[term.qualifier];
  const { family } = evaluation;
  switch (term.name) {
    case 'all':
      entries.push(...whole(family, verdict, node));
      return false;
    case 'ip4':
    case 'ip6':
      if (term.address !== undefined && term.name === `ip${family}`)
        addAddresses(entries, node, term, [term.address], family);
      return true;
    case 'include':
      return spend(entries, node, evaluation) && addInclude(entries, node, verdict, evaluation);
    case 'a':
    case 'mx':
      if (!spend(entries, node, evaluation)) return false;
      if (node.outcome === 'too-many-mx') return fail(entries, node, 'too-many-mx', evaluation);
      note(node, evaluation);
      addAddresses(entries, node, term, family === 4 ? node.addresses4 : node.addresses6, family);
      return true;
    case 'ptr':
      if (!spend(entries, node, evaluation)) return false;
      evaluation.dynamic.add(node);
      return true;
    case 'exists':
      if (!spend(entries, node, evaluation)) return false;
      note(node, evaluation);
      // §5.7: without macros it matches every sender or none.
      if (node.outcome === 'ok') entries.push(...whole(family, verdict, node));
      return node.outcome !== 'ok';
  }
}

/** §5.2: a pass of the included record is a match, permerror is permerror, everything else is no match. */
function addInclude(entries: DecidedRange[], node: TermNode, verdict: AddressVerdict, evaluation: Evaluation): boolean {
  if (node.outcome === 'loop') return fail(entries, node, 'loop', evaluation);
  if (note(node, evaluation)) return true;
  if (node.child === undefined) return fail(entries, node, 'no-record', evaluation);
  for (const { first, last, verdict: inner } of resolved(entriesOf(node.child, evaluation))) {
    if (inner === 'pass') entries.push({ first, last, verdict, term: node });
    else if (inner === 'permerror') entries.push({ first, last, verdict: 'permerror', term: node });
  }
  return true;
}

/** §6.1: the target's result is the result, but a target without a record is a permerror. */
function addRedirect(entries: DecidedRange[], node: TermNode, evaluation: Evaluation): void {
  if (node.outcome === 'loop') fail(entries, node, 'loop', evaluation);
  else if (note(node, evaluation)) return;
  else if (node.child === undefined) fail(entries, node, 'no-record', evaluation);
  else for (const range of resolved(entriesOf(node.child, evaluation))) entries.push({ ...range, term: node });
}

/** Counts a term's own lookup; false where a limit of §4.6.4 ends the evaluation. */
function spend(entries: DecidedRange[], node: TermNode, evaluation: Evaluation): boolean {
  // A term with macros can cost more than its own lookup, so the walk's count is taken where there is no record below.
  evaluation.lookups += node.child === undefined ? Math.max(1, node.lookups) : 1;
  if (evaluation.lookups > MAX_LOOKUPS) return fail(entries, node, 'too-many-lookups', evaluation);
  if (evaluation.family === 4 ? node.void4 : node.void6) evaluation.voids++;
  return evaluation.voids > MAX_VOID_LOOKUPS ? fail(entries, node, 'too-many-voids', evaluation) : true;
}

/** Notes a term whose match cannot be told; true where it is one. */
function note(node: TermNode, evaluation: Evaluation): boolean {
  if (node.outcome === 'dynamic') evaluation.dynamic.add(node);
  else if (node.outcome === 'unverified' || node.child?.selection.state === 'unknown') evaluation.unverified.add(node);
  else return false;
  return true;
}

/** Everyone who has no result yet gets permerror; always false, for evaluation ends here. */
function fail(
  entries: DecidedRange[],
  node: TermNode | undefined,
  cause: PermerrorCause,
  evaluation: Evaluation,
): false {
  evaluation.cause ??= cause;
  entries.push(...whole(evaluation.family, 'permerror', node));
  return false;
}

function whole(family: Family, verdict: AddressVerdict, term: TermNode | undefined): DecidedRange[] {
  return everything(family).ranges.map((range) => ({ ...range, verdict, term }));
}

function addAddresses(
  entries: DecidedRange[],
  node: TermNode,
  term: Mechanism,
  texts: readonly string[],
  family: Family,
): void {
  const prefix = (family === 4 ? term.prefix4 : term.prefix6) ?? ADDRESS_BITS[family];
  for (const text of texts) {
    const address = parseAddress(text);
    if (address?.family !== family) continue;
    const { first, last } = rangeAround(address, prefix);
    entries.push({ first, last, verdict: VERDICT_OF[term.qualifier], term: node });
  }
}
