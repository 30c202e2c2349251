import type { Edit } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { PresentedLines } from './presented.ts';

/** Longer stretches, in UTF-16 units, are not shown: the description of the fix must do. */
const MAX_STRETCH = 4_000;

/** Lines of one file, and the edits within them in file order. */
interface Stretch {
  readonly file: SourceFile;
  readonly first: number;
  last: number;
  readonly edits: Edit[];
}

/** The whole lines that edits touch, before and after; empty where they overlap or are too long to show. */
export function fixLines(edits: readonly Edit[]): PresentedLines[] {
  const shown: PresentedLines[] = [];
  for (const ofFile of groupBy(edits, ({ place }) => place.file.path).values()) {
    for (const stretch of stretches([...ofFile].sort((a, b) => a.place.start - b.place.start))) {
      const lines = apply(stretch);
      if (lines === undefined) return [];
      shown.push(lines);
    }
  }
  return shown;
}

function stretches(edits: readonly Edit[]): Stretch[] {
  const found: Stretch[] = [];
  for (const edit of edits) {
    const { file } = edit.place;
    const first = file.position(edit.place.start).line;
    const open = found.at(-1);
    const isShared = open !== undefined && first <= open.last;
    const last = lastLineOf(edit, isShared);
    if (isShared) {
      open.edits.push(edit);
      open.last = Math.max(open.last, last);
    } else {
      found.push({ file, first, last, edits: [edit] });
    }
  }
  return found;
}

/**
 * The last line that an edit touches. One that takes whole lines with their ends, or gives its own, leaves the next line
 * alone; what another edit puts on the same line before it would join that line.
 */
function lastLineOf({ place, text }: Edit, isShared: boolean): number {
  const start = place.file.position(place.start);
  const end = place.file.position(place.end);
  const wholeLines = end.column === 1 && (text.endsWith('\n') || (text === '' && start.column === 1 && !isShared));
  return wholeLines && end.line > start.line ? end.line - 1 : end.line;
}

function apply({ file, first, last, edits }: Stretch): PresentedLines | undefined {
  const from = file.lineStart(first);
  // Past the last line there is no start.
  const next = (file.lineStart(last + 1) as number | undefined) ?? Number.POSITIVE_INFINITY;
  const before = file.slice(from, Math.min(next, from + MAX_STRETCH + 1));
  if (before.length > MAX_STRETCH) return undefined;
  let after = '';
  let at = 0;
  for (const { place, text } of edits) {
    if (place.start - from < at) return undefined;
    after += before.slice(at, place.start - from) + text;
    at = place.end - from;
  }
  after += before.slice(at);
  return { file: file.path, first, last, before: linesOf(before), after: linesOf(after) };
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
