import type { SourceFile } from './source-file.ts';

/**
 * A tree of files, read-only and rooted: a folder, or a commit. Paths are relative to the root with `/`. Nothing outside
 * the root can be named, through `..`, symlinks or otherwise.
 */
export interface Tree {
  /** Every regular file below the root that may be read, sorted, the folders that are never read left out. */
  readonly paths: readonly string[];
  /** Every file that may be read, where `paths` is only part of them: modules and included files lie anywhere. */
  readonly allPaths?: readonly string[];
  /** The file, or undefined where there is none or it may not be read. The same object at every call. */
  read(path: string): SourceFile | undefined;
  /** Whether there is something below the root at a path of which `read` gives no file: it may not be opened, or is none. */
  isThere?(path: string): boolean;
  /** Octets in the file, without reading it. */
  size(path: string): number;
  /** The first `length` octets, for telling what a file is without reading it whole. */
  head(path: string, length: number): Uint8Array;
}
