/** Octets that mean something in a master file, RFC 1035 §5.1. */
export const TAB = 0x09;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const DOLLAR = 0x24;
export const OPEN = 0x28;
export const CLOSE = 0x29;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const ZERO = 0x30;
export const NINE = 0x39;
export const SEMICOLON = 0x3b;
export const AT = 0x40;
export const BACKSLASH = 0x5c;

const WORD_ENDS = [QUOTE, OPEN, CLOSE, SEMICOLON];

/** The octets between two offsets, one character each. */
export function octetText(bytes: Uint8Array, start: number, end: number): string {
  // A view of its own for every text is what costs; files are read as Buffers.
  if (Buffer.isBuffer(bytes)) return bytes.toString('latin1', start, end);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}

/** Whether an octet is an ASCII digit. */
export function isDigit(octet: number): boolean {
  return octet >= ZERO && octet <= NINE;
}

/**
 * The octet that an escape at a backslash stands for and the offset after it, RFC 1035 §5.1: `\DDD` or `\X`. −1 where
 * there is no such octet: `\300`, `\25` and two digits, or a backslash at the end.
 */
export function escapeLength(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return -1;
  if (!isDigit(bytes[at + 1])) return 2;
  if (at + 3 >= end || !isDigit(bytes[at + 2]) || !isDigit(bytes[at + 3])) return -1;
  return escapedOctet(bytes, at) > 0xff ? -1 : 4;
}

/** The octet that the escape at a backslash stands for; only after `escapeLength` has found it to be one. */
export function escapedOctet(bytes: Uint8Array, at: number): number {
  if (!isDigit(bytes[at + 1])) return bytes[at + 1];
  return (bytes[at + 1] - ZERO) * 100 + (bytes[at + 2] - ZERO) * 10 + (bytes[at + 3] - ZERO);
}

/** Whether the word `\\#`, with which data in the form of RFC 3597 §5 begins, stands at an offset. */
export function isGenericMark(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] !== BACKSLASH || bytes[start + 1] !== HASH) return false;
  if (start + 2 >= end) return true;
  const next = bytes[start + 2];
  return next <= SPACE
    ? next === SPACE || next === TAB || next === NEWLINE || next === RETURN
    : WORD_ENDS.includes(next);
}
