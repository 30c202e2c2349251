import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import type { Finding } from '../../src/model/finding.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { zoneLinesResolver } from '../support/example.ts';
import { memoryTree } from '../support/memory-tree.ts';

const NS = '$TTL 3600\n@ NS ns1.example.net.\n';
const FORWARD = `${NS}@ MX 10 mail\nmail A 192.0.2.10\nmail AAAA 2001:db8::10\n`;
const REVERSE = 'zones/2.0.192.in-addr.arpa.zone';
const DECLARED = 'senders: [{ domains: [example.com], hosts: [mail.example.com] }]\n';

interface Case {
  readonly forward?: string;
  readonly reverse?: string;
  readonly files?: Record<string, string>;
  readonly base?: Record<string, string>;
  readonly dns?: string;
  readonly policy?: string;
}

/** What the rules about reverse names say of a tree. */
async function findings({ forward = FORWARD, reverse, files = {}, base, dns = '', policy }: Case): Promise<Finding[]> {
  const zones = { 'zones/example.com.zone': forward, ...(reverse === undefined ? {} : { [REVERSE]: NS + reverse }) };
  const report = await check({
    head: memoryTree({ ...zones, ...files }),
    base: base === undefined ? undefined : memoryTree(base),
    outside: zoneLinesResolver(dns),
    settings: { failOn: 'error', scope: 'all', lookups: 'snapshot', shard: null },
    policy: policy === undefined ? undefined : { given: new SourceFile('dns-mail-gate.yml', policy) },
  });
  return [...report.introduced, ...report.existing].filter(({ rule }) => rule.startsWith('ptr-'));
}

const brief = (list: readonly Finding[]) => list.map(({ rule, severity, subject }) => `${severity} ${rule} ${subject}`);
const text = (finding: Finding) =>
  finding.place === undefined ? '' : finding.place.file.slice(finding.place.start, finding.place.end);

const V6_ZONE = 'zones/0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.zone';
const V6_OWNER = '0.1.0.0.0.0.0.0.0.0.0.0';
const V6 = { [V6_ZONE]: `${NS}${V6_OWNER} PTR mail.example.com.\n` };

describe('a mail host whose addresses and names meet', () => {
  it('is healthy, over IPv4 and IPv6', async () => {
    expect(await findings({ reverse: '10 PTR mail.example.com.\n', files: V6 })).toEqual([]);
  });

  it('is healthy through a classless zone (RFC 2317), whatever its label is', async () => {
    for (const label of ['0-127', '0/25', 'customer']) {
      const files = {
        ...V6,
        'zones/part.zone': `$ORIGIN ${label}.2.0.192.in-addr.arpa.\n${NS}10 PTR mail.example.com.\n`,
      };
      const reverse = `10 CNAME 10.${label}\n${label} NS ns1.example.net.\n`;
      expect(await findings({ reverse, files }), label).toEqual([]);
    }
  });

  it('is healthy in a zone for one address', async () => {
    const files = { ...V6, 'zones/10.2.0.192.in-addr.arpa.zone': `${NS}@ PTR mail.example.com.\n` };
    expect(await findings({ files })).toEqual([]);
  });

  it('says nothing of what nobody answered', async () => {
    expect(await findings({})).toEqual([]);
    expect(await findings({ dns: '10.2.0.192.in-addr.arpa. PTR host.example.net.' })).toEqual([]);
  });
});

