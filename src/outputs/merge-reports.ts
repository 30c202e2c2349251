import { compareDomains } from '../model/compare-domains.ts';
import { bySeverity, SEVERITIES } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import { MAX_PATH_DOMAINS, type ShownMailPath } from '../model/mail-path-shown.ts';
import type { Settings } from '../model/report.ts';
import { visible } from './escape.ts';
import type { PresentedDrift, PresentedFinding, PresentedReport, PresentedUnverified } from './presented.ts';
import { listed } from './words.ts';

/** A report and how to speak of it: its path. */
export interface NamedReport {
  readonly name: string;
  readonly report: PresentedReport;
}

/** The joined report, or why the reports cannot be joined. */
export type MergedReport = { readonly report: PresentedReport } | { readonly problem: string };

/**
 * Joins the reports of all shards of one run into the report that the run would have made undivided. `failOn` judges anew
 * by another level. A single report that is no shard's is given back, so that any report can be rendered.
 */
export function mergeReports(reports: readonly NamedReport[], failOn?: Settings['failOn']): MergedReport {
  const problem = missingShards(reports) ?? difference(reports);
  if (problem !== undefined) return { problem };
  const [{ report: first }] = reports;
  const all = reports.map(({ report }) => report);
  const introduced = joined(all.map((report) => report.introduced));
  const known = new Set(introduced.map(keyOf));
  const existing = joined(all.map((report) => report.existing)).filter((finding) => !known.has(keyOf(finding)));
  const settings = { ...first.settings, failOn: failOn ?? first.settings.failOn, shard: null };
  return {
    report: {
      ...first,
      // The parts know of exceptions that have ended and fail nothing; by another level only the findings can tell.
      conclusion:
        settings.failOn === first.settings.failOn
          ? worst(all)
          : conclusionOf(settings, settings.scope === 'all' ? [...introduced, ...existing] : introduced),
      settings,
      introduced,
      existing,
      fixed: joined(all.map((report) => report.fixed)),
      excused: joined(all.map((report) => report.excused)),
      changes: {
        spf: all.flatMap(({ changes }) => changes.spf).sort((a, b) => compareDomains(a.domain, b.domain)),
        mailPaths: joinedPaths(all.flatMap(({ changes }) => changes.mailPaths)),
        policy: once(all.flatMap(({ changes }) => changes.policy)),
      },
      drift: joinedDrift(all),
      unverified: joinedQuestions(all.flatMap(({ unverified }) => unverified)),
      remarks: once(all.flatMap(({ remarks }) => remarks)),
    },
  };
}

/** Parts that are named. */
const MAX_MISSING = 5;

/** Whether the reports are those of all parts, each once; a part that is missing may hold what would fail. */
function missingShards(reports: readonly NamedReport[]): string | undefined {
  const [first] = reports;
  if (first === undefined) return 'There is no report to join.';
  if (reports.length === 1 && first.report.settings.shard === null) return undefined;
  const names = new Map<string, string>();
  for (const { name, report } of reports) {
    const shard = report.settings.shard && visible(report.settings.shard);
    if (shard === null)
      return `${name} is no report of a shard: it was made without --shard and is joined with nothing.`;
    const same = names.get(shard);
    if (same !== undefined) return `${same} and ${name} are both reports of shard ${shard}.`;
    names.set(shard, name);
  }
  const [, of] = /^[0-9]{1,4}\/([0-9]{1,4})$/.exec(first.report.settings.shard ?? '') ?? [];
  if (of === undefined) return `${first.name} is a report of shard ${[...names.keys()][0]}, which is none.`;
  const foreign = [...names].find(([shard]) => !shard.endsWith(`/${of}`));
  if (foreign !== undefined) return `${foreign[1]} is a report of shard ${foreign[0]}, ${first.name} is one of ${of}.`;
  const missing = Array.from({ length: Number(of) }, (_, i) => `${i + 1}/${of}`).filter((shard) => !names.has(shard));
  if (missing.length > 0) {
    const more = missing.length - MAX_MISSING;
    const which = listed([...missing.slice(0, MAX_MISSING), ...(more > 0 ? [`${more} more`] : [])]);
    return missing.length === 1
      ? `The report of shard ${which} is missing; without it nobody knows whether the change passes.`
      : `The reports of shards ${which} are missing; without them nobody knows whether the change passes.`;
  }
  return undefined;
}

