import { bySeverity, type Finding } from './model/finding.ts';
import { groupBy } from './model/group-by.ts';

export interface Comparison {
  readonly introduced: readonly Finding[];
  readonly existing: readonly Finding[];
  readonly fixed: readonly Finding[];
}

/**
 * Subtracts the findings of base from those of head. A finding is the same one where the fingerprint is, wherever it
 * moved to; it counts as introduced all the same when it got worse: a graver level, or a higher count.
 */
export function compare(head: readonly Finding[], base: readonly Finding[]): Comparison {
  const before = groupBy(base, (finding) => finding.fingerprint);
  const introduced: Finding[] = [];
  const existing: Finding[] = [];
  for (const finding of head) {
    const known = before.get(finding.fingerprint)?.shift();
    if (known === undefined || isWorse(finding, known)) introduced.push(finding);
    else existing.push(finding);
  }
  const left = new Set([...before.values()].flat());
  return { introduced, existing, fixed: base.filter((finding) => left.has(finding)) };
}

function isWorse(now: Finding, then: Finding): boolean {
  return bySeverity(now.severity, then.severity) < 0 || (now.count ?? 0) > (then.count ?? 0);
}
