import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, spellingDistance } from '../../src/model/nearest.ts';

const NAMES = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists', 'redirect'];

describe('nearest', () => {
  it.each([
    ['nclude', 'include'],
    ['inlcude', 'include'],
    ['INCLUDES', 'include'],
    ['ipv4', 'ip4'],
    ['exist', 'exists'],
    ['al', 'all'],
    ['redirct', 'redirect'],
    ['rdeirect', 'redirect'],
    ['include', 'include'],
    ['cname', undefined],
    ['', undefined],
    ['q', undefined],
    ['x'.repeat(100_000), undefined],
  ])('takes %s for %s', (word, expected) => {
    expect(nearest(word, NAMES)).toBe(expected);
  });

  it('takes the first of two that are equally near', () => {
    expect(nearest('ip5', NAMES)).toBe('ip4');
  });
});

describe('spellingDistance', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

  it('is symmetric, zero for the same word only, and never more than the longer word', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = spellingDistance(a, b);
        expect(distance).toBe(spellingDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });

  it.each([
    ['include', 'inlcude', 1],
    ['include', 'nclude', 1],
    ['mx', 'ptr', 3],
    ['kitten', 'sitting', 3],
  ])('between %s and %s is %d', (a, b, expected) => {
    expect(spellingDistance(a, b)).toBe(expected);
  });
});
