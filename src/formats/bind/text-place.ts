import { BACKSLASH, escapeLength, HASH } from './octets.ts';
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
 */
export function textPlaceIn(bytes: Uint8Array, start: number, end: number, from: number, to: number): TextSpan {
  if (bytes[start] === BACKSLASH && bytes[start + 1] === HASH) return { start, end };
  const scanner = new Scanner(bytes.subarray(start, end));
  scanner.depth = INSIDE;
  let count = 0;
  let first = -1;
  let after = end;
  for (let kind = scanner.next(); kind === WORD || kind === QUOTED; kind = scanner.next()) {
    for (let i = scanner.start; i < scanner.end; count++) {
      const length = scanner.bytes[i] === BACKSLASH ? Math.max(1, escapeLength(scanner.bytes, i, scanner.end)) : 1;
      if (count === from) first = start + i;
      if (count < to) after = start + i + length;
      i += length;
    }
    if (count <= to && count <= from) after = start + scanner.end;
  }
  if (first < 0) return { start: after, end: after };
  return { start: first, end: to > from ? after : first };
}
