import type { SourceFile } from '../model/source-file.ts';
import type { Tree } from '../model/tree.ts';

/**
 * The base tree, with head's SourceFile in place of its own wherever path and octets are the same, so that what did not
 * change is parsed once: readers know a file by its object.
 */
export function shareUnchanged(head: Tree, base: Tree): Tree {
  const shared = new Map<string, SourceFile | undefined>();

  function choose(path: string): SourceFile | undefined {
    const own = base.read(path);
    // Sizes are known without reading; a file that is only in base, or that changed, mostly ends here.
    if (own === undefined || head.size(path) !== own.bytes.length) return own;
    const other = head.read(path);
    return other !== undefined && other.path === own.path && equal(own.bytes, other.bytes) ? other : own;
  }

  return {
    get paths() {
      return base.paths;
    },
    get allPaths() {
      return base.allPaths ?? base.paths;
    },
    read(path) {
      if (!shared.has(path)) shared.set(path, choose(path));
      return shared.get(path);
    },
    isThere: (path) => base.isThere?.(path) ?? false,
    size: (path) => base.size(path),
    head: (path, length) => base.head(path, length),
  };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