describe('ptr-missing', () => {
  it('says which line to write, in the zone that it belongs to', async () => {
    const [finding, ...rest] = await findings({ reverse: '11 PTR www.example.org.\n', files: V6 });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ rule: 'ptr-missing', severity: 'warning', subject: 'mail.example.com' });
    expect(finding.message).toContain('mail.example.com → 192.0.2.10 → (no name)');
    expect(finding.advice).toContain('In the zone 2.0.192.in-addr.arpa, write: 10 IN PTR mail.example.com.');
    expect(text(finding)).toBe('mail A 192.0.2.10');
  });

  it('writes the line into the classless zone where the address leads there', async () => {
    const files = { ...V6, 'zones/part.zone': `$ORIGIN 0-127.2.0.192.in-addr.arpa.\n${NS}11 PTR www.example.org.\n` };
    const [finding] = await findings({ reverse: '10 CNAME 10.0-127\n', files });
    expect(finding.advice).toContain('In the zone 0-127.2.0.192.in-addr.arpa, write: 10 IN PTR mail.example.com.');
  });

  it('names the IPv6 address on its own', async () => {
    const files = { [V6_ZONE]: NS };
    const list = await findings({ reverse: '10 PTR mail.example.com.\n', files });
    expect(brief(list)).toEqual(['warning ptr-missing mail.example.com']);
    expect(list[0].message).toContain('2001:db8::10');
    expect(list[0].advice).toContain(`write: ${V6_OWNER} IN PTR mail.example.com.`);
  });

  it('is an error for a declared sender, and says whom to ask where the zone is elsewhere', async () => {
    const dns = '; nxdomain 10.2.0.192.in-addr.arpa.';
    const list = await findings({ dns, files: V6, policy: DECLARED });
    expect(brief(list)).toEqual(['error ptr-missing mail.example.com']);
    expect(list[0].advice).toMatch(/^Ask the owner of the address block, usually .* \(PTR\) to mail\.example\.com\.$/);
  });

  it('gives the steps in order for an address that is new', async () => {
    const dns = '; nxdomain 10.2.0.192.in-addr.arpa.';
    const base = { 'zones/example.com.zone': `${NS}@ MX 10 mail\nmail A 192.0.2.9\n`, ...V6 };
    const list = await findings({ dns, files: V6, policy: DECLARED, base });
    expect(brief(list)).toEqual(['warning ptr-missing mail.example.com']);
    expect(list[0].advice).toMatch(/1\. merge .* 2\. ask .* 3\. when 10\.2\.0\.192\.in-addr\.arpa answers/);
    const known = { ...base, 'zones/example.com.zone': FORWARD };
    expect(brief(await findings({ dns, files: V6, policy: DECLARED, base: known }))).toEqual([
      'error ptr-missing mail.example.com',
    ]);
  });

  it('is an error even for a new address where the reverse zone is at hand', async () => {
    const list = await findings({ reverse: '', files: V6, policy: DECLARED, base: { 'zones/example.com.zone': NS } });
    expect(brief(list)).toEqual(['error ptr-missing mail.example.com']);
  });

  it('shows the record that the change takes away', async () => {
    const base = { 'zones/example.com.zone': FORWARD, [REVERSE]: `${NS}10 PTR mail.example.com.\n`, ...V6 };
    const [finding] = await findings({ reverse: '', files: V6, base });
    expect(finding.related).toMatchObject([{ side: 'base', message: expect.stringContaining('mail.example.com') }]);
  });

  it('judges addresses that only SPF names', async () => {
    const forward = `${NS}@ TXT "v=spf1 ip4:192.0.2.77 -all"\n`;
    const list = await findings({ forward, reverse: '' });
    expect(brief(list)).toEqual(['warning ptr-missing 192.0.2.77']);
    expect(list[0].message).toContain('The SPF record of example.com lets 192.0.2.77 send mail');
    const elsewhere = { forward, dns: '; nxdomain 77.2.0.192.in-addr.arpa.', base: { 'zones/example.com.zone': NS } };
    const [finding] = await findings(elsewhere);
    expect(finding.advice).toContain('If 192.0.2.77 belongs to a service that sends for you');
    expect(finding.advice).not.toContain('merge the address record');
  });

  it('leaves private addresses and hosts elsewhere alone', async () => {
    const forward = `${NS}@ MX 10 mail\n@ MX 20 mail.example.net.\nmail A 10.0.0.1\n`;
    expect(await findings({ forward, files: { 'zones/10.in-addr.arpa.zone': NS } })).toEqual([]);
  });
});

