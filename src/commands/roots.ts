import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Tree } from '../model/tree.ts';
import { UsageError } from '../model/usage-error.ts';
import { baseTree } from '../sources/base-tree.ts';
import { commitOf, repositoryRoot } from '../sources/git.ts';
import { restrict } from '../sources/restrict.ts';
import { shareUnchanged } from '../sources/share.ts';
import { worktree } from '../sources/worktree.ts';

/** The trees to judge. */
export interface Roots {
  /** The folder that the paths of head are relative to. */
  readonly root: string;
  readonly head: Tree;
  readonly base: Tree | undefined;
  /** Whether the paths leave out a part of the root. */
  readonly partial: boolean;
  /** What to tell the user about how the arguments were understood. */
  readonly warnings: readonly string[];
}

/**
 * Finds the trees that paths and `--base` mean, as the interface says: with a folder as base both folders are roots;
 * with a ref, or inside git, the repository's root is; else the path itself. Throws a UsageError for what cannot be.
 */
export function findRoots(paths: readonly string[], base: string | undefined, cwd: string): Roots {
  const given = (paths.length > 0 ? paths : ['.']).map((path) => existing(resolve(cwd, path), path));
  if (base !== undefined && isFolder(resolve(cwd, base))) return folderRoots(given, resolve(cwd, base), base, cwd);

  const root = rootOf(given);
  const inside = given.map((path) => pathWithin(root, path));
  const wanted = inside.includes('') ? undefined : inside;
  const head = worktree(root, wanted);
  if (base === undefined) return { root, head, base: undefined, partial: wanted !== undefined, warnings: [] };

  const repository = repositoryRoot(root);
  if (repository === undefined) {
    throw new UsageError(
      `--base ${base} is no folder, and ${root} is not inside a git repository, so it can be no git ref.`,
    );
  }
  const commit = commitOf(root, base);
  if (commit === undefined) {
    throw new UsageError(
      `--base ${base} is neither a folder nor a git ref that exists here. In a shallow clone, fetch it first.`,
    );
  }
  const { tree, warnings } = baseTree(root, commit, head);
  return { root, head, base: restrict(tree, wanted), partial: wanted !== undefined, warnings };
}

function folderRoots(given: readonly string[], baseFolder: string, written: string, cwd: string): Roots {
  if (given.length !== 1 || !isFolder(given[0])) {
    throw new UsageError('With a folder as --base, name exactly one folder to judge: check FOLDER --base FOLDER.');
  }
  const root = repositoryRoot(cwd);
  const warnings =
    root !== undefined && commitOf(root, written) !== undefined
      ? [`--base ${written} is a folder and a git ref; the folder is used. Write refs/heads/${written} for the ref.`]
      : [];
  const head = worktree(given[0]);
  return { root: given[0], head, base: shareUnchanged(head, worktree(baseFolder)), partial: false, warnings };
}

/** The repository that the paths lie in; outside git the folder itself, or the deepest one that holds them all. */
function rootOf(paths: readonly string[]): string {
  const folders = paths.map((path) => (isFolder(path) ? path : dirname(path)));
  const repository = repositoryRoot(folders[0]);
  if (repository !== undefined) return realpathSync(repository);
  return folders.reduce((common, folder) => {
    let root = common;
    while (folder !== root && !folder.startsWith(root.endsWith(sep) ? root : root + sep)) root = dirname(root);
    return root;
  });
}

function pathWithin(root: string, path: string): string {
  const inside = relative(root, path);
  if (inside === '..' || inside.startsWith(`..${sep}`)) {
    throw new UsageError(`${path} lies outside ${root}. All paths of one run must lie in one repository.`);
  }
  return inside.split(sep).join('/');
}

function existing(path: string, written: string): string {
  if (!existsSync(path)) throw new UsageError(`${written} does not exist.`);
  return realpathSync(path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
