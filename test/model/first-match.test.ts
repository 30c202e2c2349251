import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf } from '../../src/model/address.ts';
import { type AddressRange, rangeOf } from '../../src/model/address-set.ts';
import { firstMatches } from '../../src/model/first-match.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

const UNIVERSE = Array.from({ length: 48 }, (_, i) => BigInt(i));

const ranges = fc.array(
  fc
    .tuple(fc.nat(47), fc.nat(16))
    .map(([first, length]): AddressRange => ({ first: BigInt(first), last: BigInt(Math.min(47, first + length)) })),
  { maxLength: 12 },
);

describe('firstMatches', () => {
  it('gives each address the first range that holds it', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const matches = firstMatches(list);
        for (const address of UNIVERSE) {
          const expected = list.findIndex(({ first, last }) => first <= address && address <= last);
          const found = matches.find(({ first, last }) => first <= address && address <= last);
          expect(found?.index ?? -1).toBe(expected);
        }
      }),
    );
  });

  it('is sorted, disjoint, and has no two neighbours of one range', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const matches = firstMatches(list);
        for (const [i, { first, index }] of matches.entries()) {
          if (i === 0) continue;
          const before = matches[i - 1];
          expect(first > before.last).toBe(true);
          expect(first === before.last + 1n && index === before.index).toBe(false);
        }
      }),
    );
  });

  it('takes 5,000 ranges of either family, nested and side by side, in well under a second', () => {
    // IPv6 networks differ only in their upper bits, where a hash of the lower ones would see them all as equal.
    const many = Array.from({ length: 5_000 }, (_, i) =>
      rangeOf(networkOf({ family: 6, value: BigInt(i) << 90n }, i % 2 === 0 ? 48 : 40)),
    );
    const begin = cpuMilliseconds();
    const matches = firstMatches(many);
    expect(cpuMilliseconds() - begin).toBeLessThan(1_000);
    expect(matches.length).toBeGreaterThan(1_000);
  });
});
