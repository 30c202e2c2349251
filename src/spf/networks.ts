import type { Family } from '../model/address.ts';
import { type AddressRange, type AddressSet, addressSetOfSorted, intersect, isEmpty } from '../model/address-set.ts';
import { type AddressVerdict, type DecidedRange, decide, type PermerrorCause } from './decide.ts';
import type { SpfTree, TermNode } from './tree.ts';

export type { AddressVerdict, DecidedRange, PermerrorCause } from './decide.ts';

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

/**
 * The authorised networks of a domain: which addresses its record passes, fails and so on, order and qualifiers
 * respected, includes (§5.2) and redirects (§6.1) resolved, the limits of §4.6.4 applied. n log n in the ranges.
 */
export function authorised(tree: SpfTree): Authorisation {
  const [four, six] = [decide(tree, 4), decide(tree, 6)];
  const sets4 = setsOf(4, four.decided);
  const sets6 = setsOf(6, six.decided);
  const dynamic = [...new Set([...four.evaluation.dynamic, ...six.evaluation.dynamic])];
  const unverified = [...new Set([...four.evaluation.unverified, ...six.evaluation.unverified])];
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
    permerror: isEmpty(sets4.permerror)
      ? isEmpty(sets6.permerror)
        ? undefined
        : six.evaluation.cause
      : four.evaluation.cause,
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
