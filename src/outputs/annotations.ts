import { SEVERITIES, type Severity } from '../model/finding.ts';
import { clip, visible, visibleLines } from './escape.ts';
import { findingsInScope, forReview, type PresentedFinding, type PresentedReport } from './presented.ts';
import { count } from './words.ts';

/** GitHub shows this many annotations of each level that one step makes, and drops the rest without a word. */
export const MAX_PER_LEVEL = 10;
/** The Checks API's limit for a title, in characters. */
const MAX_TITLE = 255;
/** The Checks API takes 64 KB; nobody reads more than this. */
const MAX_MESSAGE = 4_000;

type Properties = Readonly<Record<string, string | number>>;

/**
 * The findings in scope as workflow commands, errors first, as many as GitHub shows; a last notice says how many more
 * there are. Existing findings come after introduced ones of their level.
 */
export function renderAnnotations(report: PresentedReport): string {
  const findings = findingsInScope(forReview(report));
  const headPaths = new Set(report.files.map(({ path }) => path));
  const shown = choose(findings);
  const commands = shown.map((finding) => annotation(finding, headPaths));
  if (shown.length < findings.length) commands.push(moreNotice(findings.length - shown.length));
  return commands.map((command) => `${command}\n`).join('');
}

/** As many of each level as GitHub shows, with one notice kept free where something must be said about the rest. */
function choose(findings: readonly PresentedFinding[]): PresentedFinding[] {
  const byLevel = new Map<Severity, PresentedFinding[]>(SEVERITIES.map((severity) => [severity, []]));
  for (const finding of findings) byLevel.get(finding.severity)?.push(finding);
  const tooMany = [...byLevel.values()].some((level) => level.length > MAX_PER_LEVEL);
  const room = (severity: Severity) => (tooMany && severity === 'notice' ? MAX_PER_LEVEL - 1 : MAX_PER_LEVEL);
  return [...byLevel].flatMap(([severity, level]) => level.slice(0, room(severity)));
}

function annotation(finding: PresentedFinding, headPaths: ReadonlySet<string>): string {
  const { severity, rule, subject, message, advice, help } = finding;
  const text = [...visibleLines(message), ...(advice === null ? [] : visibleLines(advice))];
  if (finding.side === 'base' && finding.file !== null) {
    text.unshift(`Before the change, ${visible(finding.file)}:${finding.start?.line}:`);
  }
  const where = placeProperties(finding, headPaths);
  const properties = { ...where, title: clip(visible(`${rule}: ${subject}`), MAX_TITLE) };
  return command(severity, properties, `${clip(text.join('\n'), MAX_MESSAGE)}\n${visible(help)}`);
}

/** Where it stands in head. Of what stands in base at most the file is there, because its lines mean nothing in head. */
function placeProperties({ file, start, end, side }: PresentedFinding, headPaths: ReadonlySet<string>): Properties {
  if (file === null || start === null || end === null) return {};
  if (side === 'base') return headPaths.has(file) ? { file: visible(file) } : {};
  const lines = { file: visible(file), line: start.line, endLine: end.line };
  // Columns belong to one line: GitHub refuses them for a place of several lines.
  return start.line === end.line ? { ...lines, col: start.column, endColumn: end.column } : lines;
}

function moreNotice(number: number): string {
  const text =
    `${count(number, 'more finding is', 'more findings are')} not shown as annotations: GitHub shows ${MAX_PER_LEVEL} of ` +
    'each level for a step and 50 for a job. The job summary has them all.';
  return command('notice', { title: 'dns-mail-gate' }, text);
}

function command(name: Severity, properties: Properties, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
