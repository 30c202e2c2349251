import type { Place } from '../model/place.ts';
import type { SourceFile } from '../model/source-file.ts';

/** A line longer than this many UTF-16 units is cut to a window of this size: a zone file may hold one line of 10 MB. */
export const MAX_EXCERPT_LINE = 240;
/** How much of a cut line stands in front of the place. */
const LEAD = 60;
/** A record in parentheses may run over thousands of lines. */
export const MAX_EXCERPT_LINES = 5;

const ELLIPSIS = '…';

export interface Excerpt {
  /** The lines of the place, joined with line feeds. Each `…` at a cut stands for one character, so columns still count. */
  readonly text: string;
  /** The 1-based column, in UTF-16 units, of the first character of the first line. */
  readonly column: number;
}

/** The lines that a place lies on, bounded in number and length. Never reads a long line whole. */
export function excerptOf({ file, start, end }: Place): Excerpt {
  const from = file.position(start);
  const to = file.position(Math.max(start, end));
  const lineStart = start - (from.column - 1);
  const tooLong = lineFrom(file, lineStart).length > MAX_EXCERPT_LINE;
  const cutAt = tooLong ? frontCut(file, lineStart, start) : lineStart;
  const lines = [window(file, cutAt, cutAt > lineStart)];
  // A place that ends with a line's end does not reach into the next line.
  const last = to.column === 1 && to.line > from.line ? to.line - 1 : to.line;
  for (let line = from.line + 1; line <= last && lines.length < MAX_EXCERPT_LINES; line++) {
    lines.push(window(file, file.lineStart(line), false));
  }
  return { text: lines.join('\n'), column: cutAt - lineStart + 1 };
}

/** Where a long line's window begins, so that the `…` there replaces a whole character and not half a surrogate pair. */
function frontCut(file: SourceFile, lineStart: number, start: number): number {
  const cut = start - LEAD;
  if (cut <= lineStart) return lineStart;
  return isLowSurrogate(file.slice(cut + 1, cut + 2)) ? cut - 1 : cut;
}

function window(file: SourceFile, from: number, cutInFront: boolean): string {
  const line = lineFrom(file, from);
  const body = line.length > MAX_EXCERPT_LINE ? cutBehind(line) : line;
  return cutInFront ? ELLIPSIS + body.slice(isLowSurrogate(body.slice(1, 2)) ? 2 : 1) : body;
}

function cutBehind(line: string): string {
  const end = MAX_EXCERPT_LINE - 1;
  return line.slice(0, isLowSurrogate(line.slice(end, end + 1)) ? end - 1 : end) + ELLIPSIS;
}

/** The line from an offset on without its end, and never more than is needed to see that it is too long. */
function lineFrom(file: SourceFile, from: number): string {
  const text = file.slice(from, from + MAX_EXCERPT_LINE + 2);
  const end = text.indexOf('\n');
  if (end < 0) return text;
  return text.slice(0, text[end - 1] === '\r' ? end - 1 : end);
}

function isLowSurrogate(unit: string): boolean {
  return unit >= '\udc00' && unit <= '\udfff';
}
