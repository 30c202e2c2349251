import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/model/usage-error.ts';
import { MAX_FILE_OCTETS, worktree } from '../../src/sources/worktree.ts';

let root: string;
let outside: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'worktree-'));
  outside = mkdtempSync(join(tmpdir(), 'outside-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
  rmSync(outside, { recursive: true });
});

function write(path: string, text: string, folder = root): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('paths', () => {
  test('are all regular files, sorted by code unit, with slashes', () => {
    for (const path of ['b.zone', 'a/b/c.zone', 'a.zone', 'B.zone', 'a/z']) write(path, 'x');
    expect(worktree(root).paths).toEqual(['B.zone', 'a.zone', 'a/b/c.zone', 'a/z', 'b.zone']);
  });

  test('leave out the folders that are never read, at any depth', () => {
    for (const path of ['.git/config', 'x/node_modules/y/a.zone', 'x/.terraform/m.zone', '.github/a.zone'])
      write(path, 'x');
    expect(worktree(root).paths).toEqual(['.github/a.zone']);
  });

  test('leave out symlinks, so that a file is there once, and pipes', () => {
    write('real.zone', 'x');
    symlinkSync('real.zone', join(root, 'link.zone'));
    symlinkSync('.', join(root, 'loop'));
    execFileSync('mkfifo', [join(root, 'pipe.zone')]);
    expect(worktree(root).paths).toEqual(['real.zone']);
  });

  test('are cut down to the wanted files and folders, while the rest can still be read', () => {
    for (const path of ['zones/a.zone', 'zones/sub/b.zone', 'zones2/c.zone', 'd.zone', 'hosts.inc']) write(path, path);
    const tree = worktree(root, ['zones', 'd.zone']);
    expect(tree.paths).toEqual(['d.zone', 'zones/a.zone', 'zones/sub/b.zone']);
    expect(tree.read('hosts.inc')?.text).toBe('hosts.inc');
  });
});

describe('read', () => {
  test('gives the file, the same object at every call', () => {
    write('zones/a.zone', '$TTL 1h\n');
    const tree = worktree(root);
    const file = tree.read('zones/a.zone');
    expect(file?.path).toBe('zones/a.zone');
    expect(file?.text).toBe('$TTL 1h\n');
    expect(tree.read('zones/a.zone')).toBe(file);
    expect(tree.read('zones/../zones/a.zone')).toBe(file);
  });

  test.each(['../secret.zone', '/etc/hostname', 'zones/../../secret.zone', '', '.', '..', 'missing', 'zones', 'a\0b'])(
    'gives nothing for %j',
    (path) => {
      write('zones/a.zone', 'x');
      write('secret.zone', 'secret', dirname(root));
      expect(worktree(root).read(path)).toBeUndefined();
      rmSync(join(dirname(root), 'secret.zone'));
    },
  );

  test('follows a symlink inside the root to the real file', () => {
    write('available/a.zone', 'x');
    mkdirSync(join(root, 'enabled'));
    symlinkSync('../available/a.zone', join(root, 'enabled/a.zone'));
    symlinkSync('available', join(root, 'folder'));
    const tree = worktree(root);
    expect(tree.read('enabled/a.zone')).toBe(tree.read('available/a.zone'));
    expect(tree.read('folder/a.zone')).toBe(tree.read('available/a.zone'));
    expect(tree.read('enabled/a.zone')?.path).toBe('available/a.zone');
  });

  test('never leaves the root or enters a closed folder through a symlink', () => {
    write('secret', 'secret', outside);
    write('.git/config', 'secret');
    symlinkSync(join(outside, 'secret'), join(root, 'file.zone'));
    symlinkSync(outside, join(root, 'folder'));
    symlinkSync('.git', join(root, 'history'));
    symlinkSync('file.zone', join(root, 'twice.zone'));
    symlinkSync('self', join(root, 'self'));
    const tree = worktree(root);
    for (const path of ['file.zone', 'folder/secret', 'history/config', '.git/config', 'twice.zone', 'self']) {
      expect(tree.read(path), path).toBeUndefined();
      expect(tree.head(path, 10), path).toHaveLength(0);
      expect(tree.size(path), path).toBe(0);
    }
  });

  test('works where the root itself is named through a symlink', () => {
    write('a.zone', 'x');
    symlinkSync(root, join(outside, 'link'));
    expect(worktree(join(outside, 'link')).read('a.zone')?.text).toBe('x');
  });

  test('tells what is there and cannot be read from what is not', () => {
    execFileSync('mkfifo', [join(root, 'pipe.zone')]);
    mkdirSync(join(root, 'folder/.git'), { recursive: true });
    writeFileSync(join(root, 'a.zone'), 'a');
    symlinkSync('pipe.zone', join(root, 'link.zone'));
    symlinkSync('nowhere', join(root, 'dangling.zone'));
    symlinkSync('/etc/passwd', join(root, 'outside.zone'));
    const tree = worktree(root, ['a.zone']);
    for (const path of ['pipe.zone', 'folder', 'link.zone', 'a.zone'])
      expect([path, tree.isThere?.(path)]).toEqual([path, true]);
    for (const path of [
      'gone.zone',
      'dangling.zone',
      'outside.zone',
      'folder/.git',
      '../../etc/passwd',
      '/etc/passwd',
      '',
      'a\0b',
    ])
      expect([path, tree.isThere?.(path)]).toEqual([path, false]);
  });

  // Nothing is closed to the superuser.
  test.skipIf(process.getuid?.() === 0)('gives no file that may not be opened, and says that it is there', () => {
    writeFileSync(join(root, 'closed.zone'), 'a', { mode: 0 });
    const tree = worktree(root);
    expect([tree.read('closed.zone'), tree.isThere?.('closed.zone')]).toEqual([undefined, true]);
  });

  test('does not wait for a pipe', () => {
    execFileSync('mkfifo', [join(root, 'pipe.zone')]);
    expect(worktree(root).read('pipe.zone')).toBeUndefined();
  });

  test('refuses a file that is too large, but knows its size and its start', () => {
    write('big.zone', 'start');
    truncateSync(join(root, 'big.zone'), MAX_FILE_OCTETS + 1);
    const tree = worktree(root);
    expect(tree.read('big.zone')).toBeUndefined();
    expect(tree.size('big.zone')).toBe(MAX_FILE_OCTETS + 1);
    expect(Buffer.from(tree.head('big.zone', 5)).toString()).toBe('start');
  });
});

describe('head', () => {
  test('gives at most the octets asked for, before and after the file was read', () => {
    write('a.zone', '0123456789');
    const tree = worktree(root);
    const start = () => Buffer.from(tree.head('a.zone', 4)).toString();
    expect(start()).toBe('0123');
    tree.read('a.zone');
    expect(start()).toBe('0123');
    expect(tree.head('a.zone', 100)).toHaveLength(10);
  });
});

test('a root that is missing or no folder is the mistake of the user', () => {
  write('a.zone', 'x');
  expect(() => worktree(join(root, 'missing'))).toThrow(UsageError);
  expect(() => worktree(join(root, 'a.zone'))).toThrow(UsageError);
});
