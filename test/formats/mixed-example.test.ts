import { describe, expect, test } from 'vitest';
import { check } from '../../src/check.ts';
import { offlineResolver } from '../../src/dns/resolver.ts';
import type { Finding } from '../../src/model/finding.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import type { Tree } from '../../src/model/tree.ts';
import { worktree } from '../../src/sources/worktree.ts';
import { fixed } from '../support/judged.ts';

const PUBLISHED = 'examples/mixed/published';
const PROPOSED = 'examples/mixed/proposed';
const SETTINGS = { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null } as const;

/** `level rule subject in file “underlined”`. */
const told = (findings: readonly Finding[]) =>
  findings
    .filter(({ severity }) => severity !== 'notice')
    .map(({ rule, severity, subject, place }) => {
      const where =
        place === undefined ? '' : ` in ${place.file.path} “${place.file.text.slice(place.start, place.end)}”`;
      return `${severity} ${rule} ${subject}${where}`;
    });

const judge = (head: Tree) => check({ head, base: worktree(PUBLISHED), outside: offlineResolver, settings: SETTINGS });

describe('the estate in three formats', () => {
  test('is healthy as it is published, each zone answering for the others', async () => {
    const report = await check({ head: worktree(PUBLISHED), outside: offlineResolver, settings: SETTINGS });
    expect(told(report.introduced)).toEqual([]);
    expect(report.files.map(({ file, format, records }) => [file.path, format, records])).toEqual([
      ['reverse/113.0.203.in-addr.arpa.zone', 'bind', 5],
      ['octodns/zones/example.net.yaml', 'octodns', 7],
      ['terraform/mail.tf', 'terraform', 9],
      ['terraform/zones.tf', 'terraform', 0],
    ]);
  });

  test('shows what the change would break in the other files', async () => {
    const report = await judge(worktree(PROPOSED));
    expect(told(report.introduced)).toEqual([
      'error mx-points-to-cname example.net in octodns/zones/example.net.yaml “webmail.example.com.”',
      'error ptr-out-of-step 203.0.113.26 in reverse/113.0.203.in-addr.arpa.zone “mail2.example.com.”',
      'error spf-syntax _spf.example.com in terraform/mail.tf “ipv4:198.51.100.64/27”',
      'warning ptr-missing mail2.example.com in terraform/mail.tf “resource "aws_route53_record" "host"”',
    ]);
    expect(report.conclusion).toBe('fail');
  });

  test('every fix that is offered mends its finding', async () => {
    const head = worktree(PROPOSED);
    const report = await judge(head);
    const fixes = report.introduced.filter(({ fix }) => fix !== undefined);
    expect(fixes.map(({ rule }) => rule)).toEqual(['mx-points-to-cname', 'spf-syntax']);
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
