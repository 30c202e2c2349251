import { describe, expect, test } from 'vitest';
import { check } from '../../../src/check.ts';
import { SourceFile } from '../../../src/model/source-file.ts';
import { zoneLinesResolver } from '../../support/example.ts';
import { memoryTree } from '../../support/memory-tree.ts';
import { objectsOfFiles, planJson } from './plan/support/plan-json.ts';
import { cut } from './support/read.ts';

type Files = Readonly<Record<string, string>>;

const ZONE = 'resource "aws_route53_zone" "main" {\n  name = "example.com"\n}\n';
const record = (label: string, name: string, type: string, records: string, zone = 'aws_route53_zone.main.zone_id') =>
  `resource "aws_route53_record" "${label}" {\n  zone_id = ${zone}\n  name = "${name}"\n  type = "${type}"\n  ttl = 300\n  records = [${records}]\n}\n`;
const MX = record('mx', 'example.com', 'MX', '"10 mail.example.com"');
const SPF = record('spf', 'example.com', 'TXT', '"v=spf1 mx -all"');
const DMARC = record('dmarc', '_dmarc.example.com', 'TXT', '"v=DMARC1; p=none"');
const MAIL = record('mail', 'mail.example.com', 'A', '"192.0.2.1"');
const RECORDS = { mx: MX, spf: SPF, dmarc: DMARC, mail: MAIL };
const ALL = ZONE + Object.values(RECORDS).join('');

const removed = (from: string, how = 'lifecycle {\n    destroy = false\n  }') =>
  `removed {\n  from = ${from}\n  ${how}\n}\n`;
const addressOf = (label: string) => `aws_route53_record.${label}`;

/** What the DNS serves while the change is judged. */
const DNS = `example.com. 300 IN MX 10 mail.example.com.
example.com. 300 IN TXT "v=spf1 mx -all"
_dmarc.example.com. 300 IN TXT "v=DMARC1; p=none"
mail.example.com. 300 IN A 192.0.2.1
1.2.0.192.in-addr.arpa. 300 IN PTR mail.example.com.`;

async function report(head: Files, base: Files, plan?: string, dns = DNS) {
  return check({
    head: memoryTree(head),
    base: memoryTree(base),
    plans:
      plan === undefined ? [] : [{ file: new SourceFile('plan.json', plan), folder: 'a/main.tf' in head ? 'a' : '' }],
    outside: zoneLinesResolver(dns),
    settings: { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null },
  });
}

async function told(head: Files | string, base: Files | string = ALL, plan?: string, dns = DNS) {
  const files = (given: Files | string) => (typeof given === 'string' ? { 'main.tf': given } : given);
  const { introduced, fixed } = await report(files(head), files(base), plan, dns);
  return {
    introduced: introduced.map(({ rule, subject }) => `${rule} ${subject}`),
    fixed: fixed.map(({ rule, subject }) => `${rule} ${subject}`),
  };
}

const NOTHING = { introduced: [], fixed: [] };

/** The plan that Terraform makes of the change: every object that is gone is deleted, or only forgotten. */
function planOf(head: string, base: string, action: 'delete' | 'forget'): string {
  const [planned, prior] = [head, base].map((text) =>
    objectsOfFiles({ 'main.tf': text }).map(({ address, values }) => ({
      address,
      values: { ...values, [address.includes('zone.') ? 'id' : 'zone_id']: 'Z1', zone_id: 'Z1' },
    })),
  );
  return planJson({ planned, prior }).replaceAll('["delete"]', `["${action}"]`);
}

