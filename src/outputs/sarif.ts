import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { SEVERITIES } from '../model/finding.ts';
import { withCommas } from '../model/with-commas.ts';
import { SLUG } from '../project.ts';
import { clip, visible, visibleLines } from './escape.ts';
import type { ExplainedRule } from './explain.ts';
import { homeFiles } from './home-file.ts';
import { jsonText } from './json.ts';
import type { PresentedFinding, PresentedReport } from './presented.ts';
import { plainText, sarifResult } from './sarif/result.ts';
import { ruleDescriptor, unknownRuleDescriptor } from './sarif/rule-descriptors.ts';
import { count, listed } from './words.ts';

/** GitHub refuses a file with more results than this, */
export const MAX_RESULTS = 25_000;
/** keeps so many of them, */
export const KEPT_RESULTS = 5_000;
/** and refuses a file that is larger than this many bytes once it is packed with gzip. */
export const MAX_PACKED = 10_000_000;
/** Open DNS questions that are named. */
const MAX_QUESTIONS = 20;
const MAX_NOTE = 4_000;
/** Characters of all results as JSON: far more than fits packed, far less than the longest text that there can be. */
const MAX_UNPACKED = 100_000_000;

const SCHEMA_URL = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const INFORMATION_URL = `https://github.com/${SLUG}`;

export interface SarifOptions {
  /** All rules of the program; those that found nothing are listed as well, so that GitHub knows that they looked. */
  readonly rules: readonly ExplainedRule[];
  /** Where the rules are explained, ending in `#`. */
  readonly helpUrl: string;
  /**
   * Whether excused findings are listed, as suppressed (§3.35). Not for GitHub, which passes over suppressions and would
   * open an alert for each.
   */
  readonly excused: boolean;
}

/** A finding of head with what is only known of its list. */
interface Listed {
  readonly finding: PresentedFinding;
  readonly introduced: boolean | undefined;
  readonly reason?: string;
}

/**
 * The report as SARIF 2.1.0, as code scanning takes it: what is wrong in head, introduced or not, the gravest first and as
 * many as GitHub takes. What the change repairs is not in it: a result that is missing closes its alert.
 */
export function renderSarif(report: PresentedReport, options: SarifOptions): string {
  const all = listedFindings(report, options.excused);
  const { results, rules } = resultsOf(all.slice(0, MAX_RESULTS), report, options);
  let shown = results;
  let text = sarifText(report, rules, shown, notifications(report, options, all.length, shown.length));
  while (shown.length > 0 && isTooLarge(text)) {
    shown = shown.slice(0, Math.floor(shown.length / 2));
    text = sarifText(report, rules, shown, notifications(report, options, all.length, shown.length));
  }
  return text;
}

/** Packing takes time, so it is done only where the text itself is larger than what is allowed packed. */
function isTooLarge(text: string): boolean {
  return Buffer.byteLength(text) > MAX_PACKED && gzipSync(text).length > MAX_PACKED;
}

/** The gravest first; of one level what the change brings, then what was there, then what is excused. */
function listedFindings({ introduced, existing, excused }: PresentedReport, withExcused: boolean): Listed[] {
  const all: Listed[] = [
    ...introduced.map((finding) => ({ finding, introduced: true })),
    ...existing.map((finding) => ({ finding, introduced: false })),
    ...(withExcused ? excused.map((finding) => ({ finding, introduced: undefined, reason: finding.reason })) : []),
  ];
  return SEVERITIES.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity));
}

/** The findings as results, and the rules that they point to. */
function resultsOf(
  findings: readonly Listed[],
  report: PresentedReport,
  { rules, helpUrl }: SarifOptions,
): { results: object[]; rules: object[] } {
  const descriptors = rules.map((rule) => ruleDescriptor(rule, helpUrl));
  const indices = new Map(rules.map(({ id }, i) => [id, i]));
  const homeOf = homeFiles(report);
  const fingerprints = fingerprintsOf(findings);
  const results: object[] = [];
  let size = 0;
  for (const { finding, introduced, reason } of findings) {
    let ruleIndex = indices.get(finding.rule);
    if (ruleIndex === undefined) {
      ruleIndex = descriptors.push(unknownRuleDescriptor(finding)) - 1;
      indices.set(finding.rule, ruleIndex);
    }
    const fingerprint = fingerprints.get(finding)!;
    const result = sarifResult(finding, { ruleIndex, homeOf, fingerprint, introduced, reason });
    size += JSON.stringify(result).length;
    if (size > MAX_UNPACKED) break;
    results.push(result);
  }
  return { results, rules: descriptors };
}

function sarifText({ tool }: PresentedReport, rules: object[], results: object[], notes: object[]): string {
  const driver = {
    name: visible(tool.name),
    version: visible(tool.version),
    informationUri: INFORMATION_URL,
    rules,
  };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notes }],
    results,
  };
  return jsonText({ $schema: SCHEMA_URL, version: '2.1.0', runs: [run] });
}

/** Of the finding's fingerprint, which knows no lines; what is at several places is numbered from the top. */
function fingerprintsOf(findings: readonly Listed[]): Map<PresentedFinding, string> {
  const seen = new Map<string, number>();
  const hashes = new Map<PresentedFinding, string>();
  for (const finding of findings.map((one) => one.finding).sort(byPlace)) {
    const key = `${finding.fingerprint}\n${finding.file}`;
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    hashes.set(finding, `${createHash('sha256').update(finding.fingerprint).digest('hex').slice(0, 16)}:${number}`);
  }
  return hashes;
}

function byPlace(a: PresentedFinding, b: PresentedFinding): number {
  return (a.start?.line ?? 0) - (b.start?.line ?? 0) || (a.start?.column ?? 0) - (b.start?.column ?? 0);
}

/** What a reader of the results should know beside them (§3.58): what is left out, what stayed open, remarks. */
function notifications(
  { excused, unverified, remarks }: PresentedReport,
  options: SarifOptions,
  all: number,
  shown: number,
): object[] {
  const notes: object[] = [];
  // SARIF has no empty texts.
  const say = (level: 'warning' | 'note', text: string) => {
    if (text !== '') notes.push({ level, message: { text: plainText(text) } });
  };
  if (all > shown) {
    const limits = `${withCommas(MAX_RESULTS)} findings or ${MAX_PACKED / 1e6} MB (packed)`;
    say(
      'warning',
      `${count(all - shown, 'finding')} left out: GitHub refuses more than ${limits}. The gravest are here.`,
    );
  }
  if (shown > KEPT_RESULTS) {
    const kept = withCommas(KEPT_RESULTS);
    say('warning', `GitHub shows ${kept} of the ${count(shown, 'finding')} in this file, the gravest.`);
  }
  if (!options.excused && excused.length > 0) {
    say('note', `${count(excused.length, 'excused finding')} left out, because GitHub would open an alert for each.`);
  }
  if (unverified.length > 0) {
    const named = unverified.slice(0, MAX_QUESTIONS).map(({ question, reason }) => visible(`${question} (${reason})`));
    const more = unverified.length - named.length;
    const which = listed([...named, ...(more > 0 ? [`${withCommas(more)} more`] : [])]);
    say('note', clip(`${count(unverified.length, 'DNS question')} had no answer: ${which}.`, MAX_NOTE));
  }
  for (const remark of remarks) say('note', clip(visibleLines(remark).join('\n'), MAX_NOTE));
  return notes;
}
