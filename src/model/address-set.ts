import { ADDRESS_BITS, type Address, type Family, type Network } from './address.ts';

/** The addresses from `first` to `last`, both included. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** Addresses of one family as ranges that are sorted, disjoint and not adjacent: equal sets have equal ranges. */
export interface AddressSet {
  readonly family: Family;
  readonly ranges: readonly AddressRange[];
}

/** The range of a network. */
export function rangeOf({ family, base, prefix }: Network): AddressRange {
  return { first: base, last: base + (1n << BigInt(ADDRESS_BITS[family] - prefix)) - 1n };
}

/** The range of the network of `prefix` bits that an address lies in. */
export function rangeAround({ family, value }: Address, prefix: number): AddressRange {
  const hostBits = (1n << BigInt(ADDRESS_BITS[family] - prefix)) - 1n;
  const last = value | hostBits;
  return { first: last - hostBits, last };
}

/** Every address of a family. */
export function everything(family: Family): AddressSet {
  return { family, ranges: [{ first: 0n, last: (1n << BigInt(ADDRESS_BITS[family])) - 1n }] };
}

/** The set of the addresses in any of the ranges, which may overlap and come in any order. n log n. */
export function addressSet(family: Family, ranges: Iterable<AddressRange>): AddressSet {
  return { family, ranges: joined([...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) };
}

/** The set of ranges that are sorted by `first` already; they may overlap and touch. Linear. */
export function addressSetOfSorted(family: Family, sorted: readonly AddressRange[]): AddressSet {
  return { family, ranges: joined(sorted) };
}

/** Joins ranges that overlap or touch; they must be sorted by `first`. */
function joined(sorted: readonly AddressRange[]): AddressRange[] {
  const ranges: AddressRange[] = [];
  for (const range of sorted) {
    const before = ranges[ranges.length - 1];
    if (before === undefined || range.first > before.last + 1n) ranges.push({ first: range.first, last: range.last });
    else if (range.last > before.last) ranges[ranges.length - 1] = { first: before.first, last: range.last };
  }
  return ranges;
}

/** The addresses in either set. Linear, as all that follow. */
export function union(a: AddressSet, b: AddressSet): AddressSet {
  const sorted: AddressRange[] = [];
  for (let i = 0, j = 0; i < a.ranges.length || j < b.ranges.length; ) {
    const fromA = j === b.ranges.length || (i < a.ranges.length && a.ranges[i].first <= b.ranges[j].first);
    sorted.push(fromA ? a.ranges[i++] : b.ranges[j++]);
  }
  return { family: a.family, ranges: joined(sorted) };
}

/** The addresses in both sets. */
export function intersect(a: AddressSet, b: AddressSet): AddressSet {
  const ranges: AddressRange[] = [];
  for (let i = 0, j = 0; i < a.ranges.length && j < b.ranges.length; ) {
    const [x, y] = [a.ranges[i], b.ranges[j]];
    const first = later(x.first, y.first);
    const last = earlier(x.last, y.last);
    if (first <= last) ranges.push({ first, last });
    if (x.last < y.last) i++;
    else j++;
  }
  return { family: a.family, ranges };
}

// Math.max and Math.min take no bigint.
function later(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

function earlier(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

/** The addresses of `a` that are not in `b`. */
export function subtract(a: AddressSet, b: AddressSet): AddressSet {
  const ranges: AddressRange[] = [];
  let j = 0;
  for (const { first, last } of a.ranges) {
    let from = first;
    while (j < b.ranges.length && b.ranges[j].last < from) j++;
    for (let k = j; k < b.ranges.length && b.ranges[k].first <= last; k++) {
      if (b.ranges[k].first > from) ranges.push({ first: from, last: b.ranges[k].first - 1n });
      from = b.ranges[k].last + 1n;
      j = k;
    }
    if (from <= last) ranges.push({ first: from, last });
  }
  return { family: a.family, ranges };
}

/** Whether the address is in the set; never across families. Logarithmic. */
export function includesAddress(set: AddressSet, { family, value }: Address): boolean {
  if (family !== set.family) return false;
  let low = 0;
  let high = set.ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (set.ranges[middle].last < value) low = middle + 1;
    else high = middle - 1;
  }
  return low < set.ranges.length && set.ranges[low].first <= value;
}

/** Whether every address of the network is in the set. */
export function includesNetwork(set: AddressSet, network: Network): boolean {
  if (network.family !== set.family) return false;
  return isEmpty(subtract({ family: set.family, ranges: [rangeOf(network)] }, set));
}

export function isEmpty(set: AddressSet): boolean {
  return set.ranges.length === 0;
}

/** How many addresses are in the set. */
export function countOf(set: AddressSet): bigint {
  return set.ranges.reduce((count, { first, last }) => count + last - first + 1n, 0n);
}

/** The fewest networks that together are exactly the set, in ascending order. */
export function networksOf({ family, ranges }: AddressSet): Network[] {
  const networks: Network[] = [];
  for (const { first, last } of ranges) {
    let base = first;
    while (base <= last) {
      const hostBits = hostBitsAt(base, last, ADDRESS_BITS[family]);
      networks.push({ family, base, prefix: ADDRESS_BITS[family] - hostBits });
      base += 1n << BigInt(hostBits);
    }
  }
  return networks;
}

/** The size in bits of the largest network that begins at `base` and does not go past `last`. */
function hostBitsAt(base: bigint, last: bigint, bits: number): number {
  let hostBits = 0;
  for (let size = 2n; hostBits < bits && (base & (size - 1n)) === 0n && base + size - 1n <= last; size <<= 1n) {
    hostBits++;
  }
  return hostBits;
}