describe('what to do', () => {
  it('is a line for the zone that the alias of somebody else’s zone leads to', async () => {
    const dns = `10.2.0.192.in-addr.arpa. CNAME 10.customer.2.0.192.in-addr.arpa.
10.customer.2.0.192.in-addr.arpa. PTR mail.example.com.`;
    const part = (records: string) => ({
      ...V6,
      'zones/part.zone': `$ORIGIN customer.2.0.192.in-addr.arpa.\n${NS}${records}`,
    });
    expect(await findings({ dns, files: part('10 PTR mail.example.com.\n') })).toEqual([]);
    const [missing] = await findings({ dns, files: part('') });
    expect(missing).toMatchObject({ rule: 'ptr-missing' });
    expect(missing.advice).toBe('In the zone customer.2.0.192.in-addr.arpa, write: 10 IN PTR mail.example.com.');
    const wrong = await findings({ dns, files: part('10 PTR gone.example.com.\n') });
    expect(brief(wrong)).toEqual(['error ptr-without-forward 192.0.2.10']);
  });

  it('is written in the format of the reverse zone', async () => {
    const yaml = { ...V6, 'octo/2.0.192.in-addr.arpa.yaml': "'11': { type: PTR, value: www.example.org. }\n" };
    const [inYaml] = await findings({ files: yaml });
    expect(inYaml.advice).toBe(
      "In the zone 2.0.192.in-addr.arpa, write: '10': { type: PTR, value: mail.example.com. }",
    );
    const terraform = { ...V6, 'main.tf': 'resource "aws_route53_zone" "r" { name = "2.0.192.in-addr.arpa" }\n' };
    const [inTerraform] = await findings({ files: terraform, dns: '; nxdomain 10.2.0.192.in-addr.arpa.' });
    expect(inTerraform.advice).toBe(
      'In the zone 2.0.192.in-addr.arpa, add a PTR record at 10.2.0.192.in-addr.arpa that names mail.example.com.',
    );
  });

  it('speaks of servers that somebody else runs only where the name is not ours', async () => {
    const dns = (host: string) => `10.2.0.192.in-addr.arpa. PTR ${host}\n${host} A 192.0.2.10`;
    const [theirs] = await findings({ dns: dns('srv9.example.net.'), files: V6 });
    expect(theirs.advice).toContain('If somebody else runs this server');
    const forward = `${FORWARD}srv9 A 192.0.2.10\n`;
    const [ours] = await findings({ forward, dns: dns('srv9.example.com.'), files: V6 });
    expect(ours).toMatchObject({ rule: 'ptr-differs-from-mail-host' });
    expect(ours.advice).not.toContain('somebody else');
  });

  it('names the alias that the change takes away', async () => {
    const part = { ...V6, 'zones/part.zone': `$ORIGIN 0-127.2.0.192.in-addr.arpa.\n${NS}10 PTR mail.example.com.\n` };
    const cut = '0-127 NS ns1.example.net.\n';
    const base = { 'zones/example.com.zone': FORWARD, [REVERSE]: `${NS}${cut}10 CNAME 10.0-127\n`, ...part };
    const [finding] = await findings({ reverse: cut, files: part, base });
    expect(finding).toMatchObject({ rule: 'ptr-missing', related: [{ side: 'base' }] });
    expect(finding.related?.[0].message).toContain('the alias (CNAME) to 10.0-127.2.0.192.in-addr.arpa');
  });
});

