import { execFileSync } from 'node:child_process';
import { SourceFile } from '../model/source-file.ts';
import type { Tree } from '../model/tree.ts';
import { UsageError } from '../model/usage-error.ts';
import { followLinks } from './links.ts';
import { isNeverRead } from './never-read.ts';

/** Blobs are read in batches of about this many octets, so that an estate needs few processes and little memory. */
const BATCH_OCTETS = 64 * 2 ** 20;
/** A larger file is not DNS; it is as if it were not there. */
const MAX_FILE_OCTETS = 512 * 2 ** 20;
/** What an operating system takes as a path. */
const MAX_LINK_OCTETS = 4_096;

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
 * from there: the same SourceFile objects, so that they are read and parsed once. A symlink is no path of its own, as in a
 * folder, but reading through one works while it stays inside; submodules are no files of it. Throws a UsageError where
 * the commit cannot be read.
 */
export function gitTree(root: string, commit: string, workTree?: Tree): Tree {
  const { files: entries, links } = listEntries(root, commit);
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
    const output = git(root, ['cat-file', '--batch'], batch.map(([, { oid }]) => `${oid}\n`).join(''));
    let at = 0;
    for (const [member, { size }] of batch) {
      const start = output.indexOf(0x0a, at) + 1;
      loaded.set(member, new SourceFile(member, Buffer.from(output.subarray(start, start + size))));
      at = start + size + 1;
    }
    return loaded.get(path)!;
  }

  let targets: ReadonlyMap<string, string> | undefined;
  /** The path behind links, where it has some. */
  function locate(path: string): string | undefined {
    if (entries.has(path) || links.size === 0) return path;
    targets ??= linkTargets(root, links);
    const real = followLinks(path, (link) => targets?.get(link));
    return real !== undefined && entries.has(real) ? real : undefined;
  }

  const read = (path: string) => {
    const real = locate(path);
    if (real === undefined || !entries.has(real)) return undefined;
    return shared(real) ?? loaded.get(real) ?? load(real);
  };
  return {
    paths,
    read,
    size: (path) => entries.get(locate(path) ?? path)?.size ?? 0,
    head: (path, length) => read(path)?.bytes.subarray(0, length) ?? new Uint8Array(),
  };
}

/** What each link says, read together. */
function linkTargets(root: string, links: ReadonlyMap<string, Entry>): Map<string, string> {
  const output = git(root, ['cat-file', '--batch'], [...links.values()].map(({ oid }) => `${oid}\n`).join(''));
  const targets = new Map<string, string>();
  let at = 0;
  for (const [path, { size }] of links) {
    const start = output.indexOf(0x0a, at) + 1;
    targets.set(path, output.subarray(start, start + size).toString('utf8'));
    at = start + size + 1;
  }
  return targets;
}

/** `mode type oid size TAB path` for every file and link of the commit. */
function listEntries(root: string, commit: string): { files: Map<string, Entry>; links: Map<string, Entry> } {
  let listing: string;
  try {
    listing = git(root, ['ls-tree', '-r', '-z', '--long', '--full-tree', commit]).toString('utf8');
  } catch {
    throw new UsageError(
      `The files of commit ${commit} could not be read from git. In a shallow clone, fetch it first.`,
    );
  }
  const files = new Map<string, Entry>();
  const links = new Map<string, Entry>();
  for (const line of listing.split('\0')) {
    const match = /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line);
    if (match === null || isNeverRead(match[4])) continue;
    const size = Number(match[3]);
    const isLink = match[1] === '120000';
    if (size <= (isLink ? MAX_LINK_OCTETS : MAX_FILE_OCTETS)) {
      (isLink ? links : files).set(match[4], { oid: match[2], size });
    }
  }
  return { files, links };
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
