import { visible } from './escape.ts';
import type { PresentedFinding } from './presented.ts';
import { cellsOf } from './width.ts';

const TAB_STOP = 8;

/** A source line as it is shown, and what to write below it. */
export interface FrameLine {
  /** 1-based; undefined for the line that stands for those left out. */
  readonly number: number | undefined;
  /** Tabs as blanks and hidden characters made visible. */
  readonly text: string;
  /** Blanks, then `^` below what the finding is about; empty where that is not on this line. */
  readonly underline: string;
}

/** The finding's source lines with the place underlined, aligned cell by cell; none without a place. */
export function frameOf({ excerpt, excerptColumn, start, end }: PresentedFinding): FrameLine[] {
  if (start === null || end === null) return [];
  const lines = excerpt.split('\n');
  const frame = lines.map((line, i) => {
    const number = start.line + i;
    const column = i === 0 ? excerptColumn : 1;
    const from = i === 0 ? start.column : 1 + line.length - line.trimStart().length;
    const to = number === end.line ? end.column : column + line.length;
    return frameLine(number, line, Math.max(0, from - column), Math.max(0, to - column));
  });
  const last = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
  if (last >= start.line + lines.length) frame.push({ number: undefined, text: '…', underline: '' });
  return frame;
}

/** `from` and `to` are UTF-16 offsets into the line; an empty stretch is shown as one `^`. */
function frameLine(number: number, line: string, from: number, to: number): FrameLine {
  let text = '';
  let cells = 0;
  let unit = 0;
  let first = 0;
  let last = 0;
  for (const character of line) {
    if (unit <= from) first = cells;
    const shown = shownAs(character, cells);
    text += shown;
    if (shown.length === 1) cells += cellsOf(shown);
    else for (const one of shown) cells += cellsOf(one);
    unit += character.length;
    if (unit <= to) last = cells;
  }
  if (unit <= from) first = cells;
  // A blank line within a place has nothing to underline.
  const underline = to > from && line.trim() === '' ? '' : ' '.repeat(first) + '^'.repeat(Math.max(1, last - first));
  return { number, text: guard(text), underline };
}

function shownAs(character: string, cells: number): string {
  if (character >= ' ' && character <= '~') return character;
  return character === '\t' ? ' '.repeat(TAB_STOP - (cells % TAB_STOP)) : visible(character);
}

/** Characters are made visible one by one; what only several make together, an order to a workflow log, is broken here. */
function guard(text: string): string {
  return text.includes('##[') ? text.replaceAll('##[', '##⟦') : text;
}
