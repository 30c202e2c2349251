import { expect, test } from 'vitest';
import { matchesGlob } from '../../src/model/glob.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

test.each([
  ['a/b.zone', 'a/b.zone', true],
  ['a/*.zone', 'a/b.zone', true],
  ['a/*.zone', 'a/b/c.zone', false],
  ['*.zone', 'a/b.zone', false],
  ['**/*.zone', 'b.zone', true],
  ['**/*.zone', 'a/b/c.zone', true],
  ['a/**', 'a/b/c', true],
  ['a/**', 'ab/c', false],
  ['a/**/z', 'a/z', true],
  ['a/**/m/**/z', 'a/b/m/c/d/z', true],
  ['a/**/m/**/z', 'a/b/c/d/z', false],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['a.c', 'abc', false],
  ['*a*b*c', 'xxaxxbxxc', true],
  ['*a*b*c', 'xxaxxcxxb', false],
  ['', '', true],
])('%j against %j: %s', (pattern, path, expected) => {
  expect(matchesGlob(pattern, path)).toBe(expected);
});

test('a hostile pattern costs no exponential time', () => {
  const start = cpuMilliseconds();
  expect(matchesGlob(`${'*a'.repeat(200)}b`, 'a'.repeat(4_000))).toBe(false);
  expect(matchesGlob(`${'**/a/'.repeat(200)}b`, 'a/'.repeat(2_000))).toBe(false);
  expect(cpuMilliseconds() - start).toBeLessThan(1_000);
});
