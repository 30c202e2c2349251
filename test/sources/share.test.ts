import { expect, test } from 'vitest';
import { shareUnchanged } from '../../src/sources/share.ts';
import { memoryTree } from '../support/memory-tree.ts';

test('a file that is the same in both trees is the same object', () => {
  const head = memoryTree({ 'same.zone': 'a', 'changed.zone': 'new', 'grown.zone': 'longer', 'added.zone': 'a' });
  const base = memoryTree({ 'same.zone': 'a', 'changed.zone': 'old', 'grown.zone': 'long', 'gone.zone': 'a' });
  const shared = shareUnchanged(head, base);
  expect(shared.read('same.zone')).toBe(head.read('same.zone'));
  for (const path of ['changed.zone', 'grown.zone', 'gone.zone']) expect(shared.read(path)).toBe(base.read(path));
  expect(shared.read('added.zone')).toBeUndefined();
  expect(shared.paths).toEqual(base.paths);
  expect(shared.size('grown.zone')).toBe(4);
  expect(Buffer.from(shared.head('changed.zone', 2)).toString()).toBe('ol');
});

test('two paths with the same octets stay two files', () => {
  const head = memoryTree({ 'a.zone': 'x', 'b.zone': 'x' });
  const shared = shareUnchanged(head, memoryTree({ 'a.zone': 'x', 'b.zone': 'x' }));
  expect(shared.read('a.zone')).toBe(head.read('a.zone'));
  expect(shared.read('b.zone')).toBe(head.read('b.zone'));
});
