import { bySeverity, type Finding } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import { absolute } from '../model/name.ts';
import type { Excused } from '../model/report.ts';
import { matchesDomain } from '../proposal/declared-senders.ts';
import type { InlineExcuse } from './inline-excuses.ts';
import type { Exception } from './policy.ts';

/** Findings after the exceptions. */
export interface ExcusedFindings {
  readonly findings: readonly Finding[];
  readonly excused: readonly Excused[];
  /** Those of `findings` whose exception has ended. */
  readonly expired: ReadonlySet<Finding>;
}

/** Takes excused findings out of a list; one whose exception has ended stays and is at most a warning. */
export type Excuse = (findings: readonly Finding[]) => ExcusedFindings;

/**
 * Excuses findings by exceptions, which name their subject or another of their names, and by comments beside them.
 * `today` is YYYY-MM-DD; an exception holds through its last day.
 */
export function excuser(exceptions: readonly Exception[], inline: readonly InlineExcuse[], today: string): Excuse {
  const isPattern = ({ subject }: Exception) => subject.startsWith('*');
  const exact = groupBy(
    exceptions.filter((exception) => !isPattern(exception)),
    ({ rule, subject }) => `${rule} ${subject}`,
  );
  const patterns = groupBy(exceptions.filter(isPattern), ({ rule }) => rule);
  const comments = groupBy(inline, ({ rule, place }) => `${rule} ${place.file.path}`);

  function exceptionsOf({ rule, subject, names = [] }: Finding): Exception[] {
    const found = [subject, ...names].flatMap((name) => exact.get(`${rule} ${name}`) ?? []);
    // A pattern means subjects alone: with the other names it would reach further than it reads.
    const wide = (patterns.get(rule) ?? []).filter((exception) => matchesDomain(exception.subject, absolute(subject)));
    return [...found, ...wide];
  }

  function commentOf({ rule, place, side }: Finding): InlineExcuse | undefined {
    const candidates = place === undefined ? undefined : comments.get(`${rule} ${place.file.path}`);
    if (place === undefined || candidates === undefined || side === 'base') return undefined;
    const first = place.file.position(place.start).line;
    const last = place.file.position(Math.max(place.start, place.end - 1)).line;
    return candidates.find((comment) => comment.first <= last && comment.last >= first);
  }

  return (findings) => {
    const kept: Finding[] = [];
    const excused: Excused[] = [];
    const expired = new Set<Finding>();
    for (const finding of findings) {
      const comment = commentOf(finding);
      const candidates = comment === undefined ? exceptionsOf(finding) : [];
      const valid = candidates.find(({ until }) => until === null || until >= today);
      if (comment !== undefined) {
        excused.push({ ...finding, reason: comment.reason, until: null });
      } else if (valid !== undefined) {
        excused.push({ ...finding, reason: valid.reason, until: valid.until });
      } else if (candidates.length > 0) {
        const ended = afterEnd(finding, latest(candidates));
        kept.push(ended);
        expired.add(ended);
      } else {
        kept.push(finding);
      }
    }
    return { findings: kept, excused, expired };
  };
}

function latest(exceptions: readonly Exception[]): Exception {
  return exceptions.reduce((best, one) => ((one.until ?? '') > (best.until ?? '') ? one : best));
}

function afterEnd(finding: Finding, { until, reason }: Exception): Finding {
  return {
    ...finding,
    severity: bySeverity(finding.severity, 'warning') < 0 ? 'warning' : finding.severity,
    message: `${finding.message} The policy file excused this until ${until}, for the reason “${reason}”; that time is over.`,
  };
}
