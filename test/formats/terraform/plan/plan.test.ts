import { describe, expect, test } from 'vitest';
import { check } from '../../../../src/check.ts';
import { offlineResolver } from '../../../../src/dns/resolver.ts';
import type { GivenPlan } from '../../../../src/model/format.ts';
import { SourceFile } from '../../../../src/model/source-file.ts';
import { zoneLinesResolver } from '../../../support/example.ts';
import { memoryTree } from '../../../support/memory-tree.ts';
import { cut, lines as linesOf, read as readFiles } from '../support/read.ts';
import { type Given, type GivenPlanJson, planJson } from './support/plan-json.ts';

type Files = Readonly<Record<string, string>>;

function given(plan: GivenPlanJson | string, path = 'plan.json', folder?: string): GivenPlan {
  return { file: new SourceFile(path, typeof plan === 'string' ? plan : planJson(plan)), folder };
}

const read = (files: Files, plans: readonly GivenPlan[]) => readFiles(files, { plans });
const lines = (files: Files, plans: readonly GivenPlan[]) => linesOf(files, { plans });

async function findings(
  files: Files,
  plans: readonly GivenPlan[],
  { base, dns = '' }: { base?: Files; dns?: string } = {},
) {
  return check({
    head: memoryTree(files),
    base: base && memoryTree(base),
    plans,
    outside: dns === '' ? offlineResolver : zoneLinesResolver(dns),
    settings: { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null },
  });
}

const told = ({ introduced }: Awaited<ReturnType<typeof findings>>) =>
  introduced
    .filter(({ severity }) => severity !== 'notice')
    .map(
      ({ rule, severity, subject, place }) =>
        `${severity} ${rule} ${subject} ${place?.file.path} “${place && cut(place)}”`,
    );

const ZONE = { address: 'aws_route53_zone.main', values: { name: 'example.com', vpc: [], zone_id: 'Z1' } };
const record = (name: string, type: string, records: string[], more = {}) => ({
  address: `aws_route53_record.${name}`,
  values: {
    zone_id: 'Z1',
    name: name === 'apex' || name === 'spf' ? '' : name,
    type,
    ttl: 60,
    records,
    alias: [],
    set_identifier: '',
    allow_overwrite: null,
    weighted_routing_policy: [],
    ...more,
  },
});

const HCL = `variable "spf" {}
resource "aws_route53_zone" "main" {
  name = "example.com"
}
resource "aws_route53_record" "apex" {
  zone_id = aws_route53_zone.main.zone_id
  name    = ""
  type    = "MX"
  ttl     = 60
  records = ["10 mail.example.com"]
}
resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = ""
  type    = "TXT"
  ttl     = 60
  records = ["v=spf1 mx nclude:_spf.example.com -all", var.spf]
}
`;

