import { describe, expect, test } from 'vitest';
import { check } from '../../../src/check.ts';
import { offlineResolver } from '../../../src/dns/resolver.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { SourceFile } from '../../../src/model/source-file.ts';
import type { Tree } from '../../../src/model/tree.ts';
import { worktree } from '../../../src/sources/worktree.ts';
import { fixed } from '../../support/judged.ts';
import { cut } from './support/read.ts';

const PUBLISHED = 'examples/terraform/published';
const PROPOSED = 'examples/terraform/proposed';
const SETTINGS = { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null } as const;

/** `level rule subject “underlined”`. */
const told = (findings: readonly Finding[]) =>
  findings
    .filter(({ severity }) => severity !== 'notice')
    .map(({ rule, severity, subject, place }) => `${severity} ${rule} ${subject} “${place && cut(place)}”`);

const judge = (head: Tree) => check({ head, base: worktree(PUBLISHED), outside: offlineResolver, settings: SETTINGS });

describe('the example estate', () => {
  test('is healthy as it is published', async () => {
    const report = await check({ head: worktree(PUBLISHED), outside: offlineResolver, settings: SETTINGS });
    expect(told(report.introduced)).toEqual([]);
    expect(report.conclusion).toBe('pass');
  });

  test('shows what the change would break', async () => {
    const report = await judge(worktree(PROPOSED));
    expect(told(report.introduced)).toEqual([
      'error spf-syntax example.com “nclude:_spf.example.com”',
      'error rrset-duplicated example.com “resource "aws_route53_record" "verification"”',
      'error ptr-out-of-step 203.0.113.26 “mail2.example.com”',
      'warning mx-proxied example.net “each.key”',
    ]);
    expect(report.conclusion).toBe('fail');
  });

  test('every fix that is offered mends its finding', async () => {
    const head = worktree(PROPOSED);
    const report = await judge(head);
    const fixes = report.introduced.filter(({ fix }) => fix !== undefined);
    expect(fixes.length).toBeGreaterThanOrEqual(1);
    for (const finding of fixes) {
      const { file } = finding.fix!.edits[0].place;
      const mended = new SourceFile(file.path, fixed(finding));
      const after = await judge({
        paths: head.paths,
        read: (path) => (path === file.path ? mended : head.read(path)),
        size: (path) => head.size(path),
        head: (path, length) => head.head(path, length),
      });
      const same = ({ rule, subject }: Finding) => rule === finding.rule && subject === finding.subject;
      expect(after.introduced.filter(same)).toEqual([]);
    }
  });
});
