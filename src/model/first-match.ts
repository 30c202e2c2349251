import type { AddressRange } from './address-set.ts';

/** Addresses that share the first range of a list that holds them. */
export interface FirstMatch extends AddressRange {
  /** The index of that range. */
  readonly index: number;
}

/**
 * Which range of a list decides each address, where the first one that holds it does, as in an SPF record (RFC 7208
 * §4.6.2). Sorted by address; addresses that no range holds are left out. n log n in the ranges, however they overlap.
 */
export function firstMatches(ranges: readonly AddressRange[]): FirstMatch[] {
  const edges = sortedUnique(ranges.flatMap(({ first, last }) => [first, last + 1n]));
  // Slot i is the addresses from edge i up to edge i + 1. Each is given to the first range that comes to it; `next` leads
  // past the slots that are taken, so no slot is looked at twice.
  const owners = new Int32Array(edges.length).fill(-1);
  const next = Int32Array.from({ length: edges.length + 1 }, (_, i) => i);
  for (const [index, { first, last }] of ranges.entries()) {
    const end = indexOf(edges, last + 1n);
    for (let slot = free(next, indexOf(edges, first)); slot < end; slot = free(next, slot)) {
      owners[slot] = index;
      next[slot] = slot + 1;
    }
  }
  const matches: FirstMatch[] = [];
  for (let slot = 0; slot < edges.length - 1; slot++) {
    const index = owners[slot];
    if (index < 0) continue;
    const before = matches[matches.length - 1];
    const range = { first: edges[slot], last: edges[slot + 1] - 1n, index };
    if (before?.index === index && before.last + 1n === range.first) {
      matches[matches.length - 1] = { ...range, first: before.first };
    } else {
      matches.push(range);
    }
  }
  return matches;
}

function sortedUnique(values: bigint[]): bigint[] {
  values.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return values.filter((value, i) => i === 0 || value !== values[i - 1]);
}

/** A binary search, not a Map: hashes of bigints leave out the upper bits, in which IPv6 networks differ. */
function indexOf(edges: readonly bigint[], edge: bigint): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle] < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first free slot at or after one, with the way there made short for the next time. */
function free(next: Int32Array, slot: number): number {
  let end = slot;
  while (next[end] !== end) end = next[end];
  for (let at = slot; next[at] !== at; ) {
    const following = next[at];
    next[at] = end;
    at = following;
  }
  return end;
}