describe('values of a plan', () => {
  test('are read where the files leave them open, and each record is placed in the files', () => {
    const plan = given({
      planned: [
        ZONE,
        record('apex', 'MX', ['10 mail.example.com']),
        record('spf', 'TXT', ['office=1', 'v=spf1 mx nclude:_spf.example.com -all']),
      ],
    });
    expect(lines({ 'main.tf': HCL }, [plan])).toEqual([
      'example.com. 60 IN MX 10 mail.example.com.',
      'example.com. 60 IN TXT "office=1"',
      'example.com. 60 IN TXT "v=spf1 mx nclude:_spf.example.com -all"',
    ]);
    const { zones, files } = read({ 'main.tf': HCL }, [plan]);
    expect(zones[0].holes).toEqual([]);
    const places = [0, 1, 2].map((i) => cut(zones[0].records.record(i).valuePlace));
    expect(places).toEqual([
      '10 mail.example.com',
      '["v=spf1 mx nclude:_spf.example.com -all", var.spf]',
      'v=spf1 mx nclude:_spf.example.com -all',
    ]);
    expect(files.map(({ file, format, zones: names, records }) => [file.path, format, names, records])).toEqual([
      ['plan.json', 'terraform-plan', ['example.com.'], 0],
      ['main.tf', 'terraform', ['example.com.'], 3],
    ]);
  });

  test('take a fix back to the line of the configuration', async () => {
    const plan = given({ planned: [ZONE, record('spf', 'TXT', ['v=spf1 mx nclude:_spf.example.com -all'])] });
    const report = await findings({ 'main.tf': HCL }, [plan]);
    const [finding] = report.introduced.filter(({ rule }) => rule === 'spf-syntax');
    expect(finding.fix?.edits.map(({ place, text }) => [place.file.path, cut(place), text])).toEqual([
      ['main.tf', 'nclude:_spf.example.com', 'include:_spf.example.com'],
    ]);
  });

  test('that are known only after apply are holes, what the provider adds by itself is none', () => {
    const plan = given({
      planned: [
        { address: 'cloudflare_zone.main', values: { name: 'example.com' }, unknown: { id: true } },
        {
          address: 'cloudflare_record.mail',
          values: { name: 'mail', type: 'A', value: '192.0.2.25', ttl: 60 },
          unknown: { zone_id: true, content: true, hostname: true, id: true },
        },
        {
          address: 'cloudflare_record.out',
          values: { name: 'out', type: 'A', ttl: 60 },
          unknown: { zone_id: true, content: true, value: true },
        },
      ],
      references: {
        'cloudflare_zone.main': { name: [] },
        'cloudflare_record.mail': {
          zone_id: ['cloudflare_zone.main.id', 'cloudflare_zone.main'],
          name: [],
          type: [],
          value: [],
          ttl: [],
        },
        'cloudflare_record.out': {
          zone_id: ['cloudflare_zone.main.id'],
          name: [],
          type: [],
          ttl: [],
          value: ['aws_eip.out.public_ip', 'aws_eip.out'],
        },
      },
    });
    const { zones } = read({}, [plan]);
    expect(lines({}, [plan])).toEqual(['mail.example.com. 60 IN A 192.0.2.25']);
    expect(zones[0].holes.map(({ name, type }) => [name, type])).toEqual([['out.example.com.', 1]]);
  });

  test('that are sensitive are unknown and are told nowhere', async () => {
    const secret = 'v=spf1 nclude:s3cr3t.example.net -all';
    const plan = given({
      planned: [ZONE, { ...record('spf', 'TXT', [secret]), sensitive: { records: [true] } }],
    });
    const { zones } = read({}, [plan]);
    expect(zones[0].holes.map(({ name, type, reason }) => [name, type, reason])).toEqual([
      ['example.com.', 16, 'aws_route53_record.spf is not known in whole: it is marked as sensitive'],
    ]);
    const report = await findings({}, [plan]);
    const text = JSON.stringify(report, (key, value) =>
      key === 'place' || typeof value === 'bigint' ? undefined : value,
    );
    expect(text).not.toContain('s3cr3t');
  });
});

describe('zones of a plan', () => {
  const host = (zone: string) => ({
    address: 'aws_route53_record.mail',
    values: { name: 'mail', type: 'A', ttl: 60, records: ['192.0.2.1'], ...(zone !== '' && { zone_id: zone }) },
    unknown: { ...(zone === '' && { zone_id: true }) },
  });

  test.each<[string, Given[], GivenPlanJson['references']]>([
    ['a zone that is there', [ZONE, host('Z1')], undefined],
    [
      'a data source',
      [
        { address: 'data.aws_route53_zone.main', values: { name: 'example.com', zone_id: 'Z1', id: 'Z1', vpc_id: '' } },
        host('Z1'),
      ],
      undefined,
    ],
    [
      'a zone that the plan makes',
      [{ ...ZONE, values: { name: 'example.com' }, unknown: { zone_id: true } }, host('')],
      {
        'aws_route53_record.mail': {
          zone_id: ['aws_route53_zone.main.zone_id', 'aws_route53_zone.main'],
          name: [],
          records: [],
          type: [],
          ttl: [],
        },
      },
    ],
    [
      'a whole name that the provider tells',
      [{ ...host('Z9'), values: { ...host('Z9').values, fqdn: 'mail.example.com' } }],
      undefined,
    ],
    [
      'a search at Cloudflare',
      [
        {
          address: 'data.cloudflare_zones.all',
          values: { filter: [{ name: 'example.com' }], zones: [{ id: 'c1', name: 'example.com' }] },
        },
        {
          address: 'cloudflare_record.mail',
          values: { zone_id: 'c1', name: 'mail', type: 'A', ttl: 60, content: '192.0.2.1' },
        },
      ],
      undefined,
    ],
  ])('are known by %s', (_, planned, references) => {
    expect(lines({}, [given({ planned, references })])).toEqual(['mail.example.com. 60 IN A 192.0.2.1']);
  });

  test('are followed through modules with keys', () => {
    const zone = (key: string) => ({
      address: `aws_route53_zone.all["${key}"]`,
      values: { name: key },
      unknown: { zone_id: true },
    });
    const inner = (key: string) => ({
      address: `module.dns["${key}"].aws_route53_record.mail`,
      values: { name: 'mail', type: 'A', ttl: 60, records: ['192.0.2.1'] },
      unknown: { zone_id: true },
    });
    const plan = given({
      planned: [zone('a.example'), zone('b.example'), inner('a.example'), inner('b.example')],
      more: {
        configuration: {
          root_module: {
            resources: [
              {
                address: 'aws_route53_zone.all',
                mode: 'managed',
                type: 'aws_route53_zone',
                name: 'all',
                expressions: { name: { references: ['each.key'] } },
                for_each_expression: {},
              },
            ],
            module_calls: {
              dns: {
                source: './dns',
                expressions: { zone_id: { references: ['each.value.zone_id', 'each.value'] } },
                for_each_expression: { references: ['aws_route53_zone.all'] },
                module: {
                  resources: [
                    {
                      address: 'aws_route53_record.mail',
                      mode: 'managed',
                      type: 'aws_route53_record',
                      name: 'mail',
                      expressions: {
                        zone_id: { references: ['var.zone_id'] },
                        name: { constant_value: 'mail' },
                        records: {},
                        type: {},
                        ttl: {},
                      },
                    },
                  ],
                  variables: { zone_id: {} },
                },
              },
            },
          },
        },
      },
    });
    expect(lines({}, [plan])).toEqual(['mail.a.example. 60 IN A 192.0.2.1', 'mail.b.example. 60 IN A 192.0.2.1']);
  });
});

