import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import { memoryTree, zoneLinesResolver } from '../support/example.ts';

type Files = Readonly<Record<string, string>>;

const APEX = '$TTL 3600\n@ SOA ns1.example.net. h.example.net. 1 7200 900 1209600 300\n@ NS ns1.example.net.\n';
const forward = (address: string, more = '') => `${APEX}@ MX 10 mail\nmail A ${address}\n${more}`;
const reverse = (...lines: string[]) => `${APEX}${lines.map((line) => `${line}.example.com.\n`).join('')}`;
const REVERSE = '2.0.192.in-addr.arpa.zone';

/** `+ severity rule subject file` for what the change introduces, `=` for what was there, `-` for what it mends. */
async function told(head: Files, base?: Files, rules = /^(?:ptr|mx)-/): Promise<string[]> {
  const report = await check({
    head: memoryTree(head),
    base: base && memoryTree(base),
    outside: zoneLinesResolver(''),
    settings: { failOn: 'error', scope: 'all', lookups: 'snapshot', shard: null },
  });
  const lines = (sign: string, findings: typeof report.introduced) =>
    findings
      .filter(({ rule }) => rules.test(rule))
      .map(({ severity, rule, subject, place }) => `${sign} ${severity} ${rule} ${subject} ${place?.file.path}`);
  return [...lines('+', report.introduced), ...lines('=', report.existing), ...lines('-', report.fixed)];
}

const errors = async (head: Files, base?: Files) => (await told(head, base)).filter((line) => line.includes(' error '));

describe('one reverse zone beside two copies of the forward zone', () => {
  const base = {
    'a/example.com.zone': forward('192.0.2.10'),
    'b/example.com.zone': forward('192.0.2.10'),
    [`rev/${REVERSE}`]: reverse('10 PTR mail'),
  };
  const behind = `+ error ptr-out-of-step 192.0.2.10 rev/${REVERSE}`;

  it.each(['a', 'b'])('hears of an address that moves in copy %s alone', async (copy) => {
    expect(await errors({ ...base, [`${copy}/example.com.zone`]: forward('192.0.2.20') }, base)).toEqual([behind]);
  });

  it('hears of it once where it moves in both', async () => {
    const moved = { 'a/example.com.zone': forward('192.0.2.20'), 'b/example.com.zone': forward('192.0.2.20') };
    expect(await errors({ ...base, ...moved }, base)).toEqual([behind]);
  });

  it('finds nothing where the PTR record moves along, in one copy or in both', async () => {
    const moved = { ...base, 'a/example.com.zone': forward('192.0.2.20'), [`rev/${REVERSE}`]: reverse('20 PTR mail') };
    expect(await errors(moved, base)).toEqual([]);
    expect(await errors({ ...moved, 'b/example.com.zone': forward('192.0.2.20') }, base)).toEqual([]);
  });

  it('takes a PTR record that leads nowhere in either copy for wrong', async () => {
    const lost = { ...base, [`rev/${REVERSE}`]: reverse('10 PTR mail', '11 PTR gone') };
    expect(await told(lost, base)).toEqual([`+ warning ptr-without-forward 192.0.2.11 rev/${REVERSE}`]);
  });
});

describe('a copy that is new', () => {
  const base = { 'prod/example.com.zone': forward('192.0.2.10'), [`rev/${REVERSE}`]: reverse('10 PTR mail') };

  // Each view name comes before and after the old one, because views are sorted by name.
  it.each(['dev', 'staging'])('%s brings no error on what the old one confirms', async (name) => {
    const copy = { ...base, [`${name}/example.com.zone`]: forward('198.51.100.7') };
    expect(await errors(copy, base)).toEqual([]);
    expect(await errors(copy)).toEqual([]);
  });

  it('does not hide what the change breaks in the old one', async () => {
    const head = {
      ...base,
      'prod/example.com.zone': forward('192.0.2.20'),
      'dev/example.com.zone': forward('192.0.2.10'),
    };
    expect(await errors(head, base)).toEqual([`+ error ptr-out-of-step 192.0.2.10 rev/${REVERSE}`]);
  });
});

describe('folders that belong together', () => {
  const base = {
    'zones/prod/example.com.zone': forward('192.0.2.10'),
    'zones/dev/example.com.zone': forward('192.0.2.90'),
    [`reverse/prod/${REVERSE}`]: reverse('10 PTR mail'),
    [`reverse/dev/${REVERSE}`]: reverse('90 PTR mail'),
  };

  it('are judged against each other', async () => {
    expect(await told(base)).toEqual([]);
    for (const [env, old] of [
      ['prod', '10'],
      ['dev', '90'],
    ]) {
      const head = { ...base, [`zones/${env}/example.com.zone`]: forward('192.0.2.77') };
      expect(await errors(head, base)).toEqual([`+ error ptr-out-of-step 192.0.2.${old} reverse/${env}/${REVERSE}`]);
    }
  });

  it('are told apart by the words of their files too', async () => {
    const flat = {
      'z/example.com.external.zone': `$ORIGIN example.com.\n${forward('192.0.2.10')}`,
      'z/example.com.office.zone': `$ORIGIN example.com.\n${forward('192.0.2.90')}`,
      'z/192.0.2.external.zone': `$ORIGIN 2.0.192.in-addr.arpa.\n${reverse('10 PTR mail')}`,
      'z/192.0.2.office.zone': `$ORIGIN 2.0.192.in-addr.arpa.\n${reverse('90 PTR mail')}`,
    };
    expect(await told(flat)).toEqual([]);
  });
});