describe('ptr-without-forward', () => {
  it('shows both directions at a mail host, as an error where both zones are here', async () => {
    const list = await findings({ reverse: '10 PTR smtp.example.com.\n', files: V6 });
    expect(brief(list)).toEqual(['error ptr-without-forward 192.0.2.10']);
    expect(list[0].message).toContain('192.0.2.10 → smtp.example.com → (no such name)');
    expect(text(list[0])).toBe('smtp.example.com.');
    expect(list[0].related).toHaveLength(1);
  });

  it('warns of other hosts, once a record', async () => {
    const list = await findings({
      forward: `${FORWARD}www A 192.0.2.80\n`,
      reverse: '10 PTR mail.example.com.\n81 PTR www.example.com.\n80 PTR www.example.com.\n',
      files: V6,
    });
    expect(brief(list)).toEqual(['warning ptr-without-forward 192.0.2.81']);
    expect(list[0].message).toContain('which has 192.0.2.80 instead: 192.0.2.81 → www.example.com → 192.0.2.80');
  });

  it('warns where the name lies outside and live DNS denies it, errs for a declared sender', async () => {
    const dns = '10.2.0.192.in-addr.arpa. PTR host.example.net.\nhost.example.net. A 192.0.2.99';
    const [finding, ...rest] = await findings({ dns, files: V6 });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ rule: 'ptr-without-forward', severity: 'warning' });
    expect(finding.advice).toContain('Ask the owner of the address block');
    expect(finding.advice).toContain('subdomain');
    expect(text(finding)).toBe('mail A 192.0.2.10');
    expect(brief(await findings({ dns, files: V6, policy: DECLARED }))).toEqual([
      'error ptr-without-forward 192.0.2.10',
    ]);
  });

  it('is content when one of several names leads back', async () => {
    const list = await findings({ reverse: '10 PTR mail.example.com.\n10 PTR gone.example.com.\n', files: V6 });
    expect(brief(list)).toEqual(['warning ptr-multiple mail.example.com']);
  });

  it('does not guess about targets in zones that the files describe in part, or not at all', async () => {
    const reverse = '80 PTR www.example.org.\n81 PTR a.part.example.com.\n10 PTR mail.example.com.\n';
    expect(await findings({ forward: `${FORWARD}part NS ns1.example.net.\n`, reverse, files: V6 })).toEqual([]);
  });

  it('leaves private addresses and reverse zones alone', async () => {
    const forward = `${FORWARD}alias CNAME mail\n`;
    const files = {
      ...V6,
      'zones/10.in-addr.arpa.zone': `${NS}1.0.0 PTR mail.example.com.\n2.0.0 PTR alias.example.com.\n`,
      'zones/64.100.in-addr.arpa.zone': `${NS}1.0 PTR mail.example.com.\n`,
    };
    expect(await findings({ forward, reverse: '10 PTR mail.example.com.\n', files })).toEqual([]);
  });

  it('finds addresses behind aliases and wildcards', async () => {
    const forward = `${FORWARD}*.pool A 192.0.2.90\n`;
    const reverse = '10 PTR mail.example.com.\n90 PTR any.pool.example.com.\n91 PTR any.pool.example.com.\n';
    expect(brief(await findings({ forward, reverse, files: V6 }))).toEqual(['warning ptr-without-forward 192.0.2.91']);
  });

  it('counts a PTR at an address that a mail host has left as its own', async () => {
    const list = await findings({ reverse: '10 PTR mail.example.com.\n11 PTR mail.example.com.\n', files: V6 });
    expect(brief(list)).toEqual(['error ptr-without-forward 192.0.2.11']);
  });

  it('reads a classless zone whose parent is elsewhere', async () => {
    const files = { ...V6, 'zones/part.zone': `$ORIGIN 0-127.2.0.192.in-addr.arpa.\n${NS}10 PTR gone.example.com.\n` };
    expect(brief(await findings({ files }))).toEqual(['error ptr-without-forward 192.0.2.10']);
  });
});

