import { nearest } from '../model/nearest.ts';
import type { Tree } from '../model/tree.ts';

/** The tree with only the paths that are, or lie below, one of `wanted`; what it holds beside them can still be read. */
export function restrict(tree: Tree, wanted: readonly string[] | undefined): Tree {
  if (wanted === undefined) return tree;
  return {
    paths: tree.paths.filter((path) => wanted.some((top) => isBelow(path, top))),
    get allPaths() {
      return tree.allPaths ?? tree.paths;
    },
    read: (path) => tree.read(path),
    size: (path) => tree.size(path),
    isThere: (path) => tree.isThere?.(path) ?? false,
    head: (path, length) => tree.head(path, length),
  };
}

/** Those of `wanted` that are no file and no folder of any of the trees, each with the path that was probably meant. */
export function notThere(
  wanted: readonly string[],
  trees: readonly Tree[],
): { path: string; meant: string | undefined }[] {
  const all = trees.flatMap((tree) => tree.allPaths ?? tree.paths);
  const missing = wanted.filter((top) => !all.some((path) => isBelow(path, top)));
  if (missing.length === 0) return [];
  const known = [...new Set(all.flatMap(withFolders))];
  return missing.map((path) => ({ path, meant: nearest(path, known) }));
}

function isBelow(path: string, top: string): boolean {
  return path === top || path.startsWith(`${top}/`);
}

/** `a/b/c` with `a` and `a/b`. */
function withFolders(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index)).concat(path);
}
