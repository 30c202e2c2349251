import type { Tree } from '../model/tree.ts';

/** The tree with only the paths that are, or lie below, one of `wanted`; what it holds beside them can still be read. */
export function restrict(tree: Tree, wanted: readonly string[] | undefined): Tree {
  if (wanted === undefined) return tree;
  return {
    paths: tree.paths.filter((path) => wanted.some((top) => path === top || path.startsWith(`${top}/`))),
    get allPaths() {
      return tree.allPaths ?? tree.paths;
    },
    read: (path) => tree.read(path),
    size: (path) => tree.size(path),
    head: (path, length) => tree.head(path, length),
  };
}
