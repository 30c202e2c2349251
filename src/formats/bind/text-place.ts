import { BACKSLASH, escapeLength, isGenericMark } from './octets.ts';
import { INSIDE } from './rdata/wire.ts';
import { QUOTED, Scanner, WORD } from './scanner.ts';

/** Two octet offsets, `end` exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the octets `from` … `to` (exclusive) of the joined character-strings between `start` and `end` are written,
 * escapes and all. An empty stretch lies before the octet `from`. Data in the form of RFC 3597 has one place for all.
 * The text is read once, when first asked, so that thousands of terms of one record do not each read all of it.
 */
export function textPlacesIn(bytes: Uint8Array, start: number, end: number): (from: number, to: number) => TextSpan {
  if (isGenericMark(bytes, start, end)) return () => ({ start, end });
  let written: WrittenOctets | undefined;
  return (from, to) => {
    written ??= readOctets(bytes, start, end);
    const { starts, ends, after } = written;
    if (from >= starts.length) return { start: after, end: after };
    return { start: starts[from], end: to > from ? ends[Math.min(to, ends.length) - 1] : starts[from] };
  };
}

/** Where each octet of the joined text begins and ends in the file, and where the last string ends. */
interface WrittenOctets {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly after: number;
}

function readOctets(bytes: Uint8Array, start: number, end: number): WrittenOctets {
  const scanner = new Scanner(bytes.subarray(start, end));
  scanner.depth = INSIDE;
  const starts: number[] = [];
  const ends: number[] = [];
  let after = end;
  for (let kind = scanner.next(); kind === WORD || kind === QUOTED; kind = scanner.next()) {
    for (let i = scanner.start; i < scanner.end; ) {
      starts.push(start + i);
      i += scanner.bytes[i] === BACKSLASH ? Math.max(1, escapeLength(scanner.bytes, i, scanner.end)) : 1;
      ends.push(start + i);
    }
    after = start + scanner.end;
  }
  return { starts, ends, after };
}
