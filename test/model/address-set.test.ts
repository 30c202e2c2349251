import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNetwork, networkOf, parseAddress } from '../../src/model/address.ts';
import {
  type AddressSet,
  addressSet,
  countOf,
  everything,
  includesAddress,
  includesNetwork,
  intersect,
  isEmpty,
  networksOf,
  rangeOf,
  subtract,
  union,
} from '../../src/model/address-set.ts';

/** A small universe, the last addresses of IPv4, so that every address of it can be looked at. */
const FIRST = 0xffffffc0n;
const UNIVERSE = Array.from({ length: 64 }, (_, i) => FIRST + BigInt(i));

const members = fc.uniqueArray(fc.constantFrom(...UNIVERSE), { maxLength: 64 });
const blocks = fc.array(
  fc.tuple(fc.nat(63), fc.nat(20)).map(([start, length]) => ({
    first: FIRST + BigInt(start),
    last: FIRST + BigInt(Math.min(63, start + length)),
  })),
);

function setOf(values: readonly bigint[]): AddressSet {
  return addressSet(
    4,
    values.map((value) => ({ first: value, last: value })),
  );
}

function valuesOf(set: AddressSet): bigint[] {
  return UNIVERSE.filter((value) => includesAddress(set, { family: 4, value }));
}

function expectNormal(set: AddressSet): void {
  for (const [i, { first, last }] of set.ranges.entries()) {
    expect(first <= last).toBe(true);
    if (i > 0) expect(first > set.ranges[i - 1].last + 1n).toBe(true);
  }
}

describe('address sets against lists of single addresses', () => {
  it('are built from overlapping ranges in any order', () => {
    fc.assert(
      fc.property(blocks, (ranges) => {
        const set = addressSet(4, ranges);
        expectNormal(set);
        expect(valuesOf(set)).toEqual(
          UNIVERSE.filter((v) => ranges.some(({ first, last }) => first <= v && v <= last)),
        );
      }),
    );
  });

  it('unite, intersect, subtract and count', () => {
    fc.assert(
      fc.property(members, members, (a, b) => {
        const results = [union(setOf(a), setOf(b)), intersect(setOf(a), setOf(b)), subtract(setOf(a), setOf(b))];
        results.forEach(expectNormal);
        expect(valuesOf(results[0])).toEqual(UNIVERSE.filter((v) => a.includes(v) || b.includes(v)));
        expect(valuesOf(results[1])).toEqual(UNIVERSE.filter((v) => a.includes(v) && b.includes(v)));
        expect(valuesOf(results[2])).toEqual(UNIVERSE.filter((v) => a.includes(v) && !b.includes(v)));
        expect(countOf(results[0])).toBe(BigInt(new Set([...a, ...b]).size));
        expect(isEmpty(results[1])).toBe(!a.some((v) => b.includes(v)));
      }),
    );
  });

  it('are the fewest networks', () => {
    fc.assert(
      fc.property(members, (values) => {
        const networks = networksOf(setOf(values));
        const held = networks.flatMap((network) => {
          const { first, last } = rangeOf(network);
          return UNIVERSE.filter((v) => first <= v && v <= last);
        });
        expect(held).toEqual(UNIVERSE.filter((v) => values.includes(v)));
        // Fewest: no network has its sibling beside it, with which it would be one.
        const written = new Set(networks.map(formatNetwork));
        for (const { prefix, base } of networks) {
          const sibling = { family: 4 as const, prefix, base: base ^ (1n << BigInt(32 - prefix)) };
          expect(written.has(formatNetwork(sibling))).toBe(false);
        }
        for (const network of networks) expect(includesNetwork(setOf(values), network)).toBe(true);
      }),
    );
  });
});

describe('address sets at the ends of the address space', () => {
  it('hold everything', () => {
    expect(networksOf(everything(4)).map(formatNetwork)).toEqual(['0.0.0.0/0']);
    expect(networksOf(everything(6)).map(formatNetwork)).toEqual(['::/0']);
    expect(countOf(everything(6))).toBe(2n ** 128n);
    expect(isEmpty(subtract(everything(6), everything(6)))).toBe(true);
  });

  it('join halves', () => {
    const low = networkOf(parseAddress('::')!, 1);
    const high = networkOf(parseAddress('8000::')!, 1);
    expect(addressSet(6, [rangeOf(high), rangeOf(low)])).toEqual(everything(6));
  });

  it('never mix families', () => {
    expect(includesAddress(everything(6), parseAddress('192.0.2.1')!)).toBe(false);
    expect(includesNetwork(everything(4), networkOf(parseAddress('::')!, 128))).toBe(false);
  });
});
