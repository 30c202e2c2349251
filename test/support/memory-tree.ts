import { SourceFile } from '../../src/model/source-file.ts';
import type { Tree } from '../../src/model/tree.ts';

/** A tree of files given as text or octets by path. */
export function memoryTree(contents: Readonly<Record<string, string | Uint8Array>>): Tree {
  const files = new Map(Object.entries(contents).map(([path, content]) => [path, new SourceFile(path, content)]));
  return {
    paths: [...files.keys()].sort(),
    read: (path) => files.get(path),
    size: (path) => files.get(path)?.bytes.length ?? 0,
    head: (path, length) => files.get(path)?.bytes.subarray(0, length) ?? new Uint8Array(),
  };
}
