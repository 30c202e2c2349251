import { bySeverity, type Finding } from './model/finding.ts';
import { groupBy } from './model/group-by.ts';
import type { Kinship } from './model/kinship.ts';

export interface Comparison {
  readonly introduced: readonly Finding[];
  readonly existing: readonly Finding[];
  readonly fixed: readonly Finding[];
}

/**
 * Subtracts the findings of base from those of head. A finding is the same one where the fingerprint is, wherever it
 * moved to within its view; it counts as introduced all the same when it got worse: a graver level, or a higher count.
 * The view is not part of the fingerprint, which must outlive renames: `kinship` tells whether two views are one.
 */
export function compare(
  head: readonly Finding[],
  base: readonly Finding[],
  kinship: (now: Finding, then: Finding) => Kinship = () => 'same',
): Comparison {
  const left = groupBy(base, (finding) => finding.fingerprint);
  const known = new Map<Finding, Finding>();
  for (const wanted of ['same', 'possible'] as const) {
    for (const finding of head) {
      const candidates = known.has(finding) ? [] : (left.get(finding.fingerprint) ?? []);
      const at = candidates.findIndex((candidate) => kinship(finding, candidate) === wanted);
      if (at >= 0) known.set(finding, candidates.splice(at, 1)[0]);
    }
  }
  const introduced: Finding[] = [];
  const existing: Finding[] = [];
  for (const finding of head) {
    const then = known.get(finding);
    if (then === undefined || isWorse(finding, then)) introduced.push(finding);
    else existing.push(finding);
  }
  const fixed = new Set([...left.values()].flat());
  return { introduced, existing, fixed: base.filter((finding) => fixed.has(finding)) };
}

function isWorse(now: Finding, then: Finding): boolean {
  return bySeverity(now.severity, then.severity) < 0 || (now.count ?? 0) > (then.count ?? 0);
}
