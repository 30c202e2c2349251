import { describe, expect, it } from 'vitest';
import { textPlacesIn } from '../../../src/formats/bind/text-place.ts';

/** What is underlined for the characters `from` … `to` of the data's joined text. */
function underlined(data: string, from: number, to: number): string {
  const bytes = Buffer.from(`TXT ${data} ; end`, 'latin1');
  const { start, end } = textPlacesIn(bytes, 4, 4 + data.length)(from, to);
  return bytes.subarray(start, end).toString('latin1');
}

describe('the place of a stretch of text', () => {
  it.each([
    ['"v=spf1 -all"', 7, 11, '-all'],
    ['v=spf1 -all', 6, 10, '-all'],
    ['"ab" "cd"', 1, 3, 'b" "c'],
    ['"ab" "cd"', 2, 4, 'cd'],
    ['"a\\"b"', 1, 2, '\\"'],
    ['"a\\034b" "c"', 1, 3, '\\034b'],
    ['"ab"', 1, 1, ''],
    ['"ab"', 1, 9, 'b'],
    ['"ab"', 2, 3, ''],
    ['\\# 3 026162', 0, 1, '\\# 3 026162'],
  ])('%s from %i to %i', (data, from, to, expected) => expect(underlined(data, from, to)).toBe(expected));
});