describe('other names at a mail host', () => {
  it('ptr-differs-from-mail-host: confirmed, but another name', async () => {
    const dns = '10.2.0.192.in-addr.arpa. PTR srv9.example.net.\nsrv9.example.net. A 192.0.2.10';
    const [finding, ...rest] = await findings({ dns, files: V6 });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ rule: 'ptr-differs-from-mail-host', subject: 'mail.example.com' });
    expect(finding.message).toContain('mail.example.com → 192.0.2.10 → srv9.example.net');
  });

  it('ptr-differs-from-mail-host: any of several hosts of an address will do', async () => {
    const forward = `${FORWARD}@ MX 20 smtp\nsmtp A 192.0.2.10\n`;
    expect(await findings({ forward, reverse: '10 PTR smtp.example.com.\n', files: V6 })).toEqual([]);
  });

  it('ptr-generic: an error for a declared sender on a dynamic line', async () => {
    const dns =
      '10.2.0.192.in-addr.arpa. PTR dyn-192-0-2-10.isp.example.net.\ndyn-192-0-2-10.isp.example.net. A 192.0.2.10';
    const list = await findings({ dns, files: V6 });
    expect(brief(list)).toEqual(['warning ptr-generic mail.example.com']);
    expect(list[0].message).toContain('contains the address 192.0.2.10 as 192-0-2-10, the word ‘dyn’');
    expect(brief(await findings({ dns, files: V6, policy: DECLARED }))).toEqual(['error ptr-generic mail.example.com']);
  });

  it('ptr-multiple: names them all and keeps the right one', async () => {
    const forward = `${FORWARD}www A 192.0.2.10\n`;
    const list = await findings({ forward, reverse: '10 PTR www.example.com.\n10 PTR mail.example.com.\n', files: V6 });
    expect(brief(list)).toEqual(['warning ptr-multiple mail.example.com']);
    expect(list[0].advice).toContain('the one to mail.example.com');
    expect(text(list[0])).toContain('www.example.com.');
  });

  it('ptr-multiple: the same record twice is one name', async () => {
    expect(await findings({ reverse: '10 PTR mail.example.com.\n10 PTR mail.example.com.\n', files: V6 })).toEqual([]);
  });

  it('ptr-points-to-cname: in the files and in live DNS', async () => {
    const forward = `${FORWARD}smtp CNAME mail\n`;
    const inFiles = await findings({ forward, reverse: '10 PTR smtp.example.com.\n', files: V6 });
    expect(brief(inFiles)).toContain('warning ptr-points-to-cname 192.0.2.10');
    const dns = '10.2.0.192.in-addr.arpa. PTR a.example.net.\na.example.net. CNAME mail.example.com.';
    const live = await findings({ dns, files: V6 });
    expect(brief(live)).toContain('warning ptr-points-to-cname 192.0.2.10');
  });
});

describe('ptr-target-unqualified', () => {
  it('speaks alone and adds the dot', async () => {
    const list = await findings({ reverse: '10 PTR mail.example.com\n', files: V6 });
    expect(brief(list)).toEqual(['error ptr-target-unqualified 192.0.2.10']);
    expect(list[0].message).toContain('“mail.example.com” without a final dot');
    const [edit] = list[0].fix?.edits ?? [];
    expect(edit.text).toBe('.');
    expect(edit.place.start).toBe(edit.place.end);
    expect(edit.place.file.slice(0, edit.place.start)).toMatch(/10 PTR mail\.example\.com$/);
  });

  it('takes the zone away where it is written out', async () => {
    const [finding] = await findings({ reverse: '10 PTR mail.example.com.2.0.192.in-addr.arpa.\n', files: V6 });
    expect(finding.fix?.edits).toMatchObject([{ text: 'mail.example.com.' }]);
  });

  it('does not guess the domain of a single word', async () => {
    const [finding] = await findings({ reverse: '10 PTR mail\n', files: V6 });
    expect(finding).toMatchObject({ rule: 'ptr-target-unqualified', fix: undefined });
    expect(finding.advice).toContain('mail.example.com.');
  });
});