describe('what Terraform only forgets is published as before', () => {
  const labels = Object.keys(RECORDS) as (keyof typeof RECORDS)[];
  const without = (gone: readonly string[]) =>
    ZONE +
    labels
      .filter((label) => !gone.includes(label))
      .map((label) => RECORDS[label])
      .join('');

  test.each([...labels.map((label) => [label]), labels])('from files as from a plan: %s %s %s %s', async (...gone) => {
    const kept = without(gone);
    for (const [how, action] of [
      ['lifecycle {\n    destroy = false\n  }', 'forget'],
      ['lifecycle {\n    destroy = true\n  }', 'delete'],
      ['', 'delete'],
    ] as const) {
      const head = kept + gone.map((label) => removed(addressOf(label), how)).join('');
      const plan = planOf(kept, ALL, action);
      const byFiles = await told(head);
      expect(byFiles).toEqual(await told(head, ALL, plan));
      if (action === 'forget') expect(byFiles).toEqual(NOTHING);
      else expect(byFiles).toEqual(await told(kept));
      if (action === 'delete') expect(byFiles.introduced).not.toEqual([]);
    }
  });

  test('and is judged as before, at the block that forgets it, without a correction of text that is gone', async () => {
    const bad = SPF.replace('v=spf1 mx', 'v=spf1 nclude:spf.example.net mx');
    const { introduced, existing, fixed } = await report(
      { 'main.tf': ZONE + MX + MAIL + removed(addressOf('spf')) },
      { 'main.tf': ZONE + MX + MAIL + bad },
    );
    const found = existing.filter(({ severity }) => severity === 'error');
    expect(introduced).toEqual([]);
    expect(fixed).toEqual([]);
    expect(found.map(({ rule, place, fix }) => `${rule} ${place && cut(place)} ${fix?.edits.length ?? 0}`)).toEqual([
      'spf-syntax from = aws_route53_record.spf 0',
    ]);
  });

  test.each([
    [
      'the JSON syntax',
      { 'removed.tf.json': '{"removed": {"from": "aws_route53_record.mx", "lifecycle": {"destroy": false}}}' },
    ],
    [
      'its lists',
      { 'removed.tf.json': '{"removed": [{"from": "aws_route53_record.mx", "lifecycle": [{"destroy": false}]}]}' },
    ],
    ['false as text', { 'removed.tf': removed(addressOf('mx'), 'lifecycle {\n destroy = "false"\n }') }],
  ])('in %s', async (_, more: Files) => {
    expect(await told({ 'main.tf': without(['mx']), ...more })).toEqual(NOTHING);
    expect(await told({ 'main.tf': without(['mx']) })).not.toEqual(NOTHING);
  });

  test.each([
    ['of one resource with many instances', 'count = 1', 'aws_route53_record.mx', 'aws_route53_record.mx'],
    ['of each of several', 'for_each = toset(["a"])', 'aws_route53_record.mx', 'aws_route53_record.mx'],
  ])('%s', async (_, expansion, from) => {
    const many = MX.replace('{\n', `{\n  ${expansion}\n`);
    expect(await told(without(['mx']) + removed(from), without(['mx']) + many)).toEqual(NOTHING);
  });

  const CHILD = (body: string) => `variable "zone" {}\n${body.replaceAll('aws_route53_zone.main.zone_id', 'var.zone')}`;
  const CALL = 'module "mail" {\n  source = "./mail"\n  zone = aws_route53_zone.main.zone_id\n}\n';
  const MODULE = { 'main.tf': ZONE + CALL, 'mail/main.tf': CHILD(MX + SPF + DMARC + MAIL) };

  test.each<[string, Files]>([
    ['a whole module', { 'main.tf': ZONE + removed('module.mail') }],
    [
      'a resource of a module that is gone',
      {
        'main.tf':
          ZONE + ['mx', 'spf', 'dmarc', 'mail'].map((label) => removed(`module.mail.${addressOf(label)}`)).join(''),
      },
    ],
    [
      'a resource of a module, from within',
      { 'main.tf': ZONE + CALL, 'mail/main.tf': CHILD(SPF + DMARC + MAIL) + removed(addressOf('mx')) },
    ],
  ])('%s', async (_, head) => {
    expect(await told(head, MODULE)).toEqual(NOTHING);
    const destroyed = Object.fromEntries(
      Object.entries(head).map(([path, text]) => [path, text.replaceAll('= false', '= true')]),
    );
    expect((await told(destroyed, MODULE)).introduced).not.toEqual([]);
  });

  test('no other module or resource whose name begins alike', async () => {
    const head = { 'main.tf': ZONE + removed('module.mai') + removed('aws_route53_record.m') };
    expect((await told(head, MODULE)).introduced).not.toEqual([]);
  });

  test('together with the zone, and with a data source that told the zone', async () => {
    const data = 'data "aws_route53_zone" "main" {\n  name = "example.com"\n}\n';
    const byData = (data + Object.values(RECORDS).join('')).replaceAll('= aws_route53', '= data.aws_route53');
    const forgets = labels.map((label) => removed(addressOf(label))).join('');
    expect(await told(forgets, byData)).toEqual(NOTHING);
    expect(await told(forgets + removed('aws_route53_zone.main'))).toEqual(NOTHING);
  });

  test('beside a plan without a state, which does not know what was there', async () => {
    const kept = without(['mx']);
    const plan = planJson({ planned: objectsOfFiles({ 'main.tf': kept }) });
    expect(await told(kept + removed(addressOf('mx')), ALL, plan)).toEqual(NOTHING);
    expect((await told(kept, ALL, plan)).introduced).toContain('mx-removed example.com');
  });

  test('nothing that the files of base did not have', async () => {
    const head = ZONE + SPF + DMARC + MAIL + removed(addressOf('mx'));
    expect(await told(head, head)).toEqual(NOTHING);
    expect(await told(head, ZONE + SPF + DMARC + MAIL)).toEqual(NOTHING);
  });
});

