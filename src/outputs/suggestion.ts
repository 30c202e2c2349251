import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { clip } from './escape.ts';
import { codeBlock, codeSpan, escapeMessage, link } from './escape-markdown.ts';
import { type JoinedFix, joinFixes } from './joined-fixes.ts';
import type { PresentedLines } from './presented.ts';
import { capitalised } from './words.ts';

/** For the messages of one suggestion together. */
const MAX_MESSAGE = 2_000;

/** Fixes that are one stretch of whole lines, as GitHub can offer them. Lines are those of the judged tree. */
export interface Suggestion {
  readonly lines: PresentedLines;
  /** Tells it from others, also across pushes; part of the body. */
  readonly marker: string;
  readonly body: string;
  /** What to offer where these lines are not in the diff together. */
  readonly instead: readonly Suggestion[];
}

export interface SuggestionOptions {
  /** Tells gates of one repository apart. */
  readonly id: string;
  /** Where the rules are explained, ending in `#`; a rule's id follows. */
  readonly helpUrl: string;
}

/**
 * What can be offered as suggested changes, the gravest first, of findings that the change introduces. Fixes of the same
 * lines are one suggestion where they can be made at once.
 */
export function suggestionsOf(report: Report, options: SuggestionOptions): Suggestion[] {
  return joinFixes(report.introduced).map((fix) => suggestion(fix, options));
}

function suggestion({ findings, lines, instead }: JoinedFix, options: SuggestionOptions): Suggestion {
  const fingerprints = findings.map(({ fingerprint }) => fingerprint);
  const hash = createHash('sha256')
    .update(JSON.stringify([fingerprints.length === 1 ? fingerprints[0] : fingerprints, lines.file, lines.after]))
    .digest('hex');
  const marker = `<!-- dns-mail-gate:${options.id.replace(/[^\w.]+/g, '-')}:fix:${hash.slice(0, 32)} -->`;
  const room = Math.floor(MAX_MESSAGE / findings.length);
  // In two views the same is found twice.
  const told = [...new Set(findings.map((finding) => paragraph(finding, room, options)))];
  const title = told.length > 1 ? [`This one change mends ${told.length} findings.`] : [];
  // An empty block takes the lines away; one with an empty line would leave that.
  const block = lines.after.length === 0 ? '```suggestion\n```' : codeBlock(lines.after, 'suggestion');
  const body = `${marker}\n${[...title, ...told, block].join('\n\n')}`;
  return { lines, marker, body, instead: instead.map((fix) => suggestion(fix, options)) };
}

function paragraph({ severity, rule, message }: Finding, room: number, { helpUrl }: SuggestionOptions): string {
  const title = `**${capitalised(severity)}** ${link(codeSpan(rule), helpUrl + rule)}`;
  return `${title}\n\n${escapeMessage(clip(message, room))}`;
}
