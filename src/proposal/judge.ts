import { bySeverity, type Finding, type Problem, type Severity } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import { overlap, type Place } from '../model/place.ts';
import type { Judging } from '../model/rule.ts';
import type { MailRule, Proposal } from './proposal.ts';
import type { IsOwn } from './shard.ts';

/** How many subjects may wait for the DNS at one time; beyond it the runner waits for the first of them. */
const MAX_WAITING = 2_000;

/** Decides a rule's severity for one problem; undefined switches it off. */
export type Level = (rule: MailRule, problem: Problem) => Severity | undefined;

export const ownSeverity: Level = (rule, problem) => problem.severity ?? rule.severity;

/**
 * Runs all rules over a proposal, and stamps, suppresses and sorts what they say. `isOwn` picks the subjects of a part of
 * a divided run.
 */
export async function judge(
  proposal: Proposal,
  rules: readonly MailRule[],
  level: Level = ownSeverity,
  isOwn?: IsOwn,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let waiting = 0;
  let failure: { readonly error: unknown } | undefined;
  let wake = () => {};
  const settle = () => {
    waiting--;
    wake();
  };
  // Not Promise.race(), which takes as many steps as there are promises each time that one of them settles.
  const oneSettled = () =>
    new Promise<void>((resume) => {
      wake = resume;
    });
  for (const rule of rules) {
    const keep = (problem: Problem) => {
      const severity = level(rule, problem);
      if (severity !== undefined) findings.push(stamp(rule, problem, severity));
    };
    for (const subject of rule.subjects(proposal)) {
      if (isOwn !== undefined && !isOwn(subject)) continue;
      const pending = advance(rule.check(subject, proposal), keep);
      if (pending === undefined) continue;
      waiting++;
      pending.then(settle, (error: unknown) => {
        failure ??= { error };
        settle();
      });
      if (waiting >= MAX_WAITING) await oneSettled();
    }
  }
  while (waiting > 0) await oneSettled();
  if (failure !== undefined) throw failure.error;
  return sorted(unique(withoutSuperseded(findings, rules)));
}

/** Runs a rule's generator until it ends or waits; what waits goes on in the promise that is returned. */
function advance(judging: Judging, keep: (problem: Problem) => void): Promise<void> | undefined {
  for (let step = judging.next(); ; step = judging.next()) {
    if (step.done) return undefined;
    if (step.value instanceof Promise) return goOn(judging, step.value, keep);
    keep(step.value);
  }
}

async function goOn(judging: Judging, waitedFor: Promise<unknown>, keep: (problem: Problem) => void): Promise<void> {
  let step = judging.next(await waitedFor);
  while (!step.done) {
    if (step.value instanceof Promise) {
      step = judging.next(await step.value);
    } else {
      keep(step.value);
      step = judging.next();
    }
  }
}

function stamp(rule: MailRule, problem: Problem, severity: Severity): Finding {
  // No lines and no counts: a finding is the same one when it moves, and compare.ts looks at counts itself.
  const fingerprint = [rule.id, problem.subject, ...(problem.names ?? [])].join(' ');
  const { subject, names, message, advice, place, side, count, related, directions, fix } = problem;
  // Spelt out: an object put together by spreading costs a hidden class of its own.
  return {
    rule: rule.id,
    severity,
    subject,
    names,
    message,
    why: rule.why,
    advice,
    place,
    side,
    count,
    related,
    directions,
    fix,
    fingerprint,
  };
}

/** A more specific rule speaks alone about a place; without places, about a subject. */
function withoutSuperseded(findings: readonly Finding[], rules: readonly MailRule[]): Finding[] {
  const over = new Map(rules.map((rule) => [rule.id, rule.over ?? []]));
  const specific = findings.flatMap((finding) =>
    (over.get(finding.rule) ?? []).map((general) => ({ finding, general })),
  );
  if (specific.length === 0) return [...findings];
  const byKey = groupBy(specific, ({ finding, general }) => defectKey(general, finding));
  return findings.filter((finding) => {
    const candidates = byKey.get(defectKey(finding.rule, finding)) ?? [];
    return !candidates.some(({ finding: other }) => other !== finding && sameDefect(other, finding));
  });
}

/** Defects are the same only on a line of a file, or about one subject, so only those need comparing. */
function defectKey(rule: string, { place, subject }: Finding): string {
  return place === undefined
    ? `${rule} ${subject}`
    : `${rule} ${place.file.path}:${place.file.position(place.start).line}`;
}

function sameDefect(a: Finding, b: Finding): boolean {
  return a.place === undefined || b.place === undefined || overlap(a.place, b.place);
}

function fileOf(place: Place | undefined): string {
  return place?.file.path ?? '';
}

/** The same fingerprint at the same place is said once. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const key = placeKey(finding);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** The same for findings that say the same of one place. */
export function placeKey({ fingerprint, place }: Finding): string {
  return `${fingerprint} ${fileOf(place)} ${place?.start}`;
}

/** Errors first, then by file, place and rule, so that two runs print the same. */
export function sorted<T extends Finding>(findings: readonly T[]): T[] {
  return [...findings].sort(
    (a, b) =>
      bySeverity(a.severity, b.severity) ||
      compare(fileOf(a.place), fileOf(b.place)) ||
      (a.place?.start ?? 0) - (b.place?.start ?? 0) ||
      compare(a.fingerprint, b.fingerprint),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