/** What has to be the same in all parts of one run, and how to speak of it. */
const SAME: readonly (readonly [what: string, of: (report: PresentedReport) => unknown])[] = [
  ['another version of the program', ({ tool }) => [tool.name, tool.version]],
  ['another --fail-on', ({ settings }) => settings.failOn],
  ['another --scope', ({ settings }) => settings.scope],
  ['other --lookups', ({ settings }) => settings.lookups],
  ['another --base, or none,', ({ compared }) => compared],
  ['another --snapshot, or none,', ({ drift }) => drift && [drift.file, drift.taken]],
  ['other DNS files', ({ files, deleted }) => [files, deleted]],
];

function difference([first, ...others]: readonly NamedReport[]): string | undefined {
  for (const [what, of] of SAME) {
    const expected = JSON.stringify(of(first.report));
    const other = others.find(({ report }) => JSON.stringify(of(report)) !== expected);
    if (other !== undefined) return `${other.name} was made with ${what} than ${first.name}; make all parts alike.`;
  }
  return undefined;
}

/** The same finding at the same place is listed once; sorted as a report is: level, file, place, fingerprint. */
function joined<T extends PresentedFinding>(lists: readonly (readonly T[])[]): T[] {
  const byKey = new Map<string, T>();
  for (const finding of lists.flat()) {
    const key = keyOf(finding);
    if (!byKey.has(key)) byKey.set(key, finding);
  }
  return [...byKey.values()].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.file ?? '', b.file ?? '') ||
      (a.start?.line ?? 0) - (b.start?.line ?? 0) ||
      (a.start?.column ?? 0) - (b.start?.column ?? 0) ||
      compare(a.fingerprint, b.fingerprint),
  );
}

function keyOf({ fingerprint, side, file, start }: PresentedFinding): string {
  return JSON.stringify([fingerprint, side, file, start?.line, start?.column]);
}

/** Each part has asked what its own zones needed. */
function joinedDrift(reports: readonly PresentedReport[]): PresentedDrift | null {
  const drifts = reports.flatMap(({ drift }) => drift ?? []);
  if (drifts.length === 0) return null;
  const answers = new Map(drifts.flatMap((drift) => drift.answers.map((answer) => [answer.question, answer] as const)));
  return {
    ...drifts[0],
    answers: [...answers.values()].sort((a, b) => compare(a.question, b.question)),
    // The same question may be lacking in several parts.
    lacking: Math.max(...drifts.map(({ lacking }) => lacking)),
  };
}

/** Parts have different domains of one host; where the way to it is the same they share a line, as in an undivided run. */
function joinedPaths(paths: readonly ShownMailPath[]): ShownMailPath[] {
  const byWay = groupBy(paths, ({ host, before, after }) => JSON.stringify([host, before, after]));
  return [...byWay.values()]
    .map((group) => {
      const all = group.flatMap(({ domains }) => domains).sort(compare);
      const domains = all.slice(0, MAX_PATH_DOMAINS);
      const more = group.reduce((sum, path) => sum + path.more, all.length - domains.length);
      return { ...group[0], domains, more };
    })
    .sort((a, b) => compare(a.host, b.host) || compare(a.domains.join(), b.domains.join()));
}

function joinedQuestions(questions: readonly PresentedUnverified[]): PresentedUnverified[] {
  const byQuestion = new Map<string, PresentedUnverified>();
  for (const one of questions) {
    const { question, reason, subjects } = byQuestion.get(one.question) ?? one;
    byQuestion.set(one.question, { question, reason, subjects: once([...subjects, ...one.subjects]).sort() });
  }
  return [...byQuestion.values()].sort((a, b) => compare(a.question, b.question));
}

function worst(reports: readonly PresentedReport[]): 'pass' | 'fail' {
  return reports.some(({ conclusion }) => conclusion === 'fail') ? 'fail' : 'pass';
}

function conclusionOf({ failOn }: Settings, inScope: readonly PresentedFinding[]): 'pass' | 'fail' {
  if (failOn === 'never') return 'pass';
  return inScope.some(({ severity }) => bySeverity(severity, failOn) <= 0) ? 'fail' : 'pass';
}

function once(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
