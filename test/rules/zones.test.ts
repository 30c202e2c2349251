import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { memoryTree, zoneLinesResolver } from '../support/example.ts';

type Files = Readonly<Record<string, string>>;

const SOA = '@ SOA ns1.example.net. h.example.net. 1 7200 900 1209600 300\n';
const NS = '@ NS ns1.example.net.\n';
const MAIL = '@ MX 10 mail\nmail A 192.0.2.25\n';
const WHOLE = `$TTL 3600\n${SOA}${NS}${MAIL}`;
const OTHER = { 'example.org.zone': `$TTL 3600\n${SOA}${NS}` };

async function introduced(base: Files, head: Files, policy?: string): Promise<string[]> {
  const report = await check({
    base: memoryTree({ ...OTHER, ...base }),
    head: memoryTree({ ...OTHER, ...head }),
    outside: zoneLinesResolver(''),
    settings: { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null },
    policy: policy === undefined ? undefined : { given: new SourceFile('dns-mail-gate.yml', policy) },
  });
  return report.introduced
    .filter(({ rule }) => /^(?:zone|mx)-/.test(rule))
    .map(({ severity, rule, subject, names = [] }) => [severity, rule, subject, ...names].join(' '));
}

describe('zone-unloadable', () => {
  const base = { 'example.com.zone': WHOLE };

  it.each([
    ['without its SOA record', WHOLE.replace(SOA, ''), 'SOA'],
    ['without NS records', WHOLE.replace(NS, ''), 'NS'],
    ['without both', `$TTL 3600\n${MAIL}`, 'SOA'],
    ['that is emptied', '', 'SOA'],
    ['whose NS records all have another owner', WHOLE.replace(NS, 'sub NS ns1.example.net.\n'), 'NS'],
  ])('is said of a zone %s', async (_, text, type) => {
    expect(await introduced(base, { 'example.com.zone': text })).toContain(`error zone-unloadable example.com ${type}`);
  });

  it.each([
    ['the same SOA record twice', { 'example.com.zone': `${WHOLE}${SOA}` }],
    [
      'another serial and another server',
      { 'example.com.zone': WHOLE.replace('1 7200', '2 7200').replace('ns1', 'ns2') },
    ],
    [
      'an SOA record in an included file',
      { 'example.com.zone': `$TTL 60\n$INCLUDE soa.inc\n${MAIL}`, 'soa.inc': SOA + NS },
    ],
    ['an included file that is not there', { 'example.com.zone': `$TTL 60\n$INCLUDE /etc/soa.inc\n${MAIL}` }],
    ['a template', { 'example.com.zone': `$TTL 60\n{{ soa }}\n${NS}${MAIL}` }],
    [
      'a zone that became a part',
      { 'example.com.zone': MAIL, 'db.example.com': `$TTL 60\n${SOA}${NS}$INCLUDE example.com.zone\n` },
    ],
    [
      'another format',
      { 'example.com.yaml': "'':\n  type: MX\n  value: { preference: 10, exchange: mail.example.com. }\n" },
    ],
  ])('is not said of %s', async (_, head) => {
    expect((await introduced(base, head)).filter((line) => line.includes('zone-unloadable'))).toEqual([]);
  });

  it('is not said of parts, which never were whole, nor where the policy says that a file is one', async () => {
    const part = { 'example.com.zone': `$ORIGIN example.com.\n${NS}${MAIL}` };
    expect(await introduced(part, { 'example.com.zone': `$ORIGIN example.com.\n${MAIL}` })).toEqual([]);
    expect(await introduced({}, part)).toEqual([]);
    const policy = 'zones: { example.com: { files: [example.com.zone], authoritative: false } }\n';
    expect(await introduced(base, { 'example.com.zone': WHOLE.replace(SOA, '') }, policy)).toEqual([]);
  });
});

describe('zone-removed', () => {
  const base = { 'example.com.zone': WHOLE };
  const removed = 'warning zone-removed example.com';

  it('tells of a zone with mail that no file describes any more', async () => {
    expect(await introduced(base, {})).toEqual([removed]);
    // Nothing makes a zone file of it.
    expect(await introduced(base, { 'example.com.zone.bak': WHOLE })).toEqual([removed]);
  });

  it('tells of a reverse zone with the names of mail hosts, and not of one without', async () => {
    const [mail, other] = ['25 PTR mail.example.com.\n', '26 PTR www.example.com.\n'].map(
      (line) => `$TTL 60\n${SOA}${NS}${line}`,
    );
    const reverse = '2.0.192.in-addr.arpa';
    expect(await introduced({ ...base, [`${reverse}.zone`]: mail }, base)).toEqual([`warning zone-removed ${reverse}`]);
    expect(await introduced({ ...base, [`${reverse}.zone`]: mail }, { ...base, [`z/db.${reverse}`]: mail })).toEqual(
      [],
    );
    expect(await introduced({ ...base, [`${reverse}.zone`]: other }, base)).toEqual([]);
    const parent = { ...base, [`${reverse}.zone`]: `$TTL 60\n${SOA}${NS}0/25 NS ns1.example.net.\n25 CNAME 25.0/25\n` };
    expect(await introduced({ ...parent, 'part.zone': `$ORIGIN 0/25.${reverse}.\n${mail}` }, parent)).toEqual([
      `warning zone-removed 0/25.${reverse}`,
    ]);
  });

  it('tells of it once, with all domains in it', async () => {
    const many = { 'example.com.zone': `${WHOLE}a MX 10 mail\nb MX 10 mail\n` };
    expect(await introduced(many, {})).toEqual([removed]);
  });

  it.each<[string, Files, Files]>([
    ['a zone without mail', { 'example.com.zone': `$TTL 60\n${SOA}${NS}` }, {}],
    ['a zone that said that it takes no mail', { 'example.com.zone': `$TTL 60\n${SOA}${NS}@ MX 0 .\n` }, {}],
    ['a file that moves', base, { 'zones/db.example.com': WHOLE }],
    ['one copy of two', { 'a/example.com.zone': WHOLE, 'b/example.com.zone': WHOLE }, { 'a/example.com.zone': WHOLE }],
    ['a private zone', { 'office.lan.zone': WHOLE }, {}],
    [
      'a zone that comes into the one above it',
      { 'example.com.zone': WHOLE, 'sub.example.com.zone': WHOLE },
      { 'example.com.zone': `${WHOLE}sub MX 10 mail\n` },
    ],
  ])('has nothing to say of %s', async (_, before, head) => {
    expect((await introduced(before, head)).filter((line) => line.includes('zone-removed'))).toEqual([]);
  });
});
