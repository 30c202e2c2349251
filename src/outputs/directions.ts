import { clip, visible } from './escape.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { PresentedDirection } from './presented.ts';

/** Answers of one question that are shown. */
const MAX_ANSWERS = 4;
const MAX_TEXT = 255;

/** The ways from names to addresses and back as a small table; each row has one. */
export function directionsMarkdown(directions: readonly PresentedDirection[]): string {
  const rows = directions.map(
    (direction) =>
      `| ${code(direction.from)} | ${code(direction.type)} | ${answersOf(direction, code, escapeMarkdown)} |`,
  );
  return ['| look up | record | answer |', '| :-- | :-- | :-- |', ...rows].join('\n');
}

/** The same as aligned lines of text. */
export function directionsText(directions: readonly PresentedDirection[]): string[] {
  const plain = (text: string) => clip(visible(text), MAX_TEXT);
  const rows = directions.map((direction) => [
    plain(direction.from),
    plain(direction.type),
    answersOf(direction, plain, plain),
  ]);
  const width = (column: number) => Math.max(...rows.map((row) => row[column].length));
  return rows.map(([from, type, to]) => `${from.padEnd(width(0))}  ${type.padEnd(width(1))}  ${to}`);
}

function answersOf(
  { to, nothing }: PresentedDirection,
  show: (text: string) => string,
  say: (text: string) => string,
): string {
  if (to.length === 0) return say(`(${nothing})`);
  const more = to.length > MAX_ANSWERS ? ` and ${to.length - MAX_ANSWERS} more` : '';
  return to.slice(0, MAX_ANSWERS).map(show).join(', ') + more;
}

/** Code in a cell of a table is HTML, because the table is cut at bars before code is seen (GFM §4.10). */
function code(text: string): string {
  return `<code>${escapeMarkdown(clip(text, MAX_TEXT))}</code>`;
}
