import type { Format, ReadContext, Reading } from '../model/format.ts';
import type { Tree } from '../model/tree.ts';

/** What all formats made of a tree. */
export interface TreeReading extends Reading {
  readonly tree: Tree;
}

/** Reads every DNS file of a tree. A path belongs to the first format that claims it. */
export function readTree(tree: Tree, formats: readonly Format[], context: ReadContext): TreeReading {
  const readings: Reading[] = [];
  let unclaimed = tree.paths;
  for (const format of formats) {
    const claimed = format.claims(tree, unclaimed, context);
    if (claimed.length === 0) continue;
    const taken = new Set(claimed);
    unclaimed = unclaimed.filter((path) => !taken.has(path));
    readings.push(format.read(claimed, tree, context));
  }
  return {
    tree,
    zones: readings.flatMap((reading) => reading.zones),
    problems: readings.flatMap((reading) => reading.problems),
    files: readings.flatMap((reading) => reading.files),
    remarks: readings.flatMap((reading) => reading.remarks),
  };
}
