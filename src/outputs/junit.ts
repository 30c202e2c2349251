import { bySeverity } from '../model/finding.ts';
import { comparedWords } from './compared-words.ts';
import { clip, visible, visibleLines } from './escape.ts';
import { frameOf } from './frame.ts';
import { homeFiles } from './home-file.ts';
import type { PresentedExcused, PresentedFinding, PresentedReport } from './presented.ts';
import { count } from './words.ts';

/** Viewers of test results slow down long before. */
export const MAX_CASES = 10_000;
const MAX_NAME = 500;
const MAX_TEXT = 4_000;

interface Case {
  readonly file: string;
  readonly line: number | undefined;
  readonly name: string;
  /** Why it is shown as skipped, or what failed; undefined for a file in which nothing was found. */
  readonly outcome:
    | { readonly kind: 'failure' | 'skipped'; readonly type: string; readonly message: string }
    | undefined;
  readonly text: string;
}

/**
 * The report as JUnit XML: a suite a file, a case a finding. Red is what fails the gate and nothing else. All other
 * findings are skipped cases, because viewers show why a case was skipped and hide what a passed one wrote; a file in which
 * nothing was found is one passed case, so that an all-clear is no empty result.
 */
export function renderJunit(report: PresentedReport): string {
  const cases = casesOf(report);
  const shown = cases.slice(0, MAX_CASES);
  const suites = new Map<string, Case[]>();
  for (const one of shown) {
    const suite = suites.get(one.file);
    if (suite === undefined) suites.set(one.file, [one]);
    else suite.push(one);
  }
  const name = `${report.tool.name} ${report.tool.version}`;
  const left = cases.length - shown.length;
  if (left > 0) suites.set(name, [...(suites.get(name) ?? []), leftOut(name, left)]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name, ...totals([...suites.values()].flat()) })}>`,
    ...[...suites].flatMap(([file, suite]) => suiteXml(file, suite)),
    '</testsuites>',
    '',
  ].join('\n');
}

/** What fails first, so that nothing of it is left out; then the rest, the clean files last. */
function casesOf(report: PresentedReport): Case[] {
  const { settings, introduced, existing, excused, files } = report;
  const { failOn, scope } = settings;
  const homeOf = homeFiles(report);
  const fails = ({ severity }: PresentedFinding) => failOn !== 'never' && bySeverity(severity, failOn) <= 0;
  const before = comparedWords(report).there;
  const all: Case[] = [
    ...introduced.map((one) => findingCase(one, homeOf(one), fails(one) ? undefined : one.severity)),
    ...existing.map((one) => {
      // Where the gate passes, what would decide by its level is behind an exception that has ended.
      const decides = scope === 'all' && report.conclusion === 'fail' && fails(one);
      return findingCase(one, homeOf(one), decides ? undefined : `${one.severity}, ${before}`);
    }),
    ...excused.map((one) => findingCase(one, homeOf(one), excuseOf(one))),
  ];
  const failed = all.filter(({ outcome }) => outcome?.kind === 'failure');
  const others = all.filter(({ outcome }) => outcome?.kind !== 'failure');
  const told = new Set(all.map(({ file }) => file));
  const clean = files.filter(({ path }) => !told.has(path)).map(({ path }) => cleanCase(path));
  return [...failed, ...others, ...clean];
}

function excuseOf({ severity, reason, until }: PresentedExcused): string {
  return `${severity}, excused${until === null ? '' : ` until ${until}`} (${reason})`;
}

/** `skipped` says why it does not fail. */
function findingCase(finding: PresentedFinding, home: string, skipped: string | undefined): Case {
  const { rule, subject, severity, message, advice, why, help, side, file, start } = finding;
  const where = file === null ? '' : `${visible(file)}:${start?.line}${side === 'base' ? ' (before the change)' : ''}`;
  const text = [
    ...(where === '' ? [] : [where]),
    ...visibleLines(message),
    // Behind a bar, so that no line of a file begins a line: a log that this is printed to obeys some.
    ...frameOf(finding)
      .flatMap(({ text, underline }) => [text, underline].filter((line) => line !== ''))
      .map((line) => `| ${line}`),
    `Why: ${visible(why)}`,
    ...(advice === null ? [] : visibleLines(advice)),
    visible(help),
  ].join('\n');
  const [summary] = visibleLines(message);
  return {
    file: home,
    line: side === 'head' ? start?.line : undefined,
    name: `${rule}: ${subject}`,
    outcome:
      skipped === undefined
        ? { kind: 'failure', type: severity, message: summary }
        : { kind: 'skipped', type: severity, message: `${skipped}: ${summary}` },
    text,
  };
}

function cleanCase(file: string): Case {
  return { file, line: undefined, name: 'no mail problem found', outcome: undefined, text: '' };
}

function leftOut(file: string, left: number): Case {
  const message = `${count(left, 'further case')} not listed here; the JSON report has all findings.`;
  return { file, line: undefined, name: 'left out', outcome: { kind: 'skipped', type: 'notice', message }, text: '' };
}

function totals(cases: readonly Case[]) {
  const number = (kind: string) => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return { tests: cases.length, failures: number('failure'), errors: 0, skipped: number('skipped'), time: 0 };
}

function suiteXml(file: string, cases: readonly Case[]): string[] {
  return [
    `  <testsuite ${attributes({ name: file, ...totals(cases) })}>`,
    ...cases.map((one) => caseXml(one)),
    '  </testsuite>',
  ];
}

function caseXml({ file, line, name, outcome, text }: Case): string {
  const open = `    <testcase ${attributes({ classname: file, name, file, ...(line && { line }), time: 0 })}`;
  if (outcome === undefined) return `${open}/>`;
  const body = escapeXml(clip(text, MAX_TEXT));
  const { kind, type, message } = outcome;
  // The schema most viewers go by lets a skipped case have a message and no text, so the text is its output.
  const told =
    kind === 'failure'
      ? `<failure ${attributes({ message, type })}>${body}</failure>`
      : `<skipped ${attributes({ message })}/>${body === '' ? '' : `<system-out>${body}</system-out>`}`;
  return `${open}>${told}</testcase>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}="${escapeXml(visible(clip(String(value), MAX_NAME)))}"`)
    .join(' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text that is visible already as XML text or attribute. XML 1.0 §2.2 knows no U+FFFE and U+FFFF, not even escaped. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]).replace(/[\ufffe\uffff]/g, '\ufffd');
}
