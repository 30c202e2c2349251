import { clip, visible, visibleLines } from '../escape.ts';
import { encodePath } from '../escape-markdown.ts';
import type { HomeFile } from '../home-file.ts';
import type { PresentedEdit, PresentedFinding, PresentedFix, PresentedPosition } from '../presented.ts';
import { count } from '../words.ts';
import { SARIF_LEVELS } from './rule-descriptors.ts';

/** GitHub shows this many locations of a result; the first one is the result's own. */
const MAX_RELATED = 99;
/** Nobody reads further. */
const MAX_MESSAGE = 4_000;
const MAX_SHORT = 500;
/** The texts of a fix together: what is longer is nobody's suggestion. */
const MAX_FIX = 65_536;

export interface ResultOptions {
  readonly ruleIndex: number;
  readonly homeOf: HomeFile;
  /** The finding's own, without its occurrence. */
  readonly fingerprint: string;
  /** Whether it is new with the change; undefined for an excused one, of which the report does not say. */
  readonly introduced: boolean | undefined;
  /** Why it is excused. */
  readonly reason?: string;
}

/**
 * A finding as a result (SARIF 2.1.0 §3.27). Only what stands in head has a region: lines of base mean nothing in head, so
 * such a finding stands at line 1 of the file where it would be mended, and its text says where it was.
 */
export function sarifResult(finding: PresentedFinding, options: ResultOptions): object {
  const { side, start, end, file, related } = finding;
  const isPlaced = side === 'head' && file !== null && start !== null && end !== null;
  const location = isPlaced
    ? physicalLocation(file, regionOf(start, end))
    : physicalLocation(options.homeOf(finding), { startLine: 1 });
  const inHead = related.filter((one) => one.side === 'head').slice(0, MAX_RELATED);
  const fix = side === 'head' && finding.fix !== null ? sarifFix(finding.fix) : undefined;
  return {
    ruleId: finding.rule,
    ruleIndex: options.ruleIndex,
    level: SARIF_LEVELS[finding.severity],
    message: { text: messageText(finding) },
    locations: [{ physicalLocation: location }],
    ...(inHead.length > 0 && {
      relatedLocations: inHead.map((one, i) => ({
        id: i + 1,
        physicalLocation: physicalLocation(one.file, regionOf(one.start, one.end)),
        message: { text: plainText(clip(visible(one.message), MAX_SHORT)) },
      })),
    }),
    // The one key that GitHub reads. What is in it is compared and nothing else, so it need be no hash of a line.
    partialFingerprints: { primaryLocationLineHash: options.fingerprint },
    ...(fix && { fixes: [fix] }),
    ...(options.reason !== undefined && {
      suppressions: [
        { kind: 'external', status: 'accepted', justification: clip(visible(options.reason), MAX_MESSAGE) },
      ],
    }),
    properties: {
      subject: clip(visible(finding.subject), MAX_SHORT),
      ...(options.introduced !== undefined && { introduced: options.introduced }),
    },
  };
}

/** The message first: where room is short GitHub shows its first sentence alone. */
function messageText({ message, advice, related, side, file, start }: PresentedFinding): string {
  const lines = [...visibleLines(message), ...(advice === null ? [] : visibleLines(advice))];
  if (side === 'base' && file !== null) lines.push(`It stood at ${visible(file)}:${start?.line} before the change.`);
  for (const one of related) {
    if (one.side === 'head') continue;
    lines.push(`At ${visible(one.file)}:${one.start.line} before the change: ${visible(one.message)}`);
  }
  const more = related.filter((one) => one.side === 'head').length - MAX_RELATED;
  if (more > 0) lines.push(`${count(more, 'further place')} not listed here.`);
  return plainText(clip(lines.join('\n'), MAX_MESSAGE));
}

/**
 * §3.11.6: brackets make links of plain text as well, and a backslash takes that from them. Braces stay as they are,
 * although §3.11.5 wants them doubled: only a message with arguments has placeholders, and `%{i}` should read as such.
 */
export function plainText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}

function sarifFix({ description, edits }: PresentedFix): object | undefined {
  if (edits.length === 0 || edits.reduce((sum, { text }) => sum + text.length, 0) > MAX_FIX) return undefined;
  const byFile = new Map<string, PresentedEdit[]>();
  for (const edit of edits) {
    const group = byFile.get(edit.file);
    if (group === undefined) byFile.set(edit.file, [edit]);
    else group.push(edit);
  }
  return {
    description: { text: plainText(visible(description)) },
    artifactChanges: [...byFile].map(([file, group]) => ({
      artifactLocation: artifactLocation(file),
      replacements: group.map(({ start, end, text }) => ({
        deletedRegion: regionOf(start, end),
        insertedContent: { text },
      })),
    })),
  };
}

function physicalLocation(file: string, region: object): object {
  return { artifactLocation: artifactLocation(file), region };
}

/** §3.4.3: relative to the root of the repository, so no leading slash. */
function artifactLocation(file: string): object {
  return { uri: encodePath(file.replace(/^\/+/, '')), uriBaseId: '%SRCROOT%' };
}

/** §3.30: lines and columns begin at 1 and the end column is exclusive, as ours. */
function regionOf(start: PresentedPosition, end: PresentedPosition): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
