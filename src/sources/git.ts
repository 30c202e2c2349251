import { execFileSync } from 'node:child_process';
import { SourceFile } from '../model/source-file.ts';
import type { Tree } from '../model/tree.ts';
import { UsageError } from '../model/usage-error.ts';
import { isNeverRead } from './never-read.ts';
import { followSymlinks } from './symlinks.ts';

/** Blobs are read in batches of about this many octets, so that an estate needs few processes and little memory. */
const BATCH_OCTETS = 64 * 2 ** 20;
/** A larger file is not DNS; it is as if it were not there. */
const MAX_FILE_OCTETS = 512 * 2 ** 20;
/** What Linux takes for the target of a symlink. */
const MAX_LINK_OCTETS = 4096;

interface Entry {
  readonly oid: string;
  readonly size: number;
}

/**
 * Runs git in a repository and gives its standard output. Nothing of the repository's own configuration can make it run
 * a program: hooks, external diffs, pagers and file-system monitors are switched off.
 */
export function git(
  root: string,
  args: readonly string[],
  input = '',
  env: Readonly<Record<string, string>> = {},
): Buffer {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'safe.directory=*', '--no-pager'];
  return execFileSync('git', [...safe, ...args], {
    cwd: root,
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 2 * MAX_FILE_OCTETS,
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C', ...env },
  });
}

/** The top folder of the work tree that a folder lies in, or undefined outside git. */
export function repositoryRoot(folder: string): string | undefined {
  try {
    return git(folder, ['rev-parse', '--show-toplevel']).toString('utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The commit that a ref names, or undefined where there is none. */
export function commitOf(root: string, ref: string): string | undefined {
  try {
    return git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
      .toString('utf8')
      .trim();
  } catch {
    return undefined;
  }
}

/** The commit that is checked out. Throws a UsageError where there is none. */
export function checkedOut(root: string): string {
  const head = commitOf(root, 'HEAD');
  if (head === undefined) throw new UsageError('There is no checkout here: put actions/checkout before this step.');
  return head;
}

/** The parents as the commit object says, which a shallow clone hides from revision syntax such as `HEAD^1`. */
export function parentsOf(root: string, commit: string): string[] {
  const [header] = git(root, ['cat-file', 'commit', commit]).toString('utf8').split('\n\n', 1);
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent);
}

/**
 * A commit as a tree of files. Where `workTree` is the checkout beside it, files that git says are unchanged are taken
 * from there: the same SourceFile objects, so that they are read and parsed once. A symlink is no path of its own, as in
 * a folder, but reading through one gives the real file; submodules are no files of it. Throws a UsageError where the
 * commit cannot be read.
 */
export function gitTree(root: string, commit: string, workTree?: Tree): Tree {
  const { entries, symlinks, others } = listEntries(root, commit);
  const changed = workTree === undefined ? undefined : changedPaths(root, commit);
  const differs = (path: string) => changed === undefined || changed.has(path);
  const shared = (path: string) => (differs(path) ? undefined : workTree!.read(path));
  const paths = [...entries.keys()].sort();
  const loaded = new Map<string, SourceFile>();

  /** Reads the blob of a path together with those that follow it, as they will be asked for next. */
  function load(path: string): SourceFile {
    const batch: [string, Entry][] = [];
    let octets = 0;
    for (let i = paths.indexOf(path); i < paths.length && octets < BATCH_OCTETS; i++) {
      const entry = entries.get(paths[i])!;
      if (paths[i] !== path && (loaded.has(paths[i]) || !differs(paths[i]) || entry.size > BATCH_OCTETS)) continue;
      batch.push([paths[i], entry]);
      octets += entry.size;
    }
    readBlobs(root, batch).forEach((octets, i) => {
      loaded.set(batch[i][0], new SourceFile(batch[i][0], octets));
    });
    return loaded.get(path)!;
  }

  let links: ReadonlyMap<string, string> | undefined;
  let folders: ReadonlySet<string> | undefined;
  /** Where a path leads, whether or not something is there. */
  function follow(path: string): string | undefined {
    links ??= readLinks(root, symlinks);
    return followSymlinks(path, links);
  }

  /** The path of the file itself; undefined where there is none. */
  function locate(path: string): string | undefined {
    if (entries.has(path)) return path;
    if (symlinks.size === 0) return undefined;
    const real = follow(path);
    return real !== undefined && entries.has(real) ? real : undefined;
  }

  /** Whether there is a file, a folder, a submodule or a file that is too large. */
  function isThere(path: string): boolean {
    const real = follow(path);
    if (real === undefined) return false;
    folders ??= new Set(paths.flatMap(foldersOf));
    return entries.has(real) || others.has(real) || folders.has(real);
  }

  const read = (path: string) => {
    const real = locate(path);
    return real === undefined ? undefined : (shared(real) ?? loaded.get(real) ?? load(real));
  };
  return {
    paths,
    read,
    isThere,
    size: (path) => entries.get(locate(path) ?? '')?.size ?? 0,
    head: (path, length) => read(path)?.bytes.subarray(0, length) ?? new Uint8Array(),
  };
}

/** `a` and `a/b` of `a/b/c`. */
function foldersOf(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}

/** The content of each of some blobs, in their order. */
function readBlobs(root: string, batch: readonly (readonly [string, Entry])[]): Buffer[] {
  const output = git(root, ['cat-file', '--batch'], batch.map(([, { oid }]) => `${oid}\n`).join(''));
  let at = 0;
  return batch.map(([, { size }]) => {
    const start = output.indexOf(0x0a, at) + 1;
    at = start + size + 1;
    return Buffer.from(output.subarray(start, start + size));
  });
}

/** What each symlink says. */
function readLinks(root: string, symlinks: ReadonlyMap<string, Entry>): Map<string, string> {
  const batch = [...symlinks];
  return new Map(readBlobs(root, batch).map((octets, i) => [batch[i][0], octets.toString('utf8')]));
}

interface Entries {
  /** Regular files. */
  readonly entries: Map<string, Entry>;
  readonly symlinks: Map<string, Entry>;
  /** Submodules, and files that are too large. */
  readonly others: Set<string>;
}

/** `mode type oid size TAB path` for everything in the commit but its folders. */
function listEntries(root: string, commit: string): Entries {
  let listing: string;
  try {
    listing = git(root, ['ls-tree', '-r', '-z', '--long', '--full-tree', commit]).toString('utf8');
  } catch {
    throw new UsageError(
      `The files of commit ${commit} could not be read from git. In a shallow clone, fetch it first.`,
    );
  }
  const entries = new Map<string, Entry>();
  const symlinks = new Map<string, Entry>();
  const others = new Set<string>();
  for (const line of listing.split('\0')) {
    const match = /^(\d+) (?:blob|commit) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line);
    if (match === null || isNeverRead(match[4])) continue;
    const [, mode, oid, octets, path] = match;
    // A submodule has none.
    const size = Number(octets);
    if (mode === '120000' && size <= MAX_LINK_OCTETS) symlinks.set(path, { oid, size });
    else if (mode !== '120000' && size <= MAX_FILE_OCTETS) entries.set(path, { oid, size });
    else others.add(path);
  }
  return { entries, symlinks, others };
}

/** The paths whose content differs between the commit and the work tree. */
function changedPaths(root: string, commit: string): Set<string> {
  const args = [
    'diff',
    '--name-only',
    '-z',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules',
    commit,
    '--',
  ];
  return new Set(git(root, args).toString('utf8').split('\0'));
}
