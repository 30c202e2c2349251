import { matchesGlob } from '../../model/glob.ts';

/** More files than this with one name are not told apart by nearness. */
const MAX_CANDIDATES = 64;
/** Names with `*` that are searched for in one tree; each costs a look at every path. */
const MAX_SEARCHES = 100;

/** Finds the path of the tree that a server's configuration means by a file name, seen from a folder of the tree. */
export interface PathFinder {
  /** The path, or undefined where there is none or several are as likely. */
  readonly find: (written: string, folder: string) => string | undefined;
  /** Every path that a name with `*` means. */
  readonly findAll: (pattern: string, folder: string) => readonly string[];
}

/**
 * Where a server has its files says little of where the repository has them: `/etc/bind/zones/example.db` may be
 * `dns/zones/example.db`. The longest common end of the two paths decides, then nearness to the configuration.
 */
export function pathFinder(paths: readonly string[]): PathFinder {
  const all = new Set(paths);
  const searches = new Map<string, readonly string[]>();
  let byEnd: Map<string, string[]> | undefined;

  function find(written: string, folder: string): string | undefined {
    if (!written.startsWith('/')) {
      const exact = [joined(folder, written), joined('', written)].find((path) => path !== undefined && all.has(path));
      if (exact !== undefined) return exact;
    }
    byEnd ??= groupByEnd(paths);
    const wanted = segments(written);
    for (let i = 0; i < wanted.length; i++) {
      const candidates = byEnd.get(wanted.slice(i).join('/'));
      if (candidates !== undefined) return nearest(candidates, folder);
    }
    return undefined;
  }

  function findAll(pattern: string, folder: string): readonly string[] {
    if (!/[*?]/.test(pattern)) {
      const path = find(pattern, folder);
      return path === undefined ? [] : [path];
    }
    const wanted = segments(pattern);
    const near = pattern.startsWith('/') ? undefined : joined(folder, pattern);
    const globs = near === undefined ? [] : [near];
    // Shorter and shorter ends of the pattern, down to its folder and name: a bare `*.conf` would match anything.
    for (let i = 0; i <= wanted.length - 2; i++)
      globs.push(wanted.slice(i).join('/'), `**/${wanted.slice(i).join('/')}`);
    const key = globs.join('\n');
    let found = searches.get(key);
    if (found === undefined && searches.size < MAX_SEARCHES) {
      found = firstMatch(globs, paths);
      searches.set(key, found);
    }
    return found ?? [];
  }

  return { find, findAll };
}

/** The folder that a path stands in; the root is the empty string. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** A path as written in a folder, `.` and `..` resolved; undefined where it leads out of the root. */
export function joined(folder: string, written: string): string | undefined {
  const result: string[] = segments(folder);
  for (const segment of segments(written)) {
    if (segment !== '..') result.push(segment);
    else if (result.pop() === undefined) return undefined;
  }
  return result.join('/');
}

function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}

/** The paths by each of their ends: `a/b/c`, `b/c`, `c`. */
function groupByEnd(paths: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    for (let start = 0; start >= 0; ) {
      const end = path.slice(start);
      const group = groups.get(end);
      if (group === undefined) groups.set(end, [path]);
      else if (group.length <= MAX_CANDIDATES) group.push(path);
      const slash = path.indexOf('/', start);
      start = slash < 0 ? -1 : slash + 1;
    }
  }
  return groups;
}

/** The candidate that shares most leading folders with a folder; undefined where several do, or where they are too many. */
function nearest(candidates: readonly string[], folder: string): string | undefined {
  if (candidates.length === 1) return candidates[0];
  if (candidates.length > MAX_CANDIDATES) return undefined;
  const shared = candidates.map((path) => commonStart(segments(path), segments(folder)));
  const highest = Math.max(...shared);
  const first = shared.indexOf(highest);
  return shared.indexOf(highest, first + 1) < 0 ? candidates[first] : undefined;
}

function firstMatch(globs: readonly string[], paths: readonly string[]): string[] {
  for (const glob of globs) {
    const found = paths.filter((path) => matchesGlob(glob, path));
    if (found.length > 0) return found;
  }
  return [];
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}
