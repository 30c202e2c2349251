import { DOLLAR, NEWLINE, octetText, QUOTE, SEMICOLON } from './octets.ts';
import { lineEnd } from './scanner.ts';

/** What template engines replace, from mark to mark on one line: Jinja and Go, ERB, Autoconf, the shell. */
const MARKS = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['{#', '#}'],
  ['<%', '%>'],
  ['@@', '@@'],
  ['${', '}'],
].map(([opening, closing]) => ({ opening: Buffer.from(opening, 'latin1'), closing: Buffer.from(closing, 'latin1') }));
const GENERATE = '$GENERATE';

/** Whether there may be template marks in a file at all; lines are looked at only then. */
export function mayHaveTemplates(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return MARKS.some(({ opening }) => buffer.includes(opening));
}

/**
 * Whether something that a template replaces begins between two offsets, outside comments. `${…}` in a `$GENERATE` is
 * its own.
 */
export function hasTemplateMark(bytes: Uint8Array, start: number, end: number): boolean {
  const generates = isGenerate(bytes, start);
  let inQuotes = false;
  /** Bit by mark: it is known not to close on this line, so that many of them cost one search. */
  let open = 0;
  for (let i = start; i + 1 < end; i++) {
    const octet = bytes[i];
    if (octet === QUOTE) inQuotes = !inQuotes;
    else if (octet === NEWLINE) {
      inQuotes = false;
      open = 0;
    } else if (octet === SEMICOLON && !inQuotes) {
      i = lineEnd(bytes, i) - 1;
    } else if (octet !== DOLLAR || !generates) {
      const mark = MARKS.findIndex(({ opening }) => opening[0] === octet && opening[1] === bytes[i + 1]);
      if (mark < 0 || (open & (1 << mark)) !== 0) continue;
      const line = Buffer.from(bytes.buffer, bytes.byteOffset, lineEnd(bytes, i));
      // At least one octet stands between the marks.
      if (line.includes(MARKS[mark].closing, i + 3)) return true;
      open |= 1 << mark;
    }
  }
  return false;
}

function isGenerate(bytes: Uint8Array, start: number): boolean {
  return bytes[start] === DOLLAR && octetText(bytes, start, start + GENERATE.length).toUpperCase() === GENERATE;
}