describe('ptr-owner-malformed', () => {
  it.each([
    ['256', 'error', 'end at 255'],
    ['10.2', 'error', 'more numbers than the four'],
    ['010', 'error', 'receivers ask for 10'],
    ['10.2.0.192.in-addr.arpa', 'error', 'twice'],
  ])('%s in an IPv4 zone', async (owner, severity, words) => {
    const list = await findings({ reverse: `10 PTR mail.example.com.\n${owner} PTR host.example.org.\n`, files: V6 });
    expect(list.map(({ rule, severity: level }) => `${level} ${rule}`)).toEqual([`${severity} ptr-owner-malformed`]);
    expect(list[0].message).toContain(words);
    expect(text(list[0])).toBe(`${owner} PTR host.example.org.`);
  });

  it.each([
    ['0.1.0.0.0.0.0.0.0.0.0', 'warning', '1 hexadecimal digit short'],
    ['1.0.1.0.0.0.0.0.0.0.0.0.0', 'error', 'more digits than the 32'],
    ['10.0.0.0.0.0.0.0.0.0.0.0', 'error', 'not a single hexadecimal digit'],
    ['0010', 'error', 'not a single hexadecimal digit'],
  ])('%s in an IPv6 zone', async (owner, severity, words) => {
    const files = { [V6_ZONE]: `${V6[V6_ZONE]}${owner} PTR host.example.org.\n` };
    const list = await findings({ reverse: '10 PTR mail.example.com.\n', files });
    expect(list.map(({ rule, severity: level }) => `${level} ${rule}`)).toEqual([`${severity} ptr-owner-malformed`]);
    expect(list[0].message).toContain(words);
  });

  it.each(['*', 'b._dns-sd._udp', 'lb._dns-sd._udp.0', '10.0-127', '10.0/25', '10.customer', 'gw', '@'])(
    '%s is healthy',
    async (owner) => {
      const list = await findings({ reverse: `10 PTR mail.example.com.\n${owner} PTR host.example.org.\n`, files: V6 });
      expect(list).toEqual([]);
    },
  );

  it('takes a network’s own name as it is (RFC 1101)', async () => {
    const files = { ...V6, 'zones/0.192.in-addr.arpa.zone': `${NS}3 PTR net.example.org.\n0.4 PTR net.example.org.\n` };
    expect(await findings({ reverse: '10 PTR mail.example.com.\n', files })).toEqual([]);
  });

  it('leaves numbers below a classless zone to it', async () => {
    const files = { ...V6, 'zones/64.2.0.192.in-addr.arpa.zone': `${NS}65 PTR host.example.org.\n` };
    const reverse = '10 PTR mail.example.com.\n65 CNAME 65.64\n';
    expect(await findings({ reverse, files })).toEqual([]);
  });
});