describe('PTR records of a plan', () => {
  const eip = { address: 'aws_eip.mail', values: { allocation_id: 'eipalloc-1', public_ip: '203.0.113.25' } };
  const name = {
    address: 'aws_eip_domain_name.mail',
    values: { allocation_id: 'eipalloc-1', domain_name: 'mail.example.com' },
  };
  const references = {
    'aws_eip.mail': { domain: [] },
    'aws_eip_domain_name.mail': { allocation_id: ['aws_eip.mail.allocation_id', 'aws_eip.mail'], domain_name: [] },
  };

  test('have the address of the resource that they refer to', () => {
    expect(lines({}, [given({ planned: [eip, name], references })])).toEqual([
      '25.113.0.203.in-addr.arpa. IN PTR mail.example.com.',
    ]);
  });

  test('are those of hosts too', () => {
    const host = {
      address: 'azurerm_public_ip.mail',
      values: { ip_address: '203.0.113.26', reverse_fqdn: 'mail.example.com.' },
    };
    expect(lines({}, [given({ planned: [host] })])).toEqual(['26.113.0.203.in-addr.arpa. IN PTR mail.example.com.']);
  });

  test('that refer to one another in a circle end', () => {
    const circle = {
      'aws_eip_domain_name.mail': { allocation_id: ['aws_eip_domain_name.mail.allocation_id'], domain_name: [] },
    };
    expect(lines({}, [given({ planned: [name], references: circle })])).toEqual([]);
  });
});

describe('what a plan changes', () => {
  const before = [ZONE, record('apex', 'MX', ['10 mail.example.com']), record('mail', 'A', ['203.0.113.25'])];
  const dns =
    'example.com. MX 10 mail.example.com.\nmail.example.com. A 203.0.113.25\nexample.com. TXT "v=spf1 mx -all"\n25.113.0.203.in-addr.arpa. PTR mail.example.com.\n';

  test('what it deletes is gone although the DNS still serves it, with a base and without', async () => {
    const plan = given({ planned: [ZONE, record('mail', 'A', ['203.0.113.25'])], prior: before });
    expect(told(await findings({}, [plan], { dns }))).toContain(
      'warning mx-removed example.com plan.json “aws_route53_record.apex”',
    );
    const files = { 'main.tf': HCL };
    expect(told(await findings(files, [plan], { base: files, dns })).join()).toContain('mx-removed');
  });

  test('what it does not look at stays as it is', async () => {
    const plan = given({ planned: before.slice(0, 2), prior: before, untargeted: ['aws_route53_record.mail'] });
    expect(lines({}, [plan])).toEqual([
      'example.com. 60 IN MX 10 mail.example.com.',
      'mail.example.com. 60 IN A 203.0.113.25',
    ]);
    expect(told(await findings({}, [plan], { dns }))).toEqual([]);
  });

  test('the state is the base: what was applied before is not introduced', async () => {
    const broken = record('spf', 'TXT', ['v=spf1 nclude:_spf.example.com -all']);
    const plan = given({ planned: [...before, broken], prior: [...before, broken] });
    const { introduced, existing } = await findings({ 'main.tf': HCL }, [plan], { base: { 'main.tf': '' }, dns });
    expect(introduced.map(({ rule }) => rule)).not.toContain('spf-syntax');
    expect(existing.map(({ rule }) => rule)).toContain('spf-syntax');
  });

  test('without a state the files of base are the base', async () => {
    const broken = record('spf', 'TXT', ['v=spf1 mx nclude:_spf.example.com -all']);
    const plan = given({ planned: [...before, broken] });
    const { existing } = await findings({ 'main.tf': HCL }, [plan], { base: { 'main.tf': HCL }, dns });
    expect(existing.map(({ rule }) => rule)).toContain('spf-syntax');
  });

  test('two resources of one set', async () => {
    const plan = given({
      planned: [
        ZONE,
        record('apex', 'MX', ['10 mail.example.com']),
        { ...record('mx2', 'MX', ['20 mail2.example.com'], { name: 'example.com' }) },
      ],
    });
    expect(told(await findings({}, [plan])).join('\n')).toContain('error rrset-duplicated example.com');
  });

  test('routing policies are told apart by their identifier', async () => {
    const choice = (name: string, id: string) =>
      record(name, 'A', ['203.0.113.25'], { name: 'mail', set_identifier: id });
    const plan = given({ planned: [ZONE, choice('one', 'one'), choice('two', 'two')] });
    expect(told(await findings({}, [plan]))).toEqual([]);
  });
});

