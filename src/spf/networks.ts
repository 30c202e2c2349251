import { ADDRESS_BITS, type Family, parseAddress } from '../model/address.ts';
import {
  type AddressRange,
  type AddressSet,
  addressSetOfSorted,
  everything,
  intersect,
  isEmpty,
  rangeAround,
} from '../model/address-set.ts';
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

/** What a domain's record says of every address. */
export interface Authorisation {
  /** `none` where the domain has no SPF record, `unknown` where that could not be found out; all sets are empty then. */
  readonly state: 'record' | 'none' | 'unknown';
  readonly pass4: AddressSet;
  readonly pass6: AddressSet;
  readonly fail4: AddressSet;
  readonly fail6: AddressSet;
  readonly softfail4: AddressSet;
  readonly softfail6: AddressSet;
  readonly neutral4: AddressSet;
  readonly neutral6: AddressSet;
  readonly permerror4: AddressSet;
  readonly permerror6: AddressSet;
  /** The first cause of permerror, where any sender gets it. */
  readonly permerror: PermerrorCause | undefined;
  /** Sorted by address and disjoint. */
  readonly decided4: readonly DecidedRange[];
  readonly decided6: readonly DecidedRange[];
  /** Reachable terms whose match hangs on more than the address (macros, ptr); in the sets they match nothing. */
  readonly dynamic: readonly TermNode[];
  /** Reachable terms that could not be looked up; in the sets they match nothing. */
  readonly unverified: readonly TermNode[];
  /** Whether the sets are the whole truth: nothing dynamic, unverified or cut off. */
  readonly complete: boolean;
}

const VERDICT_OF: Record<Qualifier, AddressVerdict> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

/** A range of a record in the making; the first that holds an address decides (§4.6.2). */
interface Entry extends AddressRange {
  readonly verdict: AddressVerdict;
  readonly term: TermNode | undefined;
}

/** One evaluation for a sender that no earlier term matches, so its limits are those of the whole tree. */
interface Pass {
  readonly family: Family;
  lookups: number;
  voids: number;
  cause: PermerrorCause | undefined;
  readonly dynamic: Set<TermNode>;
  readonly unverified: Set<TermNode>;
}

/**
 * The authorised networks of a domain: which addresses its record passes, fails and so on, order and qualifiers
 * respected, includes (§5.2) and redirects (§6.1) resolved, the limits of §4.6.4 applied. n log n in the ranges.
 */
export function authorised(tree: SpfTree): Authorisation {
  const [four, six] = [decide(tree, 4), decide(tree, 6)];
  const sets4 = setsOf(4, four.decided);
  const sets6 = setsOf(6, six.decided);
  const dynamic = [...new Set([...four.pass.dynamic, ...six.pass.dynamic])];
  const unverified = [...new Set([...four.pass.unverified, ...six.pass.unverified])];
  const { state } = tree.root.selection;
  return {
    state: state === 'none' || state === 'unknown' ? state : 'record',
    pass4: sets4.pass,
    pass6: sets6.pass,
    fail4: sets4.fail,
    fail6: sets6.fail,
    softfail4: sets4.softfail,
    softfail6: sets6.softfail,
    neutral4: sets4.neutral,
    neutral6: sets6.neutral,
    permerror4: sets4.permerror,
    permerror6: sets6.permerror,
    permerror: isEmpty(sets4.permerror) ? (isEmpty(sets6.permerror) ? undefined : six.pass.cause) : four.pass.cause,
    decided4: four.decided,
    decided6: six.decided,
    dynamic,
    unverified,
    complete: dynamic.length === 0 && unverified.length === 0 && !tree.truncated && state !== 'unknown',
  };
}

/** The part of a set that passes, by the term of the domain's own record that lets it pass, in the record's order. */
export function passingTerms(authorisation: Authorisation, set: AddressSet): { term: TermNode; set: AddressSet }[] {
  const decided = set.family === 4 ? authorisation.decided4 : authorisation.decided6;
  const byTerm = new Map<TermNode, AddressRange[]>();
  for (const range of decided) {
    if (range.verdict !== 'pass' || range.term === undefined) continue;
    const ranges = byTerm.get(range.term);
    if (ranges === undefined) byTerm.set(range.term, [range]);
    else ranges.push(range);
  }
  return [...byTerm]
    .map(([term, ranges]) => ({ term, set: intersect(addressSetOfSorted(set.family, ranges), set) }))
    .filter((entry) => !isEmpty(entry.set))
    .sort((a, b) => a.term.term.start - b.term.term.start);
}

function decide(tree: SpfTree, family: Family): { decided: DecidedRange[]; pass: Pass } {
  const pass: Pass = { family, lookups: 0, voids: 0, cause: undefined, dynamic: new Set(), unverified: new Set() };
  const { state } = tree.root.selection;
  const entries = state === 'none' || state === 'unknown' ? [] : entriesOf(tree.root, pass);
  return { decided: resolved(entries), pass };
}

/** Overlaps resolved: each address with the first entry that holds it. */
function resolved(entries: readonly Entry[]): DecidedRange[] {
  return firstMatches(entries).map(({ first, last, index }) => ({
    first,
    last,
    verdict: entries[index].verdict,
    term: entries[index].term,
  }));
}

