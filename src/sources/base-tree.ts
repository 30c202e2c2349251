import { join } from 'node:path';
import { SourceFile } from '../model/source-file.ts';
import type { Tree } from '../model/tree.ts';
import { UsageError } from '../model/usage-error.ts';
import { type Credentials, ensureCommit } from './fetch.ts';
import { commitOf, git, gitTree } from './git.ts';

export interface BaseTree {
  readonly tree: Tree;
  /** What to tell the user about what is compared. */
  readonly warnings: readonly string[];
}

/** Where one path of the base is read. */
type ReadFile = () => SourceFile | undefined;

/**
 * The commit that the checkout `head` is compared with. Submodules that are checked out are files of head, so they are
 * files of base as well, at the commit that base names; where that cannot be had, as they are now, so that nothing of
 * theirs is taken for new. The two trees share what did not change.
 */
export function baseTree(root: string, commit: string, head: Tree, credentials?: Credentials): BaseTree {
  const tree = gitTree(root, commit, head);
  if (!tree.paths.includes('.gitmodules')) return { tree, warnings: [] };
  const files = new Map<string, ReadFile>();
  const warnings: string[] = [];
  for (const { path, oid } of submodulesOf(root, commit)) {
    const checkedOut = (head.allPaths ?? head.paths).filter((file) => file.startsWith(`${path}/`));
    // An empty folder is none: git would take the repository around it for the submodule's own.
    if (checkedOut.length === 0) continue;
    const before = treeAt(join(root, path), oid, credentials);
    if (before === 'same' || before === undefined) {
      for (const file of checkedOut) files.set(file, () => head.read(file));
    } else {
      for (const inside of before.paths) files.set(`${path}/${inside}`, () => within(path, before.read(inside)));
    }
    if (before === undefined) {
      warnings.push(
        `The submodule ${path} could not be read as it was before (commit ${oid}), so nothing in it counts as changed.`,
      );
    }
  }
  return { tree: files.size === 0 ? tree : withFiles(tree, files), warnings };
}

/** `160000 commit OID TAB path` for every submodule that the commit names. */
function submodulesOf(root: string, commit: string): { path: string; oid: string }[] {
  const listing = git(root, ['ls-tree', '-r', '-z', '--full-tree', commit]).toString('utf8');
  return listing.split('\0').flatMap((line) => {
    const [, oid, path] = /^160000 commit ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return oid === undefined ? [] : [{ path, oid }];
  });
}

/** The submodule at a commit, `same` where that is checked out, undefined where it cannot be had. */
function treeAt(folder: string, oid: string, credentials: Credentials | undefined): Tree | 'same' | undefined {
  if (commitOf(folder, 'HEAD') === oid) return 'same';
  try {
    ensureCommit(folder, oid, credentials);
    return gitTree(folder, oid);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function within(folder: string, file: SourceFile | undefined): SourceFile | undefined {
  return file && new SourceFile(`${folder}/${file.path}`, file.bytes);
}

function withFiles(tree: Tree, files: ReadonlyMap<string, ReadFile>): Tree {
  const paths = [...tree.paths, ...files.keys()].sort();
  const known = new Map<string, SourceFile | undefined>();
  const read = (path: string) => {
    const readFile = files.get(path);
    if (readFile === undefined) return tree.read(path);
    if (!known.has(path)) known.set(path, readFile());
    return known.get(path);
  };
  const size = (path: string) => (files.has(path) ? (read(path)?.bytes.length ?? 0) : tree.size(path));
  const head = (path: string, length: number) =>
    files.has(path) ? (read(path)?.bytes.subarray(0, length) ?? new Uint8Array()) : tree.head(path, length);
  const isThere = (path: string) => files.has(path) || tree.isThere?.(path) === true;
  return { paths, read, isThere, size, head };
}
