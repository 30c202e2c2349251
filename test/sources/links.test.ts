import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitTree } from '../../src/sources/git.ts';
import { followLinks } from '../../src/sources/links.ts';
import { worktree } from '../../src/sources/worktree.ts';
import { newRepository } from '../support/repository.ts';

describe('followLinks', () => {
  const links: Record<string, string> = {
    link: 'a/b.zone',
    'dir/up': '../a',
    'dir/again': 'up/b.zone',
    out: '../outside',
    'dir/out': '../../outside',
    absolute: '/etc/passwd',
    loop: 'pool',
    pool: 'loop',
    self: 'self/x',
    here: '.',
  };
  it.each([
    ['link', 'a/b.zone'],
    ['dir/up/b.zone', 'a/b.zone'],
    ['dir/again', 'a/b.zone'],
    ['out', undefined],
    ['dir/out', undefined],
    ['absolute', undefined],
    ['loop', undefined],
    ['self', undefined],
    ['here/a/b.zone', 'a/b.zone'],
    ['a/b.zone', undefined],
  ])('%s → %s', (path, real) => {
    expect(followLinks(path, (name) => links[name])).toBe(real);
  });
});

describe('a commit', () => {
  it('is read through links as its checkout is', () => {
    const { root, commit } = newRepository();
    mkdirSync(join(root, 'zones'));
    for (const [path, target] of [
      ['zones/file.inc', '../shared/common.txt'],
      ['folder', 'shared'],
      ['zones/chain', '../folder/common.txt'],
      ['outside', '../../etc/passwd'],
      ['broken', 'nowhere'],
      ['git', '.git/config'],
    ]) {
      symlinkSync(target, join(root, path));
    }
    const sha = commit({ 'shared/common.txt': 'text\n', 'plain.zone': 'plain\n' });
    const [before, now] = [gitTree(root, sha), worktree(root)];
    expect(before.paths).toEqual(now.paths);
    const paths = [
      'zones/file.inc',
      'folder/common.txt',
      'zones/chain',
      'outside',
      'broken',
      'git',
      'plain.zone',
      'no',
    ];
    const seen = (tree: typeof now) => paths.map((path) => [path, tree.read(path)?.path, tree.size(path)]);
    expect(seen(before)).toEqual(seen(now));
    expect(before.read('zones/chain')).toBe(before.read('shared/common.txt'));
    expect(before.read('folder/common.txt')?.text).toBe('text\n');
  });
});