function setsOf(family: Family, decided: readonly DecidedRange[]): Record<AddressVerdict, AddressSet> {
  const ranges: Record<AddressVerdict, AddressRange[]> = {
    pass: [],
    fail: [],
    softfail: [],
    neutral: [],
    permerror: [],
  };
  for (const range of decided) ranges[range.verdict].push(range);
  const of = (verdict: AddressVerdict) => addressSetOfSorted(family, ranges[verdict]);
  return {
    pass: of('pass'),
    fail: of('fail'),
    softfail: of('softfail'),
    neutral: of('neutral'),
    permerror: of('permerror'),
  };
}

/** What one domain's record says, in its order; whatever is left over has the default result at the end. */
function entriesOf({ selection, terms }: DomainNode, pass: Pass): Entry[] {
  const entries: Entry[] = [];
  if (selection.state !== 'one') {
    fail(entries, undefined, selection.state === 'several' ? 'several-records' : 'no-record', pass);
    return entries;
  }
  // §4.6: a syntax error anywhere in a record is a permerror before any term is looked at.
  if (selection.spf.errors.length > 0) {
    fail(entries, undefined, 'syntax', pass);
    return entries;
  }
  const evaluated = terms.filter((node) => node.outcome !== 'ignored');
  for (const node of evaluated) {
    if (node.term.kind === 'mechanism' && !addMechanism(entries, node, node.term, pass)) return entries;
  }
  // §6.1: a redirect is followed when no mechanism has matched, wherever in the record it stands.
  const redirect = evaluated.find(({ term }) => term.kind === 'modifier' && term.name === 'redirect');
  if (redirect === undefined) {
    // §4.7: the default result.
    entries.push(...whole(pass.family, 'neutral', undefined));
  } else if (spend(entries, redirect, pass)) {
    addRedirect(entries, redirect, pass);
  }
  return entries;
}

/** Adds what a mechanism matches; false where evaluation ends at it. */
function addMechanism(entries: Entry[], node: TermNode, term: Mechanism, pass: Pass): boolean {
  const verdict = VERDICT_OF[term.qualifier];
  const { family } = pass;
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
      return spend(entries, node, pass) && addInclude(entries, node, verdict, pass);
    case 'a':
    case 'mx':
      if (!spend(entries, node, pass)) return false;
      if (node.outcome === 'too-many-mx') return fail(entries, node, 'too-many-mx', pass);
      note(node, pass);
      addAddresses(entries, node, term, family === 4 ? node.addresses4 : node.addresses6, family);
      return true;
    case 'ptr':
      if (!spend(entries, node, pass)) return false;
      pass.dynamic.add(node);
      return true;
    case 'exists':
      if (!spend(entries, node, pass)) return false;
      note(node, pass);
      // §5.7: without macros it matches every sender or none.
      if (node.outcome === 'ok') entries.push(...whole(family, verdict, node));
      return node.outcome !== 'ok';
  }
}

/** §5.2: a pass of the included record is a match, permerror is permerror, everything else is no match. */
function addInclude(entries: Entry[], node: TermNode, verdict: AddressVerdict, pass: Pass): boolean {
  if (node.outcome === 'loop') return fail(entries, node, 'loop', pass);
  if (note(node, pass)) return true;
  if (node.child === undefined) return fail(entries, node, 'no-record', pass);
  for (const { first, last, verdict: inner } of resolved(entriesOf(node.child, pass))) {
    if (inner === 'pass') entries.push({ first, last, verdict, term: node });
    else if (inner === 'permerror') entries.push({ first, last, verdict: 'permerror', term: node });
  }
  return true;
}

/** §6.1: the target's result is the result, but a target without a record is a permerror. */
function addRedirect(entries: Entry[], node: TermNode, pass: Pass): void {
  if (node.outcome === 'loop') fail(entries, node, 'loop', pass);
  else if (note(node, pass)) return;
  else if (node.child === undefined) fail(entries, node, 'no-record', pass);
  else for (const range of resolved(entriesOf(node.child, pass))) entries.push({ ...range, term: node });
}

/** Counts a term's own lookup; false where a limit of §4.6.4 ends the evaluation. */
function spend(entries: Entry[], node: TermNode, pass: Pass): boolean {
  // A term with macros can cost more than its own lookup, so the walk's count is taken where there is no record below.
  pass.lookups += node.child === undefined ? Math.max(1, node.lookups) : 1;
  if (pass.lookups > MAX_LOOKUPS) return fail(entries, node, 'too-many-lookups', pass);
  if (pass.family === 4 ? node.void4 : node.void6) pass.voids++;
  return pass.voids > MAX_VOID_LOOKUPS ? fail(entries, node, 'too-many-voids', pass) : true;
}

/** Notes a term whose match cannot be told; true where it is one. */
function note(node: TermNode, pass: Pass): boolean {
  if (node.outcome === 'dynamic') pass.dynamic.add(node);
  else if (node.outcome === 'unverified' || node.child?.selection.state === 'unknown') pass.unverified.add(node);
  else return false;
  return true;
}

/** Everyone who has no result yet gets permerror; always false, for evaluation ends here. */
function fail(entries: Entry[], node: TermNode | undefined, cause: PermerrorCause, pass: Pass): false {
  pass.cause ??= cause;
  entries.push(...whole(pass.family, 'permerror', node));
  return false;
}

function whole(family: Family, verdict: AddressVerdict, term: TermNode | undefined): Entry[] {
  return everything(family).ranges.map((range) => ({ ...range, verdict, term }));
}

function addAddresses(
  entries: Entry[],
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
