import { bySeverity, SEVERITIES, type Severity } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import { withCommas } from '../model/with-commas.ts';
import { comparedWords } from './compared-words.ts';
import { directionsMarkdown } from './directions.ts';
import { domainOfSubject } from './domain-of-subject.ts';
import { changedAnswerMarkdown, changedAnswers } from './drift.ts';
import { clip, visibleSource } from './escape.ts';
import {
  codeBlock,
  codeSpan,
  encodePath,
  escapeAdvice,
  escapeMarkdown,
  escapeMessage,
  link,
} from './escape-markdown.ts';
import type { Section } from './fit-sections.ts';
import { frameOf } from './frame.ts';
import { MAIL_PATH_HEAD, mailPathRow } from './mail-paths.ts';
import {
  findingsInScope,
  type PresentedFinding,
  type PresentedFix,
  type PresentedPosition,
  type PresentedRelated,
  type PresentedReport,
} from './presented.ts';
import { groupedSpfChanges, spfChangeMarkdown } from './spf-changes.ts';
import { capitalised, count, openReason } from './words.ts';

/** Where the files of the two trees can be looked at. */
export interface MarkdownOptions {
  /** `https://github.com/OWNER/REPO/blob/SHA/` of the head; without it places are not linked. */
  readonly blobUrl?: string;
  /** The same of the base. */
  readonly baseBlobUrl?: string;
}

/** How much of each kind is shown, however much room there is. */
export interface SectionLimits {
  /** Findings of each level that are told in full; what is left is listed. */
  readonly maxTold: number;
  /** Lines of each list. */
  readonly maxListed: number;
}

/** A message with a whole zone in it would push everything else out of a comment. */
const MAX_TEXT = 2_000;
const MAX_SUBJECT = 255;
const MAX_FIX_LINES = 20;
const MAX_OPEN_QUESTIONS = 5;

/** What blocks, and where nothing does what is gravest, stands open; everything else is folded. */
export function sectionsOf(
  report: PresentedReport,
  options: MarkdownOptions,
  { maxTold, maxListed }: SectionLimits,
): Section[] {
  const explained = new Set<string>();
  const inScope = findingsInScope(report);
  const { failOn } = report.settings;
  const least = failOn === 'warning' || !inScope.some(({ severity }) => severity === 'error') ? 'warning' : 'error';
  const open = SEVERITIES.filter((severity) => bySeverity(severity, least) <= 0);
  const list = <T>(noun: string, title: string, entries: readonly T[], show: (entry: T) => string) => ({
    ...section(noun, `${title} (${withCommas(entries.length)})`, entries.length, mapped(entries, show)),
    separator: '\n',
    max: maxListed,
  });
  const oneLine = (finding: PresentedFinding) => lineOf(finding, options);
  const ofSeverity = (severity: Severity) => {
    const findings = inScope.filter((finding) => finding.severity === severity);
    const bySubject = [...groupBy(findings, ({ subject }) => domainOfSubject(subject)).values()].flat();
    const told = bySubject.slice(0, maxTold);
    const items = grouped(told, (finding) => findingMarkdown(finding, options, explained));
    const title = open.includes(severity) ? undefined : capitalised(count(findings.length, severity));
    return {
      told: section(severity, title, told.length, items),
      more: list(severity, `Further ${severity}s`, bySubject.slice(maxTold), oneLine),
    };
  };
  const levels = SEVERITIES.map((severity) => ({ isOpen: open.includes(severity), ...ofSeverity(severity) }));
  const before = report.settings.scope === 'all' ? [] : report.existing;
  const words = comparedWords(report);
  const earlier = report.drift === null ? 'Already there before this change' : capitalised(words.there);
  const unverified = list('unanswered question', 'Could not be verified', report.unverified, unverifiedLine);
  // Where the verdict hangs on them, a few questions stand below it.
  const isVerdict = inScope.length === 0 && unverified.total <= MAX_OPEN_QUESTIONS;
  const sections = [
    ...(isVerdict ? [{ ...unverified, open: '', close: '' }] : []),
    ...levels.filter(({ isOpen }) => isOpen).map(({ told }) => told),
    spfSection(report),
    mailPathSection(report, maxListed),
    driftSection(report, maxListed),
    ...levels.flatMap(({ isOpen, told, more }) => (isOpen ? [more] : [told, more])),
    list('earlier finding', earlier, before, oneLine),
    list('repaired finding', capitalised(words.repaired), report.fixed, oneLine),
    list('excused finding', 'Excused by the policy', report.excused, (one) => oneLine(one) + excuseOf(one)),
    list(
      'policy change',
      'Changes to the policy',
      report.changes.policy,
      (change) => `- ${escapeMessage(clip(change, MAX_TEXT))}`,
    ),
    ...(isVerdict ? [] : [unverified]),
    list('remark', 'Remarks', report.remarks, (remark) => `- ${escapeMessage(clip(remark, MAX_TEXT))}`),
  ];
  return sections.filter(({ total }) => total > 0);
}

