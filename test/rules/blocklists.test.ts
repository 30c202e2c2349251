import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import { parseAddress, reverseName } from '../../src/model/address.ts';
import { renderComment } from '../../src/outputs/comment.ts';
import { readReport } from '../../src/outputs/read-json.ts';
import { type Behaviour, type DnsServer, knowing, startDnsServer } from '../support/dns-server.ts';
import { memoryDns } from '../support/memory-dns.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';
import { runCommand } from '../support/terminal.ts';

/** Of AMT relays (RFC 7450): global, and nobody's mail server. */
const ADDRESS = '192.52.193.25';
const ADDRESS_6 = '2001:3::25';
const APEX = '$TTL 3600\n@ IN SOA ns1.example.net. hostmaster.example.net. 1 4h 1h 2w 1h\n@ IN NS ns1.example.net.\n';
const ZONE = `${APEX}@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A ${ADDRESS}\nmail TXT "v=spf1 a -all"\n`;
const KEY = 'abcdefghijklmnopqrstuvwx12';
const POLICY = 'blocklists:\n  lists: [zen.spamhaus.org]\n  key-env: DQS_KEY\n';

/** The name of an address in a list. */
function at(address: string, list: string): string {
  return reverseName(parseAddress(address)!).replace(/(in-addr|ip6)\.arpa\.$/, list);
}

/** The lines of a list that proves itself. */
function proven(list: string): string {
  return `${at('127.0.0.2', list)} A 127.0.0.2\n${at('::ffff:127.0.0.2', list)} A 127.0.0.2\n`;
}

interface Case {
  readonly dns: string;
  readonly zone?: string;
  readonly base?: string;
  readonly policy?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly lookups?: string;
  readonly more?: Readonly<Record<string, string>>;
}

const OURS = /^(?:address|blocklist)-/;

async function judge({ dns, zone = ZONE, base, policy, env, lookups = 'live', more }: Case) {
  const files = (text: string) => ({
    'example.com.zone': text,
    ...more,
    ...(policy === undefined ? {} : { 'dns-mail-gate.yml': policy }),
  });
  const { resolver, asked } = memoryDns(`${dns}\n25.193.52.192.in-addr.arpa PTR mail.example.com`, { waits: true });
  const report = await check({
    head: memoryTree(files(zone)),
    base: base === undefined ? undefined : memoryTree(files(base)),
    outside: resolver,
    env,
    settings: { failOn: 'error', scope: base === undefined ? 'all' : 'introduced', lookups, shard: null },
  });
  const introduced = report.introduced.filter(({ rule }) => OURS.test(rule));
  return { report, introduced, existing: report.existing.filter(({ rule }) => OURS.test(rule)), asked };
}

const ZEN = 'blocklists: { lists: [zen.spamhaus.org] }\n';
const listedIn = (list: string, code: string, address = ADDRESS) => `${proven(list)}${at(address, list)} A ${code}\n`;