describe('ptr-out-of-step', () => {
  const base = { 'zones/example.com.zone': FORWARD, [REVERSE]: `${NS}10 PTR mail.example.com.\n`, ...V6 };
  const moved = FORWARD.replace('192.0.2.10', '192.0.2.20');

  it('the address moves and the PTR stays', async () => {
    const list = await findings({ forward: moved, reverse: '10 PTR mail.example.com.\n', files: V6, base });
    expect(brief(list)).toEqual(['error ptr-out-of-step 192.0.2.10', 'warning ptr-missing mail.example.com']);
    expect(list[0].message).toContain('moves mail.example.com from 192.0.2.10 to 192.0.2.20');
    expect(list[0].advice).toContain('20 IN PTR mail.example.com.');
    expect(list[0].related?.map(({ place }) => place.file.slice(place.start, place.end))).toEqual([
      'mail A 192.0.2.20',
    ]);
  });

  it('the PTR moves and the address stays', async () => {
    const list = await findings({ reverse: '10 PTR smtp.example.com.\n', files: V6, base });
    expect(brief(list)).toEqual(['error ptr-out-of-step 192.0.2.10']);
    expect(list[0].message).toContain('from mail.example.com to smtp.example.com');
  });

  it('the PTR moves to a name outside the files, which DNS denies', async () => {
    const reverse = '10 PTR mail.exmaple.net.\n';
    const list = await findings({ reverse, files: V6, base, dns: '; nxdomain mail.exmaple.net.' });
    expect(brief(list)).toEqual(['error ptr-out-of-step 192.0.2.10']);
    expect(list[0].message).toContain('192.0.2.10 → mail.exmaple.net → (no such name)');
    // Unknown is no error, and a name that leads back is another matter.
    expect(await findings({ reverse, files: V6, base })).toEqual([]);
    const dns = 'mail.exmaple.net. A 192.0.2.10';
    expect(brief(await findings({ reverse, files: V6, base, dns }))).toEqual([
      'warning ptr-differs-from-mail-host mail.example.com',
    ]);
  });

  it('the address is deleted from a zone that the files describe in part', async () => {
    const terraform = (records: string) => `resource "cloudflare_zone" "f" { name = "example.com" }
resource "cloudflare_record" "mx" {
  zone_id  = cloudflare_zone.f.id
  name     = "@"
  type     = "MX"
  value    = "mail.example.com"
  priority = 10
}
${records}`;
    const address =
      'resource "cloudflare_record" "a" {\n zone_id = cloudflare_zone.f.id\n name = "mail"\n type = "A"\n value = "192.0.2.10"\n}\n';
    const reverse = `${NS}10 PTR mail.example.com.\n`;
    const report = await check({
      head: memoryTree({ 'main.tf': terraform(''), [REVERSE]: reverse }),
      base: memoryTree({ 'main.tf': terraform(address), [REVERSE]: reverse }),
      // Still served until the change is applied.
      outside: zoneLinesResolver('mail.example.com. A 192.0.2.10'),
      settings: { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null },
    });
    expect(brief(report.introduced.filter(({ rule }) => rule.startsWith('ptr-')))).toEqual([
      'error ptr-out-of-step 192.0.2.10',
    ]);
  });

  it('both move: healthy', async () => {
    expect(await findings({ forward: moved, reverse: '20 PTR mail.example.com.\n', files: V6, base })).toEqual([]);
  });

  it('is not blamed for what was out of step before', async () => {
    const stale = { ...base, 'zones/example.com.zone': moved };
    const list = await findings({ forward: moved, reverse: '10 PTR mail.example.com.\n', files: V6, base: stale });
    expect(brief(list)).toEqual(['error ptr-without-forward 192.0.2.10', 'warning ptr-missing mail.example.com']);
  });

  it('warns where no mail host is concerned', async () => {
    const web = `${FORWARD}www A 192.0.2.80\n`;
    const reverse = '10 PTR mail.example.com.\n80 PTR www.example.com.\n';
    const before = { ...base, 'zones/example.com.zone': web, [REVERSE]: NS + reverse };
    expect(brief(await findings({ forward: FORWARD, reverse, files: V6, base: before }))).toEqual([
      'warning ptr-out-of-step 192.0.2.80',
    ]);
  });

  it('leaves a further name to ptr-multiple while one still leads back', async () => {
    const reverse = '10 PTR mail.example.com.\n10 PTR gone.example.com.\n';
    expect(brief(await findings({ reverse, files: V6, base }))).toEqual(['warning ptr-multiple mail.example.com']);
  });

  it('does not blame the change for a second name that never led back', async () => {
    const reverse = '10 PTR gone.example.com.\n10 PTR mail.example.com.\n';
    const before = { ...base, [REVERSE]: NS + reverse };
    const forward = `${FORWARD}www A 192.0.2.80\n`;
    expect(brief(await findings({ forward, reverse, files: V6, base: before }))).toEqual([
      'warning ptr-multiple mail.example.com',
    ]);
  });

  it('warns where the address that a host leaves has another name that leads back', async () => {
    const both = `${FORWARD}smtp A 192.0.2.10\n`;
    const reverse = '10 PTR smtp.example.com.\n10 PTR mail.example.com.\n20 PTR mail.example.com.\n';
    const before = { ...base, 'zones/example.com.zone': both, [REVERSE]: NS + reverse };
    const forward = both.replace('mail A 192.0.2.10', 'mail A 192.0.2.20');
    const list = await findings({ forward, reverse, files: V6, base: before });
    expect(brief(list)).toContain('warning ptr-out-of-step 192.0.2.10');
    expect(list.find(({ rule }) => rule === 'ptr-out-of-step')?.message).toContain(
      'moves mail.example.com from 192.0.2.10 to 192.0.2.20',
    );
  });

  it('offers the new name of a host that was renamed', async () => {
    const reverse = '10 PTR mail.example.com.\n';
    const forward = FORWARD.replaceAll('mail', 'mx1');
    const list = await findings({ forward, reverse, files: V6, base });
    // Over both families.
    expect(brief(list)).toEqual(['error ptr-out-of-step 2001:db8::10', 'error ptr-out-of-step 192.0.2.10']);
    const [, finding] = list;
    expect(finding.advice).toContain('Point this PTR record at mx1.example.com, which has 192.0.2.10 now.');
    expect(finding.fix).toMatchObject({ edits: [{ text: 'mx1.example.com.' }] });
  });

  it('knows the PTR record of the new address behind the CNAME of a classless zone', async () => {
    const files = {
      ...V6,
      'zones/part.zone': `$ORIGIN 0-127.2.0.192.in-addr.arpa.\n${NS}10 PTR mail.example.com.\n20 PTR mail.example.com.\n`,
    };
    const reverse = '10 CNAME 10.0-127\n20 CNAME 20.0-127\n';
    const before = { ...base, ...files, [REVERSE]: NS + reverse };
    const [finding] = await findings({ forward: moved, reverse, files, base: before });
    expect(finding.rule).toBe('ptr-out-of-step');
    expect(finding.advice).not.toContain('write:');
    expect(finding.directions).toContainEqual(
      expect.objectContaining({ from: '192.0.2.20', to: ['mail.example.com'] }),
    );
  });
});