/** Who may send mail before and after, a table for domains that change alike; open, because it is what a reviewer asks. */
function spfSection(report: PresentedReport): Section {
  const groups = groupedSpfChanges(report.changes.spf);
  const words = comparedWords(report);
  const items = mapped(groups, (group) => spfChangeMarkdown(group, words));
  return { ...section('SPF change', undefined, groups.length, items), open: `**${words.spf}**` };
}

/** What others answer now that they did not when the snapshot was taken. */
function driftSection({ drift }: PresentedReport, maxListed: number): Section {
  const answers = drift === null ? [] : changedAnswers(drift);
  const title = `Answers of others that have changed since ${drift?.taken} (${withCommas(answers.length)})`;
  return {
    ...section('changed answer', title, answers.length, mapped(answers, changedAnswerMarkdown)),
    max: maxListed,
  };
}

/** Where mail goes before and after, a row a host. */
function mailPathSection({ changes: { mailPaths } }: PresentedReport, maxListed: number): Section {
  const rows = mapped(mailPaths, mailPathRow);
  return {
    ...section('mail host', undefined, mailPaths.length, headed(MAIL_PATH_HEAD, rows)),
    open: '**Where mail goes, before and after this change (MX → address → PTR → back)**',
    separator: '\n',
    max: maxListed,
  };
}

/** The items, the first one below a head, which goes with it where nothing fits. */
function* headed(head: string, items: Iterable<string>): Generator<string> {
  let above = head;
  for (const item of items) {
    yield above + item;
    above = '';
  }
}

/** A section that is folded below its title, or open where it has none. */
function section(noun: string, title: string | undefined, total: number, items: Iterable<string>): Section {
  const fold = title !== undefined;
  return {
    noun,
    open: fold ? `<details><summary>${title}</summary>` : '',
    close: fold ? '</details>' : '',
    separator: '\n\n',
    total,
    items,
    max: Number.POSITIVE_INFINITY,
  };
}

function* mapped<T>(entries: readonly T[], show: (entry: T) => string): Generator<string> {
  for (const entry of entries) yield show(entry);
}

/** Findings by domain, which is a heading of the first of each group, so that a finding can be left out whole. */
function* grouped(
  findings: readonly PresentedFinding[],
  show: (finding: PresentedFinding) => string,
): Generator<string> {
  for (const [domain, group] of groupBy(findings, ({ subject }) => domainOfSubject(subject))) {
    for (const [i, finding] of group.entries()) {
      const heading = i === 0 && domain !== '' ? `#### ${codeSpan(clip(domain, MAX_SUBJECT))}\n\n` : '';
      yield heading + show(finding);
    }
  }
}