describe('address-blocklisted', () => {
  it('says which address of which host, by which list, what that means, and what to do', async () => {
    const dns = `${listedIn('zen.spamhaus.org.', '127.0.0.4')}${at(ADDRESS, 'zen.spamhaus.org.')} TXT "https://www.spamhaus.org/query/ip/${ADDRESS}"`;
    const { introduced } = await judge({ dns, policy: ZEN });
    expect(introduced).toHaveLength(1);
    const [finding] = introduced;
    expect(finding).toMatchObject({
      rule: 'address-blocklisted',
      severity: 'warning',
      subject: 'mail.example.com',
      names: [ADDRESS, 'zen.spamhaus.org'],
    });
    expect(finding.message).toMatch(
      /mail\.example\.com has the address 192\.52\.193\.25.*zen\.spamhaus\.org \(Spamhaus\).*Its answer is 127\.0\.0\.4, which stands for XBL \(a machine.*“https:\/\/www\.spamhaus\.org\/query\/ip\/192\.52\.193\.25”/,
    );
    expect(finding.advice).toMatch(
      /^First .*close outbound port 25 .*every machine but the mail server.*at “https:\/\/check\.spamhaus\.org\/” and ask for its removal\.$/s,
    );
    expect(finding.place?.file.slice(finding.place.start, finding.place.end)).toContain(`A ${ADDRESS}`);
  });

  it.each([
    ['127.0.0.2', /SBL/],
    ['127.0.0.3', /CSS/],
    ['127.0.0.4', /XBL/],
    ['127.0.0.5', /XBL/],
    ['127.0.0.6', /XBL/],
    ['127.0.0.7', /XBL/],
    ['127.0.0.9', /DROP/],
    ['127.0.0.10', /PBL/],
    ['127.0.0.11', /PBL/],
    ['127.0.0.77', /Its answer is 127\.0\.0\.77, which is not explained here/],
  ])('explains the code %s of zen', async (code, words) => {
    const { introduced } = await judge({ dns: listedIn('zen.spamhaus.org.', code), policy: ZEN });
    expect(introduced.map(({ rule }) => rule)).toEqual(['address-blocklisted']);
    expect(introduced[0].message).toMatch(words);
  });

  it('says a code that two answers share once', async () => {
    const dns = `${listedIn('zen.spamhaus.org.', '127.0.0.4')}${at(ADDRESS, 'zen.spamhaus.org.')} A 127.0.0.5\n`;
    const [{ message }] = (await judge({ dns, policy: ZEN })).introduced;
    expect(message.match(/XBL/g)).toHaveLength(1);
    expect(message).toContain('127.0.0.4, 127.0.0.5');
  });

  it('looks IPv6 addresses up too, in lists that know them', async () => {
    const policy = 'blocklists: { lists: [zen.spamhaus.org, bl.spamcop.net] }\n';
    const zone = `${ZONE}mail AAAA ${ADDRESS_6}\n`;
    const dns = listedIn('zen.spamhaus.org.', '127.0.0.3', ADDRESS_6) + proven('bl.spamcop.net.');
    const { introduced, asked } = await judge({ dns, zone, policy });
    expect(introduced.map(({ names }) => names)).toEqual([[ADDRESS_6, 'zen.spamhaus.org']]);
    expect(asked.filter((question) => /^(?:[0-9a-f]\.){32}bl\.spamcop/.test(question))).toEqual([]);
  });

  it('shows text of the list as text', async () => {
    const dns = `${listedIn('zen.spamhaus.org.', '127.0.0.2')}${at(ADDRESS, 'zen.spamhaus.org.')} TXT "\u001b[31m${'x'.repeat(500)}"`;
    const [{ message }] = (await judge({ dns, policy: ZEN })).introduced;
    expect(message).toContain('“\\027[31mxxx');
    expect(message.length).toBeLessThan(700);
  });

  it('has the level that the policy gives, else the list’s own', async () => {
    const dns = listedIn('dnsbl-1.uceprotect.net.', '127.0.0.2');
    const level = async (more: string) =>
      (await judge({ dns, policy: `blocklists: { lists: [dnsbl-1.uceprotect.net]${more} }\n` })).introduced.map(
        ({ severity }) => severity,
      );
    expect(await level('')).toEqual(['notice']);
    expect(await level(', level: error')).toEqual(['error']);
    expect(await level(', level: off')).toEqual([]);
  });

  it('asks a list that only the policy knows', async () => {
    const policy = 'blocklists: { lists: [BL.Example.org., bl.example.org] }\n';
    const { introduced } = await judge({ dns: listedIn('bl.example.org.', '127.0.0.2'), policy });
    expect(introduced.map(({ rule, severity, names }) => [rule, severity, names])).toEqual([
      ['address-blocklisted', 'warning', [ADDRESS, 'bl.example.org']],
    ]);
  });

  it('blames the change for the addresses that it brings', async () => {
    const dns = `${listedIn('zen.spamhaus.org.', '127.0.0.2')}${at('192.52.193.26', 'zen.spamhaus.org.')} A 127.0.0.2\n`;
    const { introduced, existing } = await judge({
      dns,
      policy: ZEN,
      base: ZONE,
      zone: `${ZONE}mail A 192.52.193.26\n`,
    });
    expect(introduced.map(({ names }) => names?.[0])).toEqual(['192.52.193.26']);
    expect(existing.map(({ names }) => names?.[0])).toEqual([ADDRESS]);
  });

  it('asks about addresses of mail hosts that the Internet can reach, and each question once', async () => {
    const zone = `${ZONE}mail A 192.0.2.1\nmail A 10.1.2.3\nmail2 A ${ADDRESS}\n@ MX 20 mail2\nwww A 192.52.193.80\n`;
    const { asked } = await judge({ dns: listedIn('zen.spamhaus.org.', '127.0.0.2'), policy: ZEN, zone, base: ZONE });
    const own = asked.filter((question) => question.includes('zen.spamhaus.org.')).sort();
    expect(own).toEqual(
      [
        `${at('127.0.0.1', 'zen.spamhaus.org.')} A`,
        `${at('127.0.0.2', 'zen.spamhaus.org.')} A`,
        `${at(ADDRESS, 'zen.spamhaus.org.')} A`,
        `${at(ADDRESS, 'zen.spamhaus.org.')} TXT`,
      ].sort(),
    );
  });

  it('asks the DNS, not the proposed zones', async () => {
    const more = { 'spamhaus.org.zone': `${APEX}*.zen A 127.0.0.2\n1.0.0.127.zen TXT "x"\n` };
    const { introduced, asked } = await judge({ dns: proven('zen.spamhaus.org.'), policy: ZEN, more });
    expect(introduced).toEqual([]);
    expect(asked).toContain(`${at(ADDRESS, 'zen.spamhaus.org.')} A`);
  });

  it('asks nobody where the address is not a mail host’s', async () => {
    const { asked } = await judge({ dns: '', zone: `${APEX}www A ${ADDRESS}\n` });
    expect(asked.filter((question) => /spam|psbl/.test(question))).toEqual([]);
  });
});

describe('address-reputation-poor', () => {
  const REP = 'blocklists: { lists: [rep.mailspike.net] }\n';
  it.each([
    ['127.0.0.10', 'warning', /Poor: .*the worst/],
    ['127.0.0.11', 'warning', /Poor: .*very bad/],
    ['127.0.0.12', 'warning', /Poor: .*bad/],
    ['127.0.0.13', 'notice', /Neutral: .*suspicious/],
    ['127.0.0.14', 'notice', /Neutral: .*spam/],
    ['127.0.0.15', 'notice', /Neutral: .*neutral reputation/],
  ])('grades %s', async (code, severity, words) => {
    const { introduced } = await judge({ dns: listedIn('rep.mailspike.net.', code), policy: REP });
    expect(introduced.map((finding) => [finding.rule, finding.severity])).toEqual([
      ['address-reputation-poor', severity],
    ]);
    expect(introduced[0].message).toMatch(words);
  });

  it.each(['127.0.0.16', '127.0.0.17', '127.0.0.18', '127.0.0.19', '127.0.0.20'])(
    'has nothing to say of %s, which is good',
    async (code) => {
      expect((await judge({ dns: listedIn('rep.mailspike.net.', code), policy: REP })).introduced).toEqual([]);
    },
  );

  it('has nothing to say of an address without a reputation', async () => {
    expect((await judge({ dns: proven('rep.mailspike.net.'), policy: REP })).introduced).toEqual([]);
  });
});

describe('blocklist-unverified', () => {
  const tests = (code: string, list = 'zen.spamhaus.org.') =>
    `${at('127.0.0.2', list)} A ${code}\n${at('127.0.0.1', list)} A ${code}\n`;

  it.each([
    ['a misspelt name', tests('127.255.255.252'), /127\.255\.255\.252: the name of the list is misspelt/],
    ['a cloud provider’s network', tests('127.255.255.254'), /127\.255\.255\.254: .*cloud provider/],
    ['too many questions', tests('127.255.255.255'), /127\.255\.255\.255: too many questions/],
    ['another refusal', tests('127.255.255.250'), /refuses the question with 127\.255\.255\.250\./],
    ['a list of everything', tests('127.0.0.2'), /it lists 127\.0\.0\.1, which no list may/],
    ['a dead list', '', /does not list 127\.0\.0\.2, which every list has/],
    ['another owner', tests('203.0.113.9'), /203\.0\.113\.9, and lists answer from 127\.0\.0\.0\/8/],
    ['127.0.0.1', tests('127.0.0.1'), /127\.0\.0\.1, which stands for no listing/],
    ['silence', tests('!timeout'), /no answer came in time/],
    ['failure', tests('!servfail'), /SERVFAIL/],
  ])('tells of %s once, as a notice without a place, and nothing is listed or clear', async (_, dns, words) => {
    const zone = `${ZONE}mail A 192.52.193.26\n`;
    const { introduced, report } = await judge({ dns, policy: ZEN, zone });
    expect(introduced).toHaveLength(1);
    expect(introduced[0]).toMatchObject({
      rule: 'blocklist-unverified',
      severity: 'notice',
      subject: 'zen.spamhaus.org',
      place: undefined,
    });
    expect(introduced[0].message).toMatch(/^zen\.spamhaus\.org \(Spamhaus\) could not be asked about IPv4 addresses: /);
    expect(introduced[0].message).toMatch(words);
    expect(report.conclusion).toBe('pass');
  });

  it('names the addresses that a list in good order did not tell about', async () => {
    const dns = `${proven('zen.spamhaus.org.')}${at(ADDRESS, 'zen.spamhaus.org.')} A !timeout\n`;
    const { introduced } = await judge({ dns, policy: ZEN });
    expect(introduced.map(({ message }) => message)).toEqual([
      'zen.spamhaus.org (Spamhaus) did not tell about 192.52.193.25: no answer came in time.',
    ]);
  });

  it('is said once for both families', async () => {
    const { introduced } = await judge({
      dns: tests('127.255.255.254'),
      policy: ZEN,
      zone: `${ZONE}mail AAAA ${ADDRESS_6}\n`,
    });
    expect(introduced).toHaveLength(1);
    expect(introduced[0].message).toMatch(
      /about IPv4 addresses: .*cloud provider.*about IPv6 addresses: .*::ffff:127\.0\.0\.2/,
    );
  });

  it('is said once for several views', async () => {
    const more = { 'a/example.org.zone': ZONE, 'b/example.org.zone': ZONE };
    const { introduced, report } = await judge({ dns: tests('127.255.255.254'), policy: ZEN, more });
    expect(report.files).toHaveLength(3);
    expect(introduced).toHaveLength(1);
  });

  it('was there before where base could not ask either', async () => {
    const { introduced, existing } = await judge({ dns: tests('127.255.255.254'), policy: ZEN, base: ZONE });
    expect(introduced).toEqual([]);
    expect(existing).toHaveLength(1);
  });

  it('says what to do: a key, the secret that is empty, a list that is no more', async () => {
    const advice = async (options: Omit<Case, 'dns'> & { dns?: string }) =>
      (await judge({ dns: tests('127.255.255.254'), ...options })).introduced[0].advice;
    expect(await advice({ policy: ZEN })).toContain('key-env: SPAMHAUS_DQS_KEY');
    expect(await advice({ policy: POLICY })).toMatch(/DQS_KEY.*is empty.*forks/);
    expect(await advice({ policy: 'blocklists: { lists: [dnsbl.sorbs.net] }\n' })).toContain('given up in June 2024');
  });

  it('tells nothing where nobody was asked', async () => {
    const many = Array.from({ length: 1_100 }, (_, i) => `m AAAA 2001:3::${(i + 1).toString(16)}\n`).join('');
    for (const zone of [ZONE, `${APEX}@ MX 10 m\n${many}`]) {
      const report = await check({
        head: memoryTree({ 'example.com.zone': zone }),
        outside: () => ({ state: 'unknown', reason: 'offline', chain: [] }),
        settings: { failOn: 'error', scope: 'all', lookups: 'offline', shard: null },
      });
      expect(report.introduced.filter(({ rule }) => OURS.test(rule))).toEqual([]);
      expect(report.unverified.filter(({ name }) => /spam|psbl/.test(name))).toEqual([]);
    }
  });

  it('says how many addresses were too many, and asks first about those that the change brings', async () => {
    const many = Array.from({ length: 1_100 }, (_, i) => `m AAAA 2001:3::${(i + 1).toString(16)}\n`).join('');
    const base = `${APEX}@ MX 10 m\n${many}`;
    const zone = `${base}@ MX 20 new\nnew A ${ADDRESS}\n`;
    const { existing, asked } = await judge({ dns: proven('zen.spamhaus.org.'), policy: ZEN, zone, base });
    expect(asked).toContain(`${at(ADDRESS, 'zen.spamhaus.org.')} A`);
    expect(existing.map(({ message }) => message).join()).toContain('1,000 of 1,101 addresses');
  });
});

describe('a key', () => {
  const servers: DnsServer[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.stop();
  });
  const keyed = `${KEY}.zen.dq.spamhaus.net`;
  const plainName = (name: string) => name.replace(/\.$/, '');
  const world = (lines: string) => knowing(lines.replaceAll('@', keyed));
  const LISTED = `${plainName(at('127.0.0.2', '@'))} A 127.0.0.2
${plainName(at(ADDRESS, '@'))} CNAME echo.${plainName(at(ADDRESS, '@'))}
echo.${plainName(at(ADDRESS, '@'))} A 127.0.0.2
${plainName(at(ADDRESS, '@'))} TXT key=${KEY}, asked ${keyed}`;

  async function everything(behave: Behaviour) {
    const server = await startDnsServer(behave);
    servers.push(server);
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'example.com.zone': ZONE, 'dns-mail-gate.yml': POLICY });
    const io = { env: { DQS_KEY: ` ${KEY.toUpperCase()}\n` } };
    const args = ['--resolver', server.address, '--deadline', '20'];
    const texts: string[] = [];
    let json = '';
    for (const format of ['text', 'json', 'markdown', 'sarif', 'github', 'junit']) {
      const run = await runCommand(['check', ...args, '--format', format], cwd, io);
      texts.push(run.stdout, run.stderr);
      if (format === 'json') json = run.stdout;
    }
    const reading = readReport(json, 'https://example.com/#');
    if ('problem' in reading) throw new Error(reading.problem);
    texts.push(renderComment(reading.report, { id: 'x' }));
    const taken = await runCommand(['snapshot', ...args, '--output', join(cwd, 'dns.json')], cwd, io);
    const snapshot = taken.status === 0 ? readFileSync(join(cwd, 'dns.json'), 'utf8') : '';
    texts.push(taken.stdout, taken.stderr, snapshot);
    return { texts, report: reading.report, snapshot, asked: server.asked, cwd, args, io };
  }

  it('is in the questions and in no output, though the list sends it back', async () => {
    const { texts, report, snapshot, asked, cwd } = await everything(world(LISTED));
    expect(asked.some((question) => question.includes(keyed))).toBe(true);
    expect(asked.some((question) => question.includes('zen.spamhaus.org'))).toBe(false);
    const finding = report.introduced.find(({ rule }) => rule === 'address-blocklisted');
    expect(finding?.message).toContain('“key=(key), asked ');
    expect(snapshot).toContain('"2.0.0.127.zen.spamhaus.org."');
    for (const text of texts) expect(text.toLowerCase()).not.toContain(KEY);

    const again = await runCommand(['check', '--lookups', 'dns.json', '--format', 'json'], cwd);
    const reading = JSON.parse(again.stdout);
    expect(reading.introduced.map(({ rule }: { rule: string }) => rule)).toContain('address-blocklisted');
  }, 60_000);

  it('is in no output that says what has been listed since a snapshot', async () => {
    const { snapshot, cwd, args, io } = await everything(world(LISTED));
    const name = at(ADDRESS, 'zen.spamhaus.org.');
    const earlier = JSON.parse(snapshot);
    const answers = earlier.answers.map((answer: { name: string; type: string }) =>
      answer.name === name ? { name, type: answer.type, absent: 'nxdomain' } : answer,
    );
    writeFiles(cwd, { 'earlier.json': JSON.stringify({ ...earlier, answers }) });
    for (const format of ['json', 'text', 'markdown']) {
      const run = await runCommand(['check', ...args, '--snapshot', 'earlier.json', '--format', format], cwd, io);
      expect(run.stdout).toContain('address-blocklisted');
      expect(run.stdout).toContain(name);
      expect(run.stdout.toLowerCase()).not.toContain(KEY);
      if (format !== 'json') continue;
      const { introduced, drift } = JSON.parse(run.stdout);
      expect(introduced.map(({ rule }: { rule: string }) => rule)).toEqual(['address-blocklisted']);
      expect(drift.answers.map(({ question }: { question: string }) => question)).toContain(`${name} A`);
    }
  }, 60_000);

  it.each<[string, Behaviour]>([
    ['SERVFAIL', () => ({ rcode: 2 })],
    ['REFUSED', (query) => (query.name.includes('zen') ? { rcode: 5 } : knowing('example.net A 192.0.2.1')(query))],
    ['names that do not exist', knowing('example.net A 192.0.2.1')],
    ['garbage', () => ({ mangle: (octets) => octets.subarray(0, octets.length - 3) })],
    ['aliases in a circle', ({ name }) => ({ answers: [{ type: 'CNAME', name, data: name }] })],
  ])(
    'is in no output where DNS gives %s',
    async (_, behave) => {
      const { texts, report } = await everything(behave);
      expect(report.introduced.map(({ rule }) => rule)).toContain('blocklist-unverified');
      for (const text of texts) expect(text.toLowerCase()).not.toContain(KEY);
    },
    120_000,
  );

  it('that has another form is refused without being shown, and never sent', async () => {
    for (const value of ['ghs_0123456789abcdefghijklmnopqrstuvwxyz', 'short', `${KEY}x`]) {
      const dns = memoryDns('');
      const judged = check({
        head: memoryTree({ 'example.com.zone': ZONE, 'dns-mail-gate.yml': POLICY }),
        outside: dns.resolver,
        env: { DQS_KEY: value },
        settings: { failOn: 'error', scope: 'all', lookups: 'live', shard: null },
      });
      await expect(judged).rejects.toThrow(/DQS_KEY.*holds no key/);
      await expect(judged).rejects.not.toThrow(value);
      expect(dns.asked).toEqual([]);
    }
  });

  it('goes to the lists that take one, and to no other', async () => {
    const policy = 'blocklists: { lists: [zen.spamhaus.org, bl.example.org], key-env: DQS_KEY }\n';
    const { asked } = await judge({ dns: '', policy, env: { DQS_KEY: KEY } });
    expect(asked).toContain(`2.0.0.127.${KEY}.zen.dq.spamhaus.net. A`);
    expect(asked).toContain('2.0.0.127.bl.example.org. A');
    expect(
      asked.filter((question) => question.includes(KEY) && !question.includes(`${KEY}.zen.dq.spamhaus.net.`)),
    ).toEqual([]);
  });

  it('is not used where DNS is not asked', async () => {
    const { asked } = await judge({ dns: '', policy: POLICY, env: { DQS_KEY: KEY }, lookups: 'dns.json' });
    expect(asked.join()).not.toContain(KEY);
  });
});