describe('two copies of the reverse zone beside one forward zone', () => {
  const base = {
    'z/example.com.zone': forward('192.0.2.10'),
    [`published/${REVERSE}`]: reverse('10 PTR mail'),
    [`proposed/${REVERSE}`]: reverse('10 PTR mail'),
  };

  it('are both behind when the address moves, and the one that was forgotten when the other moves along', async () => {
    const moved = { ...base, 'z/example.com.zone': forward('192.0.2.20') };
    const line = (copy: string) => `+ error ptr-out-of-step 192.0.2.10 ${copy}/${REVERSE}`;
    expect(await errors(moved, base)).toEqual([line('proposed'), line('published')]);
    expect(await errors({ ...moved, [`proposed/${REVERSE}`]: reverse('20 PTR mail') }, base)).toEqual([
      line('published'),
    ]);
  });

  it.each(['published', 'proposed'])('miss a PTR record that goes from %s', async (copy) => {
    const head = { ...base, [`${copy}/${REVERSE}`]: APEX };
    expect(await told(head, base)).toEqual(['+ warning ptr-missing mail.example.com z/example.com.zone']);
  });
});

describe('one file that is served in two views', () => {
  const conf = `view "one" { zone "example.com" { type master; file "one.zone"; };
    zone "2.0.192.in-addr.arpa" { type master; file "rev.zone"; }; };
  view "two" { match-clients { any; }; zone "example.com" { type master; file "two.zone"; };
    zone "2.0.192.in-addr.arpa" { type master; file "rev.zone"; }; };\n`;
  const base = {
    'named.conf': conf,
    'one.zone': forward('198.51.100.5'),
    'two.zone': forward('192.0.2.10'),
    'rev.zone': reverse('10 PTR mail'),
  };

  it('is healthy where one of them leads back, and behind where that one moves', async () => {
    expect(await errors(base)).toEqual([]);
    expect(await errors({ ...base, 'two.zone': forward('192.0.2.20') }, base)).toEqual([
      '+ error ptr-out-of-step 192.0.2.10 rev.zone',
    ]);
    const more = '@ MX 20 mail3\nmail3 A 192.0.2.30\n';
    const added = { 'two.zone': forward('192.0.2.10', more), 'rev.zone': reverse('10 PTR mail', '30 PTR mail3') };
    expect(await errors({ ...base, ...added }, base)).toEqual([]);
  });
});

it('hears of a mail host that one copy takes away from a domain that is described once', async () => {
  const base = {
    'a/example.com.zone': forward('192.0.2.10'),
    'b/example.com.zone': forward('192.0.2.10'),
    'example.net.zone': `${APEX}@ MX 10 mail.example.com.\n`,
  };
  const head = { ...base, 'b/example.com.zone': `${APEX}@ MX 10 mx\nmx A 192.0.2.10\n` };
  expect(await errors(head, base)).toEqual(['+ error mx-without-address example.net example.net.zone']);
});

it('shows a change of SPF once that is the same in several views', async () => {
  const spf = (record: string) => `@ TXT "v=spf1 ${record} -all"\n`;
  const tree = (own: string, shared: string) =>
    memoryTree({
      'a/example.com.zone': forward('192.0.2.10', spf(own)),
      'b/example.com.zone': forward('192.0.2.10', spf(own)),
      'example.net.zone': `${APEX}@ MX 10 mail.example.com.\n${spf(shared)}`,
    });
  const report = await check({
    head: tree('mx', 'ip4:192.0.2.10'),
    base: tree('mx ip4:192.0.2.11', 'ip4:192.0.2.10 ip4:192.0.2.11'),
    outside: zoneLinesResolver(''),
    settings: { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null },
  });
  expect(report.changes.spf.map(({ domain }) => domain).sort()).toEqual(['example.com', 'example.net']);
});

describe('a defect and its view', () => {
  const good = forward('192.0.2.10');
  const bad = good.replace('mail A', 'mial A');
  const base = { 'a/example.com.zone': good, 'b/example.com.zone': bad };
  const defect = (sign: string, copy: string) =>
    `${sign} error mx-without-address example.com ${copy}/example.com.zone`;

  it('is new in the view that it moves to', async () => {
    const head = { 'a/example.com.zone': bad, 'b/example.com.zone': good };
    expect(await errors(head, base)).toEqual([defect('+', 'a'), defect('-', 'b')]);
  });

  it('is the same one where the folders are renamed', async () => {
    const head = { 'x/example.com.zone': good, 'y/example.com.zone': bad };
    expect(await errors(head, base)).toEqual([defect('=', 'y')]);
  });

  it('is the same one where the other view goes', async () => {
    expect(await errors({ 'b/example.com.zone': bad }, base)).toEqual([defect('=', 'b')]);
    expect(await errors({ 'zone/example.com.zone': bad }, base)).toEqual([defect('=', 'zone')]);
  });

  it('belongs to the tree where a reader found it, whatever becomes of the views', async () => {
    const unreadable = `${good}@ A 192.0.2.\n`;
    const before = { 'a/example.com.zone': good, 'b/example.com.zone': unreadable };
    const after = { 'z/example.com.zone': good, 'b/example.com.zone': unreadable };
    expect(await told(after, before, /^record-unreadable$/)).toEqual([
      '= error record-unreadable example.com b/example.com.zone',
    ]);
  });
});
