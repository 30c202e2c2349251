import { readClass, readType } from './keyword.ts';
import { CLOSE, DOLLAR, isDigit, OPEN, QUOTE, SEMICOLON } from './octets.ts';
import { readPeriod } from './period.ts';
import { Scanner, WORD } from './scanner.ts';

/** Owner, TTL, class and type. */
const WORDS_BEFORE_DATA = 4;

/**
 * Whether a line begins in its first column like a record or a directive: an owner, then a type with at most a TTL and
 * a class before it. Text and data that go on over several lines hardly ever look so.
 */
export function isRecordStart(bytes: Uint8Array, offset: number): boolean {
  const first = bytes[offset];
  if (first === undefined || first <= 0x20) return false;
  if (first === SEMICOLON || first === OPEN || first === CLOSE || first === QUOTE) return false;
  if (first === DOLLAR) return (bytes[offset + 1] | 0x20) >= 0x61;
  const scanner = new Scanner(bytes);
  scanner.position = offset;
  scanner.next();
  for (let word = 1; word < WORDS_BEFORE_DATA; word++) {
    if (scanner.next() !== WORD || scanner.depth > 0) return false;
    const { start, end } = scanner;
    if (readType(bytes, start, end) >= 0) return true;
    if (readClass(bytes, start, end) >= 0) continue;
    if (!isDigit(bytes[start]) || readPeriod(bytes, start, end) < 0) return false;
  }
  return false;
}
