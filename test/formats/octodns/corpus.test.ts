import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check } from '../../../src/check.ts';
import { offlineResolver } from '../../../src/dns/resolver.ts';
import { worktree } from '../../../src/sources/worktree.ts';

/** A government's zones as they are in production; not part of the project. */
const CORPUS = '../shared/corpus/octodns';

test.runIf(existsSync(CORPUS))('405 zones in production: all read, and no error that is not real', async () => {
  const report = await check({
    head: worktree(CORPUS),
    outside: offlineResolver,
    settings: { failOn: 'error', scope: 'all', lookups: 'offline', shard: null },
  });
  expect(new Set(report.files.flatMap(({ zones }) => zones)).size).toBe(405);
  expect(report.files.reduce((sum, { records }) => sum + records, 0)).toBe(6549);
  expect(report.introduced.filter(({ rule }) => rule === 'record-unreadable' || rule === 'key-unknown')).toEqual([]);
  const errors = report.introduced.filter(({ severity }) => severity === 'error');
  const of = (rule: string) =>
    errors
      .filter((finding) => finding.rule === rule)
      .map(({ subject }) => subject)
      .sort();
  expect(of('spf-syntax')).toEqual(['hmctssurvey.justice.gov.uk']);
  // “nv=DMARC1”, and a policy beside the MX records.
  expect(of('dmarc-syntax')).toEqual(['_dmarc.email.prisonvisits.service.gov.uk']);
  expect(of('dmarc-wrong-name')).toEqual(['cshrcasework.justice.gov.uk']);
  // Keys with quotation marks in them, which OctoDNS publishes as part of the key.
  const keys = errors.filter(({ rule }) => rule === 'dkim-syntax');
  expect(keys).toHaveLength(10);
  for (const { place } of keys) expect(place!.file.slice(place!.start, place!.end)).toMatch(/""|\\"/);
  expect(errors).toHaveLength(13);
});
