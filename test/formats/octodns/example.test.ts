import { describe, expect, test } from 'vitest';
import { check } from '../../../src/check.ts';
import { offlineResolver } from '../../../src/dns/resolver.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { SourceFile } from '../../../src/model/source-file.ts';
import { worktree } from '../../../src/sources/worktree.ts';
import { fixed } from './support/read.ts';

const PUBLISHED = 'examples/octodns/published';
const PROPOSED = 'examples/octodns/proposed';
const SETTINGS = { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null } as const;

/** `level rule subject`. */
const told = (findings: readonly Finding[]) =>
  findings.map(({ rule, severity, subject }) => `${severity} ${rule} ${subject}`);

describe('the example estate', () => {
  test('is healthy as it is published', async () => {
    const report = await check({ head: worktree(PUBLISHED), outside: offlineResolver, settings: SETTINGS });
    expect(report.introduced.filter(({ severity }) => severity !== 'notice')).toEqual([]);
  });

  test('shows what the change would break', async () => {
    const report = await check({
      head: worktree(PROPOSED),
      base: worktree(PUBLISHED),
      outside: offlineResolver,
      settings: SETTINGS,
    });
    expect(told(report.introduced)).toEqual([
      'error ptr-out-of-step 203.0.113.25',
      'error spf-syntax example.com',
      'error txt-escaping _dmarc.example.com',
      'error key-unknown example.net',
      'warning target-without-dot 27.113.0.203.in-addr.arpa',
      'warning target-without-dot example.net',
    ]);
  });

  test('every fix that is offered mends its finding', async () => {
    const head = worktree(PROPOSED);
    const report = await check({ head, base: worktree(PUBLISHED), outside: offlineResolver, settings: SETTINGS });
    const fixes = report.introduced.filter(({ fix }) => fix !== undefined);
    expect(fixes.length).toBeGreaterThanOrEqual(5);
    for (const { rule, subject, fix, message } of fixes) {
      const { file } = fix!.edits[0].place;
      const mended = new SourceFile(
        file.path,
        fixed({ rule: 'key-unknown', place: fix!.edits[0].place, subject, message, fix }),
      );
      const tree = {
        ...head,
        paths: head.paths,
        read: (path: string) => (path === file.path ? mended : head.read(path)),
        size: head.size,
        head: head.head,
      };
      const after = await check({
        head: tree,
        base: worktree(PUBLISHED),
        outside: offlineResolver,
        settings: SETTINGS,
      });
      expect(told(after.introduced).filter((line) => line.endsWith(`${rule} ${subject}`))).toEqual([]);
    }
  });
});
