/**
 * What hides in text from files: control, format and other invisible characters, blanks that are no plain space,
 * half surrogate pairs, and combining marks piled on one letter. Right-to-left controls are among the format characters.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]|(?! )\p{Zs}|(?<=\p{M}{3})\p{M}/gu;

/**
 * What a workflow log obeys: the runner takes `##[command]` anywhere in a line, and `::command::` at its beginning,
 * as orders. The colon is matched before what is looked for behind it, or a run of blanks would cost its square.
 */
const LOG_COMMAND = /\[(?<=##\[)|:(?<=^[ \t]*:)(?=:[a-z][a-z-]*(?: [^\n]*)?::)/gi;

const DELETE = 0x7f;
const FIRST_PRINTING = 0x20;

/**
 * The text with everything in it that does not show made to show: controls as their pictures (`␛`, `␊`), the rest as
 * `<U+202E>`. The result is one line, has nothing that a terminal obeys, and is no workflow command. For plain text:
 * Markdown wants escapeMarkdown on top.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, show).replace(LOG_COMMAND, codePoint);
}

/** The same for a line of source that someone may want to copy: its tabs stay. */
export function visibleSource(line: string): string {
  return line.split('\t').map(visible).join('\t');
}

/** The lines of a message of ours, each visible; line ends that came with a quoted file are line ends too. */
export function visibleLines(text: string): string[] {
  return text.trimEnd().split(/\r?\n/).map(visible);
}

/** The text cut to a number of UTF-16 units, with `…` as the last of them where something is missing. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function show(character: string): string {
  const code = character.codePointAt(0) as number;
  if (code < FIRST_PRINTING) return String.fromCodePoint(0x2400 + code);
  return code === DELETE ? '␡' : codePoint(character);
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) as number;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
