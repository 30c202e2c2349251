import { formats } from './formats/index.ts';
import { readTree, type TreeReading } from './formats/read-tree.ts';
import type { ReadContext } from './model/format.ts';
import type { NameTable } from './model/name-table.ts';
import type { Tree } from './model/tree.ts';
import { viewAssigner } from './policy/apply-views.ts';
import { coversPath } from './policy/path-pattern.ts';
import type { Policy } from './policy/policy.ts';

/**
 * Reads a tree; of plans what is there after apply, unless what was there before is asked for. With the tree before the
 * change, what the change only stops managing is there as well.
 */
export type TreeReader = (tree: Tree, context?: Pick<ReadContext, 'planState' | 'before'>) => TreeReading;

/**
 * Reads the DNS files of trees as a policy says: what it ignores left out, its zones known, its views applied. One call
 * for all trees of a run, so that what they share is read once. Throws a UsageError for a plan that is none.
 */
export function treeReader(
  policy: Policy,
  names: NameTable,
  { progress, plans }: Pick<ReadContext, 'progress' | 'plans'> = {},
): TreeReader {
  const formatList = formats();
  const context: ReadContext = { names, hints: policy.zones, zoneIds: policy.zoneIds, progress, plans };
  const inView = viewAssigner(policy.views);
  return (tree, { planState = 'planned', before } = {}) => {
    const reading = readTree(withoutIgnored(tree, policy.ignore), formatList, {
      ...context,
      planState,
      before: before && withoutIgnored(before, policy.ignore),
    });
    return policy.views.length === 0 ? reading : { ...reading, zones: reading.zones.map(inView) };
  };
}

/** The tree without the paths that the policy ignores; what other files include is still read. */
function withoutIgnored(tree: Tree, ignore: readonly string[]): Tree {
  if (ignore.length === 0) return tree;
  return {
    paths: tree.paths.filter((path) => !ignore.some((pattern) => coversPath(pattern, path))),
    get allPaths() {
      return tree.allPaths ?? tree.paths;
    },
    read: (path) => tree.read(path),
    size: (path) => tree.size(path),
    isThere: (path) => tree.isThere?.(path) ?? false,
    head: (path, length) => tree.head(path, length),
  };
}