function findingMarkdown(finding: PresentedFinding, options: MarkdownOptions, explained: Set<string>): string {
  const { severity, rule, help, message, why, advice, fix, related, directions } = finding;
  const where = placeLink(finding, options);
  const parts = [
    `**${capitalised(severity)}** ${link(codeSpan(rule), help)}${where === '' ? '' : ` in ${where}`}`,
    escapeMessage(clip(message, MAX_TEXT)),
    frameMarkdown(finding),
    ...(directions.length > 0 ? [directionsMarkdown(directions)] : []),
    related.map((one) => relatedLine(one, options)).join('\n'),
  ];
  if (!explained.has(rule)) {
    explained.add(rule);
    parts.push(`**Why:** ${escapeMessage(clip(why, MAX_TEXT))}`);
  }
  if (advice !== null) parts.push(`**What to do:** ${escapeAdvice(clip(advice, MAX_TEXT))}`);
  if (fix !== null) parts.push(fixMarkdown(fix, advice !== null));
  return parts.filter((part) => part !== '').join('\n\n');
}

function frameMarkdown(finding: PresentedFinding): string {
  const frame = frameOf(finding);
  if (frame.length === 0) return '';
  const gutter = Math.max(...frame.map(({ number }) => String(number ?? '').length));
  const lines = frame.flatMap(({ number, text, underline }) => {
    const shown = `${String(number ?? '').padStart(gutter)} | ${text}`;
    return underline === '' ? [shown] : [shown, `${' '.repeat(gutter)} | ${underline}`];
  });
  return codeBlock(lines);
}

/** The fix as a diff; its description says what advice has said already, so it is told where there is none to see. */
function fixMarkdown({ description, lines }: PresentedFix, isAdvised: boolean): string {
  const diff = lines.flatMap(({ before, after }) => [
    ...before.map((line) => `- ${visibleSource(line)}`),
    ...after.map((line) => `+ ${visibleSource(line)}`),
  ]);
  const isShown = diff.length > 0 && diff.length <= MAX_FIX_LINES;
  const title = isAdvised && isShown ? '' : `**Fix:** ${escapeMessage(clip(description, MAX_TEXT))}`;
  return [title, isShown ? codeBlock(diff, 'diff') : ''].filter((part) => part !== '').join('\n\n');
}

function relatedLine(related: PresentedRelated, options: MarkdownOptions): string {
  return `- ${placeLink(related, options)}: ${escapeMessage(clip(related.message, MAX_TEXT))}`;
}

/** One finding as one list item: for lists of what is only worth counting. */
function lineOf(finding: PresentedFinding, options: MarkdownOptions): string {
  const where = placeLink(finding, options);
  const head = `- ${link(codeSpan(finding.rule), finding.help)}${where === '' ? '' : ` in ${where}`}`;
  return `${head}: ${escapeMessage(clip(finding.message, MAX_TEXT))}`;
}

function excuseOf({ reason, until }: { readonly reason: string; readonly until: string | null }): string {
  const limit = until === null ? '' : `, until ${escapeMarkdown(until)}`;
  return `<br>\n  Excused${limit}: ${escapeMessage(clip(reason, MAX_TEXT))}`;
}

function unverifiedLine({ question, reason, subjects }: PresentedReport['unverified'][number]): string {
  const shown = subjects.slice(0, 5).map((subject) => codeSpan(clip(subject, MAX_SUBJECT)));
  const more = subjects.length > shown.length ? ` and ${subjects.length - shown.length} more` : '';
  const whose = shown.length === 0 ? '' : ` (needed for ${shown.join(', ')}${more})`;
  return `- ${codeSpan(clip(question, MAX_SUBJECT + 10))}: ${escapeMessage(clip(openReason(reason), MAX_TEXT))}${whose}`;
}

interface Placed {
  readonly side: 'head' | 'base';
  readonly file: string | null;
  readonly start: PresentedPosition | null;
  readonly end: PresentedPosition | null;
}

/** `file:line`, linked where the tree can be looked at; empty without a place. */
function placeLink({ side, file, start, end }: Placed, { blobUrl, baseBlobUrl }: MarkdownOptions): string {
  if (file === null || start === null || end === null) return '';
  const label = codeSpan(`${file}:${start.line}`) + (side === 'base' ? ' (before the change)' : '');
  const url = side === 'base' ? baseBlobUrl : blobUrl;
  if (url === undefined) return label;
  const last = end.line > start.line ? `-L${end.line}` : '';
  return link(label, `${url}${encodePath(file)}#L${start.line}${last}`);
}
