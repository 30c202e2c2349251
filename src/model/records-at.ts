import { groupBy } from './group-by.ts';
import type { Place } from './place.ts';
import type { RecordColumns } from './zone.ts';

/**
 * The index of the record that each of some things, such as findings, begins in; those that are placed elsewhere are
 * left out. n log n.
 */
export function recordsAt<T extends { readonly place?: Place }>(
  things: readonly T[],
  records: RecordColumns,
): Map<T, number> {
  const found = new Map<T, number>();
  const placed = things.filter(({ place }) => place !== undefined);
  if (placed.length === 0) return found;
  const byFile = groupBy(placed, ({ place }) => place!.file);
  for (const group of byFile.values()) group.sort((a, b) => a.place!.start - b.place!.start);
  for (let i = 0; i < records.length && found.size < placed.length; i++) {
    const { file, start, end } = records.record(i).place;
    const group = byFile.get(file) ?? [];
    for (let n = firstFrom(group, start); n < group.length && group[n].place!.start < end; n++) found.set(group[n], i);
  }
  return found;
}

/** The index of the first one that begins at an offset or behind it. */
function firstFrom(sorted: readonly { readonly place?: Place }[], start: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle].place!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
