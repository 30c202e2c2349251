import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/model/usage-error.ts';
import { commitOf, gitTree, repositoryRoot } from '../../src/sources/git.ts';
import { worktree } from '../../src/sources/worktree.ts';
import { newRepository, temporaryFolder } from '../support/repository.ts';

describe('gitTree', () => {
  it('holds the files of the commit, whatever the work tree holds', () => {
    const repository = newRepository();
    const commit = repository.commit({ 'zones/a.zone': 'a\n', 'b.zone': 'b\n', 'node_modules/x.zone': 'x\n' });
    repository.commit({ 'zones/a.zone': 'changed\n', 'b.zone': undefined, 'c.zone': 'c\n' });
    const tree = gitTree(repository.root, commit);
    expect(tree.paths).toEqual(['b.zone', 'zones/a.zone']);
    expect(tree.read('zones/a.zone')?.text).toBe('a\n');
    expect(tree.read('b.zone')?.text).toBe('b\n');
    expect(tree.read('c.zone')).toBeUndefined();
    expect(tree.size('zones/a.zone')).toBe(2);
    expect(Buffer.from(tree.head('zones/a.zone', 1)).toString()).toBe('a');
  });

  it('shares the unchanged files of the work tree beside it, also where that has uncommitted changes', () => {
    const repository = newRepository();
    const commit = repository.commit({ 'same.zone': 'same\n', 'edited.zone': 'before\n' });
    writeFileSync(join(repository.root, 'edited.zone'), 'after\n');
    writeFileSync(join(repository.root, 'untracked.zone'), 'new\n');
    const head = worktree(repository.root);
    const base = gitTree(repository.root, commit, head);
    expect(base.read('same.zone')).toBe(head.read('same.zone'));
    expect(base.read('edited.zone')?.text).toBe('before\n');
    expect(head.read('edited.zone')?.text).toBe('after\n');
    expect(base.paths).toEqual(['edited.zone', 'same.zone']);
  });

  it('reads many files and odd names in few processes', () => {
    const repository = newRepository();
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`z/${i} "ä\t.zone`, `zone ${i}\n`.repeat(i)]),
    );
    const commit = repository.commit(files);
    const tree = gitTree(repository.root, commit);
    for (const [path, content] of Object.entries(files)) expect(tree.read(path)?.text).toBe(content);
  });

  it('follows symlinks inside the tree to the real file, as a folder does', () => {
    const repository = newRepository();
    mkdirSync(join(repository.root, 'enabled'));
    for (const [path, target] of [
      ['enabled/a.zone', '../available/a.zone'],
      ['folder', './available'],
      ['twice.zone', 'folder/../enabled/a.zone'],
      ['edited.zone', 'available/b.zone'],
    ]) {
      symlinkSync(target, join(repository.root, path));
    }
    const commit = repository.commit({ 'available/a.zone': 'a\n', 'available/b.zone': 'b\n' });
    writeFileSync(join(repository.root, 'available/b.zone'), 'after\n');
    const head = worktree(repository.root);
    for (const tree of [gitTree(repository.root, commit), gitTree(repository.root, commit, head)]) {
      expect(tree.paths).toEqual(['available/a.zone', 'available/b.zone']);
      for (const path of ['enabled/a.zone', 'folder/a.zone', 'twice.zone']) {
        expect(tree.read(path), path).toBe(tree.read('available/a.zone'));
        expect(head.read(path), path).toBe(head.read('available/a.zone'));
        expect(tree.size(path)).toBe(2);
      }
      expect(tree.read('edited.zone')?.text).toBe('b\n');
      expect(Buffer.from(tree.head('folder/b.zone', 1)).toString()).toBe('b');
    }
  });

  it('never leaves the tree or enters a closed folder through a symlink', () => {
    const repository = newRepository();
    for (const [path, target] of [
      ['passwd.zone', '/etc/passwd'],
      ['up.zone', '../../../../../../etc/passwd'],
      ['self', 'self'],
      ['ping', 'pong'],
      ['pong', 'ping'],
      ['modules', 'node_modules'],
      ['gone', 'missing'],
      ['root', '.'],
    ]) {
      symlinkSync(target, join(repository.root, path));
    }
    const commit = repository.commit({ 'a.zone': 'a\n', 'node_modules/x.zone': 'x\n' });
    const tree = gitTree(repository.root, commit);
    expect(tree.paths).toEqual(['a.zone']);
    for (const path of ['passwd.zone', 'up.zone', 'self', 'ping', 'modules/x.zone', 'gone', 'root', '../a.zone', '']) {
      expect(tree.read(path), path).toBeUndefined();
      expect(tree.size(path), path).toBe(0);
      expect(tree.head(path, 10), path).toHaveLength(0);
    }
    expect(tree.read('root/root/a.zone')).toBe(tree.read('a.zone'));
  });

  it('tells what is there and is no file from what is not', () => {
    const repository = newRepository();
    for (const [path, target] of [
      ['link', 'zones'],
      ['to-sub', 'sub'],
      ['dangling', 'nowhere'],
      ['outside', '/etc/passwd'],
    ]) {
      symlinkSync(target, join(repository.root, path));
    }
    const first = repository.commit({ 'zones/a.zone': 'a\n' });
    repository.git('update-index', '--add', '--cacheinfo', `160000,${first},sub`);
    repository.git('commit', '-q', '-m', 'a submodule');
    const tree = gitTree(repository.root, 'HEAD');
    for (const path of ['zones', 'link', 'sub', 'zones/a.zone', 'to-sub'])
      expect([path, tree.isThere?.(path)]).toEqual([path, true]);
    for (const path of ['zone', 'gone', 'dangling', 'outside', 'zones/a.zone/x', '', '..'])
      expect([path, tree.isThere?.(path)]).toEqual([path, false]);
    expect(tree.read('sub')).toBeUndefined();
    expect(tree.paths).toEqual(['zones/a.zone']);
  });

  it('says what to do where the commit is not there', () => {
    const repository = newRepository();
    repository.commit({ 'a.zone': 'a\n' });
    expect(() => gitTree(repository.root, '0123456789012345678901234567890123456789')).toThrow(UsageError);
  });
});

describe('refs', () => {
  it('are resolved to commits, never read as options', () => {
    const repository = newRepository();
    const commit = repository.commit({ 'a.zone': 'a\n' });
    repository.git('tag', '-a', 'v1', '-m', 'annotated');
    expect(commitOf(repository.root, 'main')).toBe(commit);
    expect(commitOf(repository.root, 'v1')).toBe(commit);
    expect(commitOf(repository.root, 'nowhere')).toBeUndefined();
    expect(commitOf(repository.root, '--all')).toBeUndefined();
  });

  it('need a repository', () => {
    const repository = newRepository();
    expect(repositoryRoot(repository.root)).toBe(repository.root);
    expect(repositoryRoot(temporaryFolder())).toBeUndefined();
  });
});