describe('a name that no host may have', () => {
  const base = { 'zones/example.com.zone': FORWARD, [REVERSE]: `${NS}10 PTR mail.example.com.\n`, ...V6 };

  it.each([
    ['mail.example.com.example.com.', 'host-doubled-name', ''],
    ['mail.', 'host-not-fqdn', '; nxdomain mail.'],
    ['mail.office.local.', 'host-not-public', '; nxdomain mail.office.local.'],
    ['mail.example.con.', 'host-unknown-tld', '; nxdomain mail.example.con.\n; nxdomain con.'],
    ['mail_1.example.com.', 'host-invalid-characters', ''],
  ])('is said once: a PTR record to %s', async (target, rule, dns) => {
    const tree = { 'zones/example.com.zone': FORWARD, [REVERSE]: `${NS}10 PTR ${target}\n`, ...V6 };
    const report = await check({
      head: memoryTree(tree),
      base: memoryTree(base),
      outside: zoneLinesResolver(dns),
      settings: { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null },
    });
    const told = report.introduced.filter(({ severity }) => severity !== 'notice');
    expect(brief(told)).toEqual([`error ${rule} 192.0.2.10`]);
  });
});

describe('a second PTR record at an address', () => {
  const base = { 'zones/example.com.zone': FORWARD, [REVERSE]: `${NS}10 PTR mail.example.com.\n` };

  it('is one too many, but leaves the address confirmed', async () => {
    const found = await findings({ base, reverse: '10 PTR mail.example.com.\n10 PTR www.example.com.\n' });
    expect(brief(found).filter((line) => line.includes('ptr-out-of-step'))).toEqual([]);
    expect(brief(found)).toContain('warning ptr-multiple mail.example.com');
  });

  it('is left over where its host moves and another name still leads back', async () => {
    const two = { ...base, [REVERSE]: `${NS}10 PTR mail.example.com.\n10 PTR old.example.com.\n` };
    const withOld = (address: string) => `${FORWARD}old A ${address}\n`;
    const found = await findings({
      base: { ...two, 'zones/example.com.zone': withOld('192.0.2.10') },
      forward: withOld('192.0.2.11'),
      reverse: '10 PTR mail.example.com.\n10 PTR old.example.com.\n',
    });
    expect(brief(found)).toContain('warning ptr-out-of-step 192.0.2.10');
  });
});

it('does not send anybody to the provider of a private address', async () => {
  const [found] = await findings({
    base: { 'zones/example.com.zone': FORWARD, [REVERSE]: `${NS}10 PTR mail.example.com.\n` },
    forward: FORWARD.replace('192.0.2.10', '10.0.0.10'),
    reverse: '10 PTR mail.example.com.\n',
  });
  expect(found.rule).toBe('ptr-out-of-step');
  expect(found.advice).not.toContain('provider');
});

it('a reverse name that can no longer be looked up is not called repaired', async () => {
  const base = { 'zones/example.com.zone': FORWARD, [REVERSE]: NS, ...V6 };
  const judge = (dns: string) =>
    check({
      head: memoryTree({ 'zones/example.com.zone': FORWARD, ...V6 }),
      base: memoryTree(base),
      outside: zoneLinesResolver(dns),
      settings: { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null },
    });
  expect(brief((await judge('')).fixed)).toEqual([]);
  expect(brief((await judge('10.2.0.192.in-addr.arpa. PTR mail.example.com.')).fixed)).toEqual([
    'warning ptr-missing mail.example.com',
  ]);
});
