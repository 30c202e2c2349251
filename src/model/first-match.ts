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
  const { edges, slots } = edgesOf(ranges);
  // Slot i is the addresses from edge i up to edge i + 1. Each is given to the first range that comes to it; `next` leads
  // past the slots that are taken, so no slot is looked at twice.
  const owners = new Int32Array(edges.length).fill(-1);
  const next = new Int32Array(edges.length + 1);
  for (let slot = 0; slot < next.length; slot++) next[slot] = slot;
  for (let index = 0; index < ranges.length; index++) {
    const end = slots[index * 2 + 1];
    for (let slot = free(next, slots[index * 2]); slot < end; slot = free(next, slot)) {
      owners[slot] = index;
      next[slot] = slot + 1;
    }
  }
  const matches: FirstMatch[] = [];
  for (let slot = 0; slot < edges.length - 1; ) {
    const [from, index] = [slot, owners[slot]];
    do slot++;
    while (slot < edges.length - 1 && owners[slot] === index);
    if (index >= 0) matches.push({ first: edges[from], last: edges[slot] - 1n, index });
  }
  return matches;
}

/** The different edges of all ranges, ascending, and for range i the slots of its begin (2 i) and of its end (2 i + 1). */
function edgesOf(ranges: readonly AddressRange[]): { edges: bigint[]; slots: Int32Array } {
  const all: bigint[] = [];
  for (const { first, last } of ranges) all.push(first, last + 1n);
  const order = all.map((_, id) => id).sort((a, b) => (all[a] < all[b] ? -1 : all[a] > all[b] ? 1 : 0));
  const slots = new Int32Array(all.length);
  const edges: bigint[] = [];
  for (const id of order) {
    if (edges.length === 0 || edges[edges.length - 1] !== all[id]) edges.push(all[id]);
    slots[id] = edges.length - 1;
  }
  return { edges, slots };
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
