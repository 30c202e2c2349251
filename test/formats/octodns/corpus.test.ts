import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check } from '../../../src/check.ts';
import { offlineResolver } from '../../../src/dns/resolver.ts';
import { worktree } from '../../../src/sources/worktree.ts';

/** A government's zones as they are in production; not part of the project. */
const CORPUS = '../shared/corpus/octodns';

test.runIf(existsSync(CORPUS))('405 zones in production: all read, and one error, which is real', async () => {
  const report = await check({
    head: worktree(CORPUS),
    outside: offlineResolver,
    settings: { failOn: 'error', scope: 'all', lookups: 'offline', shard: null },
  });
  expect(new Set(report.files.flatMap(({ zones }) => zones)).size).toBe(405);
  expect(report.files.reduce((sum, { records }) => sum + records, 0)).toBe(6549);
  expect(report.introduced.filter(({ rule }) => rule === 'record-unreadable' || rule === 'key-unknown')).toEqual([]);
  expect(
    report.introduced.filter(({ severity }) => severity === 'error').map(({ rule, subject }) => [rule, subject]),
  ).toEqual([['spf-syntax', 'hmctssurvey.justice.gov.uk']]);
});
