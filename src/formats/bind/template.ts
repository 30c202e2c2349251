import { DOLLAR, NEWLINE, octetText, QUOTE, SEMICOLON } from './octets.ts';

/** Marks that template engines replace: Jinja and Go, ERB, Autoconf, the shell. */
const MARKS = ['{{', '{%', '{#', '<%', '@@', '${'].map((mark) => Buffer.from(mark, 'latin1'));
const GENERATE = '$GENERATE';
const AUTOCONF = Buffer.from('@@', 'latin1');

/** Whether there may be template marks in a file at all; lines are looked at only then. */
export function mayHaveTemplates(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return MARKS.some((mark) => buffer.includes(mark));
}

/** Whether a template mark stands between two offsets outside comments. `${` is none in a `$GENERATE`. */
export function hasTemplateMark(bytes: Uint8Array, start: number, end: number): boolean {
  const marks = isGenerate(bytes, start) ? MARKS.filter((mark) => mark[0] !== DOLLAR) : MARKS;
  let inQuotes = false;
  for (let i = start; i + 1 < end; i++) {
    const octet = bytes[i];
    if (octet === QUOTE) inQuotes = !inQuotes;
    else if (octet === NEWLINE) inQuotes = false;
    else if (octet === SEMICOLON && !inQuotes) {
      const next = bytes.indexOf(NEWLINE, i);
      if (next < 0) return false;
      i = next;
    } else if (marks.some((mark) => mark[0] === octet && mark[1] === bytes[i + 1])) {
      if (octet !== AUTOCONF[0] || hasClosingMark(bytes, i + 2, end)) return true;
    }
  }
  return false;
}

function isGenerate(bytes: Uint8Array, start: number): boolean {
  return bytes[start] === DOLLAR && octetText(bytes, start, start + GENERATE.length).toUpperCase() === GENERATE;
}

/** `@@NAME@@` on one line. */
function hasClosingMark(bytes: Uint8Array, from: number, end: number): boolean {
  for (let i = from; i + 1 < end && bytes[i] > 0x20; i++) {
    if (bytes[i] === AUTOCONF[0] && bytes[i + 1] === AUTOCONF[0]) return i > from;
  }
  return false;
}
