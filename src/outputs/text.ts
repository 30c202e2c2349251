import { styleText } from 'node:util';
import type { Severity } from '../model/finding.ts';
import { comparedWords } from './compared-words.ts';
import { directionsText } from './directions.ts';
import { changedAnswers, changedAnswerText } from './drift.ts';
import { visible, visibleLines, visibleSource } from './escape.ts';
import { frameOf } from './frame.ts';
import { mailPathText } from './mail-paths.ts';
import type { PresentedDrift, PresentedFinding, PresentedFix, PresentedReport } from './presented.ts';
import { groupedSpfChanges, spfChangeText } from './spf-changes.ts';
import { verdictOf } from './verdict.ts';
import { capitalised, count, listed } from './words.ts';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** Domains whose SPF changes alike count once. */
const MAX_SPF_CHANGES = 20;
const MAX_CHANGED_ANSWERS = 20;
const MAX_MAIL_PATHS = 20;

const COLORS: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', notice: 'blue' };
const VERDICT_COLORS = { bad: 'red', doubtful: 'yellow', good: 'green' } as const;

/** Paints for a terminal, or not at all. */
export function paintFor(color: boolean): Paint {
  // The caller has decided, so what styleText would find out about standard output does not matter.
  return color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
}

/** Nobody reads further in a terminal or a log; the gravest come first. */
const MAX_FINDINGS = 500;

/** The report for terminals and logs: findings in scope with their source lines, counts of the rest, the verdict last. */
export function renderText(report: PresentedReport, { color = false }: { readonly color?: boolean } = {}): string {
  const paint = paintFor(color);
  const explained = new Set<string>();
  const words = comparedWords(report);
  const shown = (findings: readonly PresentedFinding[], max: number) =>
    findings.slice(0, max).map((finding) => findingText(finding, paint, explained));
  const blocks = shown(report.introduced, MAX_FINDINGS);
  const hasExisting = report.settings.scope === 'all' && report.existing.length > 0;
  if (hasExisting) {
    blocks.push(paint('bold', `${capitalised(words.there)}:`));
    blocks.push(...shown(report.existing, MAX_FINDINGS - Math.min(MAX_FINDINGS, report.introduced.length)));
  }
  const left = report.introduced.length + (hasExisting ? report.existing.length : 0) - MAX_FINDINGS;
  if (left > 0) blocks.push(`… and ${count(left, 'further finding')}; --format json lists all of them.`);
  const spf = groupedSpfChanges(report.changes.spf);
  blocks.push(...spf.slice(0, MAX_SPF_CHANGES).map((group) => spfChangeText(group, words)));
  if (spf.length > MAX_SPF_CHANGES) blocks.push(`… and ${count(spf.length - MAX_SPF_CHANGES, 'further SPF change')}.`);
  const paths = report.changes.mailPaths;
  blocks.push(...paths.slice(0, MAX_MAIL_PATHS).map(mailPathText));
  if (paths.length > MAX_MAIL_PATHS) {
    blocks.push(`… and ${count(paths.length - MAX_MAIL_PATHS, 'further mail host')} on another way.`);
  }
  if (report.drift !== null) blocks.push(...driftTexts(report.drift));
  blocks.push(...report.changes.policy.map((change) => indented('policy: ', visibleLines(change))));
  blocks.push(...report.remarks.map((remark) => indented('note: ', visibleLines(remark))));
  const rest = restOf(report);
  const verdict = verdictOf(report);
  blocks.push(
    (rest === '' ? '' : `${rest}\n`) +
      paint(['bold', VERDICT_COLORS[verdict.mood]], `${verdict.headline} ${verdict.detail}`.trimEnd()),
  );
  return `${blocks.join('\n\n')}\n`;
}

function findingText(finding: PresentedFinding, paint: Paint, explained: Set<string>): string {
  const { severity, rule, advice, fix } = finding;
  const lines = [
    `${paint(COLORS[severity], `${severity}[${visible(rule)}]`)} ${paint('bold', placeOf(finding))}`,
    ...visibleLines(finding.message).map((line) => `  ${line}`),
    ...frameText(finding, paint),
    ...(finding.directions.length > 0 ? [indented('  dns:  ', directionsText(finding.directions))] : []),
  ];
  if (!explained.has(rule)) {
    explained.add(rule);
    lines.push(indented('  why:  ', visibleLines(finding.why)));
  }
  if (advice !== null) lines.push(indented('  do:   ', visibleLines(advice)));
  if (fix !== null) lines.push(...fixText(fix, paint));
  for (const { side, file, start, message } of finding.related) {
    const before = side === 'base' && finding.side === 'head' ? ' (before the change)' : '';
    const where = `${visible(file)}:${start.line}:${start.column}${before}: `;
    lines.push(indented(`  see:  ${where}`, visibleLines(message), 8));
  }
  return lines.join('\n');
}

/** `file:line:column`, or the subject where the finding has no place. */
function placeOf({ file, start, subject, side }: PresentedFinding): string {
  if (file === null || start === null) return visible(subject);
  return `${visible(file)}:${start.line}:${start.column}${side === 'base' ? ' (before the change)' : ''}`;
}

function frameText(finding: PresentedFinding, paint: Paint): string[] {
  const frame = frameOf(finding);
  const gutter = Math.max(0, ...frame.map(({ number }) => String(number ?? '').length));
  return frame.flatMap(({ number, text, underline }) => {
    const shown = `  ${paint('dim', `${String(number ?? '').padStart(gutter)} |`)} ${text}`;
    if (underline === '') return [shown];
    const below = `  ${paint('dim', `${' '.repeat(gutter)} |`)} `;
    return [shown, below + underline.replace(/\^+/, (marks) => paint(COLORS[finding.severity], marks))];
  });
}

function fixText({ description, lines }: PresentedFix, paint: Paint): string[] {
  const diff = lines.flatMap(({ before, after }) => [
    ...before.map((line) => paint('red', `        - ${visibleSource(line)}`)),
    ...after.map((line) => paint('green', `        + ${visibleSource(line)}`)),
  ]);
  return [indented('  fix:  ', visibleLines(description)), ...diff];
}

function driftTexts(drift: PresentedDrift): string[] {
  const answers = changedAnswers(drift);
  const shown = answers.slice(0, MAX_CHANGED_ANSWERS).map((changed) => changedAnswerText(changed, drift.taken));
  const left = answers.length - shown.length;
  return left > 0 ? [...shown, `… and ${count(left, 'further changed answer')}.`] : shown;
}

/** One line about what is not shown; empty where there is nothing. */
function restOf(report: PresentedReport): string {
  const { existing, fixed, excused, unverified, settings } = report;
  const words = comparedWords(report);
  const parts: string[] = [];
  if (settings.scope === 'introduced' && existing.length > 0)
    parts.push(`${count(existing.length, 'finding')} ${report.drift === null ? 'there before' : words.there}`);
  if (fixed.length > 0) parts.push(`${fixed.length} ${words.repaired}`);
  if (excused.length > 0) parts.push(`${excused.length} excused by the policy`);
  if (unverified.length > 0) parts.push(`${count(unverified.length, 'DNS question')} without an answer`);
  return parts.length === 0 ? '' : `Not shown: ${capitalised(listed(parts))}.`;
}

/** Lines below one another, the first after a label. */
function indented(label: string, lines: readonly string[], width = label.length): string {
  return lines.map((line, i) => (i === 0 ? label : ' '.repeat(width)) + line).join('\n');
}
