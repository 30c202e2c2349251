import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { SourceFile } from '../model/source-file.ts';
import type { Tree } from '../model/tree.ts';
import { UsageError } from '../model/usage-error.ts';
import { isNeverRead } from './never-read.ts';
import { restrict } from './restrict.ts';

/** Octets; a larger file is not DNS, and it would not fit one string. */
export const MAX_FILE_OCTETS = 512 * 2 ** 20;

/** Never wait for the other end of a pipe that someone put into the tree, and never follow a link swapped in late. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * A folder as a tree of files. `wanted`, where given, are the files and folders that `paths` is cut down to; the rest
 * of the folder can still be read. A symlink is no path of its own, so that no file is there twice, but reading
 * through one works while the real path stays inside the folder, and gives the real file. Throws a UsageError where the
 * folder does not exist.
 */
export function worktree(root: string, wanted?: readonly string[]): Tree {
  const realRoot = realFolder(root);
  const files = new Map<string, SourceFile | undefined>();
  let paths: readonly string[] | undefined;
  let listed: ReadonlySet<string> | undefined;

  /** The real path below the root, or undefined for what is outside, missing, never read or no regular file. */
  function locate(path: string): string | undefined {
    // What was listed is a file of the folder itself: no link leads to it.
    if (listed?.has(path) === true) return path;
    if (path === '' || path.includes('\0') || path.startsWith('/')) return undefined;
    try {
      const real = relative(realRoot, realpathSync(join(realRoot, path)))
        .split(sep)
        .join('/');
      if (real === '' || real === '..' || real.startsWith('../')) return undefined;
      return isNeverRead(real) ? undefined : real;
    } catch {
      return undefined;
    }
  }

  function read(path: string): SourceFile | undefined {
    const real = locate(path);
    if (real === undefined) return undefined;
    if (!files.has(real)) {
      const octets = readOctets(join(realRoot, real), MAX_FILE_OCTETS, 'whole');
      files.set(real, octets === undefined ? undefined : new SourceFile(real, octets));
    }
    return files.get(real);
  }

  const tree: Tree = {
    get paths() {
      if (paths === undefined) {
        paths = listFiles(realRoot).sort(byCodeUnit);
        listed = new Set(paths);
      }
      return paths;
    },
    read,
    isThere: (path) => locate(path) !== undefined,
    size(path) {
      const real = locate(path);
      return real === undefined ? 0 : sizeOf(join(realRoot, real));
    },
    head(path, length) {
      const real = locate(path);
      if (real === undefined) return new Uint8Array();
      return (
        files.get(real)?.bytes.subarray(0, length) ??
        readOctets(join(realRoot, real), length, 'start') ??
        new Uint8Array()
      );
    },
  };
  return restrict(tree, wanted);
}

function realFolder(root: string): string {
  const real = tryRealpath(root);
  if (real === undefined || !statSync(real).isDirectory()) throw new UsageError(`The folder ${root} does not exist.`);
  return real;
}

function tryRealpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Every regular file below a folder; what may not be listed is as if it were not there. */
function listFiles(root: string): string[] {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of listFolder(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!isNeverRead(entry.name)) folders.push(path);
      } else if (entry.isFile()) {
        found.push(path);
      }
    }
  }
  return found;
}

function listFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function sizeOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : 0;
}

/** The file from its start: at most `limit` octets of it, or, asked for the whole, nothing where it has more. */
function readOctets(path: string, limit: number, how: 'whole' | 'start'): Uint8Array | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, OPEN_FLAGS);
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || (how === 'whole' && stats.size > limit)) return undefined;
    const octets = Buffer.allocUnsafeSlow(Math.min(stats.size, limit));
    let length = 0;
    while (length < octets.length) {
      const count = readSync(descriptor, octets, length, octets.length - length, length);
      if (count === 0) break;
      length += count;
    }
    return octets.subarray(0, length);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Unlike localeCompare, the same on every machine. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