describe('the folder of a plan', () => {
  const root = (address: string) => `resource "aws_route53_zone" "main" {
  name = "example.com"
}
resource "aws_route53_record" "mail" {
  zone_id = aws_route53_zone.main.zone_id
  name = "mail"
  type = "A"
  ttl = 60
  records = ["${address}"]
}
`;
  const planned = [ZONE, record('mail', 'A', ['192.0.2.2'])];

  test('is the one whose blocks and values are those of the plan; the others are read as files', () => {
    const files = {
      'dev/main.tf': root('192.0.2.1'),
      'prod/main.tf': root('192.0.2.2'),
      'other/main.tf': 'resource "x" "y" {}\n',
    };
    const { zones } = read(files, [given({ planned })]);
    expect(zones.map(({ file, records }) => [file.path, records.length])).toEqual([
      ['dev/main.tf', 1],
      ['prod/main.tf', 1],
    ]);
  });

  test('is the one that the plan lies in, or that is said', () => {
    const files = { 'a/main.tf': root('192.0.2.1'), 'b/main.tf': root('192.0.2.1') };
    for (const plan of [given({ planned }, 'b/plan.json'), given({ planned }, 'plan.json', 'b')]) {
      expect(lines(files, [plan])).toEqual([
        'mail.example.com. 60 IN A 192.0.2.1',
        'mail.example.com. 60 IN A 192.0.2.2',
      ]);
      const record = read(files, [plan])
        .zones.find(({ file }) => file.path === 'b/main.tf')
        ?.records.record(0);
      expect(record).toMatchObject({ address: '192.0.2.2' });
    }
  });

  test('has to be said where several are alike', () => {
    const files = { 'a/main.tf': root('192.0.2.1'), 'b/main.tf': root('192.0.2.1') };
    expect(() => read(files, [given({ planned })])).toThrow(
      'plan.json may be the plan of a or of b. Say which folder it was made in: --terraform-plan a=plan.json.',
    );
    expect(() => read(files, [given({ planned }, 'plan.json', 'c')])).toThrow('c holds no Terraform configuration');
  });

  test('is not needed: the plan itself is the place, and shows nothing else that it holds', async () => {
    const plan = given(
      planJson({
        planned: [
          ZONE,
          record('spf', 'TXT', ['v=spf1 nclude:x.example.com -all']),
          { address: 'aws_db_instance.x', values: { password: 'hunter2' } },
        ],
      }),
    );
    const report = await findings({ 'x.tf': 'resource "a" "b" {}\n' }, [plan]);
    expect(told(report)).toEqual(['error spf-syntax example.com plan.json “aws_route53_record.spf”']);
    const [{ place }] = report.introduced;
    expect(place!.file.text).not.toContain('hunter2');
    expect(place!.file.text).toHaveLength(plan.file.text.length);
    expect(plan.file.text.slice(place!.start, place!.end)).toBe('aws_route53_record.spf');
    expect(report.remarks.join()).toContain('no Terraform configuration in the repository is like this plan');
  });

  test('may have several plans: workspaces', () => {
    const files = { 'main.tf': root('192.0.2.1') };
    const stage = { ...ZONE, values: { name: 'stage.example', zone_id: 'Z2' } };
    const plans = [
      given({ planned }, 'prod.json', ''),
      given({ planned: [stage, record('mail', 'A', ['192.0.2.9'], { zone_id: 'Z2' })] }, 'stage.json', ''),
    ];
    expect(lines(files, plans)).toEqual([
      'mail.example.com. 60 IN A 192.0.2.2',
      'mail.stage.example. 60 IN A 192.0.2.9',
    ]);
  });
});
