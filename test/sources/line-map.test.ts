import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineMap, linesAt } from '../../src/sources/line-map.ts';
import { newRepository } from '../support/repository.ts';

describe('lineMap', () => {
  it('follows lines that others have moved, and knows those that are not there', () => {
    const { root, commit } = newRepository();
    const from = commit({ 'a [1].zone': 'others\nothers\none\ntwo\nchanged\nthree\n' });
    const to = commit({ 'a [1].zone': 'one\ntwo\nother\nthree\nfour\n' });
    const map = lineMap(root, from, to, 'a [1].zone');
    expect([1, 2, 3, 4, 5, 6].map(map)).toEqual([undefined, undefined, 1, 2, undefined, 4]);
    expect(linesAt(root, to, 'a [1].zone')?.[3]).toBe('three');
    expect(linesAt(root, to, 'b.zone')).toBeUndefined();
  });

  it('only ever leads to the same text, in order', () => {
    const { root, commit } = newRepository();
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '', '\t@@ -1 +1 @@'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const from = commit({ f: `${before.join('\n')}\n` });
        const to = commit({ f: `${after.join('\n')}\n` });
        const map = lineMap(root, from, to, 'f');
        let last = 0;
        for (const [i, line] of before.entries()) {
          const target = map(i + 1);
          if (target === undefined) continue;
          expect(after[target - 1] ?? '').toBe(line);
          expect(target).toBeGreaterThan(last);
          last = target;
        }
      }),
      { numRuns: 40 },
    );
  });
});