describe('what another root module takes over', () => {
  const other = (body: string) =>
    `data "aws_route53_zone" "main" {\n  name = "example.com"\n}\n${body.replaceAll('= aws_route53', '= data.aws_route53')}`;
  const forgets = Object.keys(RECORDS)
    .map((label) => removed(addressOf(label)))
    .join('');

  test.each([
    ['as it was', SPF],
    ['with another text', SPF.replace('-all', '~all')],
  ])('%s is there once', async (_, spf) => {
    const taker = { 'b/main.tf': other(MX + spf + DMARC + MAIL) };
    const byFiles = await told({ 'a/main.tf': ZONE + forgets, ...taker }, { 'a/main.tf': ALL });
    const byPlan = await told(
      { 'a/main.tf': ZONE + forgets, ...taker },
      { 'a/main.tf': ALL },
      planOf(ZONE, ALL, 'forget'),
    );
    expect(byFiles.introduced.filter((one) => !one.startsWith('spf-softened'))).toEqual([]);
    expect(byPlan).toEqual(byFiles);
  });

  test('so is a record that has a resource of its own', async () => {
    const own = (label: string, type: string, content: string) =>
      `resource "cloudflare_record" "${label}" {\n  zone_id = cloudflare_zone.main.id\n  name = "@"\n  type = "${type}"\n  content = "${content}"\n}\n`;
    const zone = 'resource "cloudflare_zone" "main" {\n  zone = "example.com"\n}\n';
    const texts = own('spf', 'TXT', 'v=spf1 -all') + own('proof', 'TXT', 'proof=1');
    const forgotten = removed('cloudflare_record.spf');
    const dns = 'example.com. 300 IN TXT "v=spf1 -all"\nexample.com. 300 IN TXT "proof=1"';
    expect(await told(zone + own('proof', 'TXT', 'proof=1') + forgotten, zone + texts, undefined, dns)).toEqual(
      NOTHING,
    );
    const taken = zone + own('proof', 'TXT', 'proof=1') + own('again', 'TXT', 'v=spf1 ip4:192.0.2.7 -all') + forgotten;
    expect(
      (await told(taken, zone + texts, undefined, dns)).introduced.filter((one) => /multiple|duplicate/.test(one)),
    ).toEqual([]);
  });
});
