import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../../../src/check.ts';
import { offlineResolver } from '../../../../src/dns/resolver.ts';
import { canonicalLine } from '../../../../src/formats/bind/canonical.ts';
import { terraformFormat } from '../../../../src/formats/terraform/index.ts';
import type { ReadContext } from '../../../../src/model/format.ts';
import { NameTable } from '../../../../src/model/name-table.ts';
import { SourceFile } from '../../../../src/model/source-file.ts';
import { memoryTree } from '../../../support/memory-tree.ts';
import { cut } from '../support/read.ts';

/** `scripts/terraform-plans.js` writes the plans with Terraform itself. */
const FIXTURES = 'test/formats/terraform/plan/fixtures';

const plan = (name: string) => ({ file: new SourceFile(name, readFileSync(join(FIXTURES, name))) });

function files(side: 'before' | 'after' | 'none'): Record<string, string> {
  if (side === 'none') return {};
  const paths = (readdirSync(join(FIXTURES, side), { recursive: true }) as string[]).filter((path) =>
    path.endsWith('.tf'),
  );
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(FIXTURES, side, path), 'utf8')]));
}

function read(side: Parameters<typeof files>[0], name: string, planState: ReadContext['planState'] = 'planned') {
  const tree = memoryTree(files(side));
  const names = new NameTable();
  const context = { names, hints: [], plans: [plan(name)], planState };
  const { zones } = terraformFormat().read([name], tree, context);
  return {
    lines: zones
      .flatMap(({ records }) => Array.from({ length: records.length }, (_, i) => canonicalLine(records, i, names)))
      .sort(),
    holes: zones.flatMap(({ holes }) => holes.map((hole) => `${hole.name} ${hole.type}`)).sort(),
    zones,
  };
}

const BEFORE = [
  'a.example. 300 IN MX 10 mail.a.example.',
  'a.example. 300 IN TXT "v=spf1 mx -all"',
  'b.example. 300 IN MX 10 mail.b.example.',
  'b.example. 300 IN TXT "v=spf1 mx -all"',
  'mail.a.example. 300 IN A 203.0.113.25',
  'mail.b.example. 300 IN A 203.0.113.26',
  'old.b.example. 60 IN MX 10 mail.b.example.',
  'www.a.example. 60 IN A 203.0.113.80',
];
const AFTER = [
  'a.example. 300 IN MX 10 mail.a.example.',
  'a.example. 300 IN MX 10 mail2.a.example.',
  'a.example. 300 IN TXT "v=spf1 mx nclude:_spf.example.net -all"',
  'b.example. 300 IN MX 10 mail.b.example.',
  'b.example. 300 IN MX 10 mail2.b.example.',
  'b.example. 300 IN TXT "v=spf1 mx nclude:_spf.example.net -all"',
  'c.example. 60 IN TXT "v=spf1 -all"',
  'mail.a.example. 300 IN A 203.0.113.25',
  'mail.b.example. 300 IN A 203.0.113.36',
  'mail2.a.example. 300 IN A 203.0.113.25',
  'mail2.b.example. 300 IN A 203.0.113.36',
  'www.a.example. 60 IN A 203.0.113.80',
];
/** The token is marked as sensitive. */
const PROOF = '_proof.a.example. 16';

describe.each(['before', 'none'] as const)('a first plan, the files of %s at hand', (side) => {
  test('makes everything in zones without an id', () => {
    const { lines, holes } = read(side, 'create.json');
    expect(holes).toEqual([PROOF]);
    expect(lines).toEqual(BEFORE);
  });
});

describe.each(['after', 'none'] as const)('a plan that changes, the files of %s at hand', (side) => {
  test('has what is there after apply', () => {
    const { lines, holes } = read(side, 'change.json');
    expect(lines).toEqual(AFTER);
    expect(holes).toEqual([PROOF, 'out.b.example. 1']);
  });

  test('has what was there before', () => {
    const { lines, holes } = read(side, 'change.json', 'prior');
    expect(lines).toEqual(BEFORE);
    expect(holes).toEqual([PROOF]);
  });

  test('leaves alone what it does not look at', () => {
    const { lines, holes } = read(side, 'target.json');
    expect(lines).toEqual(BEFORE);
    expect(holes).toEqual([PROOF, 'out.b.example. 1']);
    expect(read(side, 'refresh.json').lines).toEqual(BEFORE);
  });
});

test('findings stand where the configuration has them, and the change is what the plan changes', async () => {
  const report = await check({
    head: memoryTree(files('after')),
    base: memoryTree(files('before')),
    plans: [plan('change.json')],
    outside: offlineResolver,
    settings: { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null },
  });
  const told = report.introduced
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, subject, place, fix }) => [rule, subject, place?.file.path, place && cut(place), fix?.edits[0].text]);
  expect(told).toEqual([
    ['spf-syntax', 'a.example', 'mail/main.tf', 'nclude:_spf.example.net', 'include:_spf.example.net'],
    ['spf-syntax', 'b.example', 'mail/main.tf', 'nclude:_spf.example.net', 'include:_spf.example.net'],
  ]);
  expect(
    JSON.stringify(report, (_, value) =>
      typeof value === 'bigint' ? String(value) : value?.bytes ? value.path : value,
    ),
  ).not.toContain('t0k3n');
  expect(report.changes.spf.map(({ domain }) => domain)).toContain('b.example');
});
