import { createHash } from 'node:crypto';
import { clip, visibleSource } from './escape.ts';
import { codeBlock, codeSpan, escapeMessage, link } from './escape-markdown.ts';
import type { PresentedFinding, PresentedLines, PresentedReport } from './presented.ts';
import { capitalised } from './words.ts';

const MAX_MESSAGE = 2_000;

/** A fix that is one stretch of whole lines, as GitHub can offer it. Lines are those of the judged tree. */
export interface Suggestion {
  readonly lines: PresentedLines;
  /** Tells it from others, also across pushes; part of the body. */
  readonly marker: string;
  readonly body: string;
}

/**
 * What can be offered as suggested changes, the gravest first: of findings that the change introduces, fixes of one
 * stretch (half of a fix is none) whose text shows all that it holds. Of those that overlap the first is offered.
 */
export function suggestionsOf(report: PresentedReport, id: string): Suggestion[] {
  const found: Suggestion[] = [];
  const taken = new Set<string>();
  for (const finding of report.introduced) {
    const lines = finding.side === 'head' && finding.fix?.lines.length === 1 ? finding.fix.lines[0] : undefined;
    if (lines === undefined || lines.before.length !== lines.last - lines.first + 1) continue;
    if (lines.after.some((line) => visibleSource(line) !== line)) continue;
    const keys = lines.before.map((_, i) => `${lines.first + i} ${lines.file}`);
    if (keys.some((key) => taken.has(key))) continue;
    for (const key of keys) taken.add(key);
    found.push(suggestion(finding, lines, id));
  }
  return found;
}

function suggestion(finding: PresentedFinding, lines: PresentedLines, id: string): Suggestion {
  const hash = createHash('sha256')
    .update(JSON.stringify([finding.fingerprint, lines.file, lines.after]))
    .digest('hex');
  const marker = `<!-- dns-mail-gate:${id.replace(/[^\w.]+/g, '-')}:fix:${hash.slice(0, 32)} -->`;
  const title = `**${capitalised(finding.severity)}** ${link(codeSpan(finding.rule), finding.help)}`;
  // An empty block takes the lines away; one with an empty line would leave that.
  const block = lines.after.length === 0 ? '```suggestion\n```' : codeBlock(lines.after, 'suggestion');
  const body = `${marker}\n${title}\n\n${escapeMessage(clip(finding.message, MAX_MESSAGE))}\n\n${block}`;
  return { lines, marker, body };
}
