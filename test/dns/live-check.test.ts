import { afterEach, describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import { type LiveOptions, liveResolver } from '../../src/dns/live.ts';
import { parseAddress, reverseName } from '../../src/model/address.ts';
import { plain } from '../../src/model/name.ts';
import type { Report } from '../../src/model/report.ts';
import {
  type Behaviour,
  type DnsServer,
  FLAGS,
  knowing,
  type Query,
  type Reaction,
  soaOf,
  startDnsServer,
} from '../support/dns-server.ts';
import { memoryTree } from '../support/example.ts';
import { hasKnot, type Knot, startKnot } from '../support/knot.ts';

const APEX = '$TTL 3600\n@ IN SOA ns1.example.net. hostmaster.example.net. 1 4h 1h 2w 1h\n@ IN NS ns1.example.net.\n';
const ZONE = `${APEX}
@ MX 10 mx.example.org.
@ TXT "v=spf1 mx a:out.example.org include:spf.example.org -all"
mail A 203.0.113.25
mail TXT "v=spf1 a -all"
lists MX 10 mail
lists TXT "v=spf1 mx -all"
`;
const WORLD = knowing(`
  mx.example.org A 198.51.100.25
  mx.example.org AAAA 2001:db8:1::25
  out.example.org A 198.51.100.26
  spf.example.org TXT v=spf1 ip4:198.51.100.0/28 -all
  25.100.51.198.in-addr.arpa PTR mx.example.org
  26.100.51.198.in-addr.arpa PTR out.example.org
  25.113.0.203.in-addr.arpa PTR mail.example.com
`);
/** Seconds. */
const DEADLINE = 3;

const servers: DnsServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

async function serve(behave: Behaviour): Promise<DnsServer> {
  const server = await startDnsServer(behave);
  servers.push(server);
  return server;
}

async function judgeLive(
  files: Readonly<Record<string, string>>,
  server: DnsServer | undefined,
  options: Partial<LiveOptions> = {},
): Promise<{ report: Report; seconds: number }> {
  const begin = performance.now();
  const report = await check({
    head: memoryTree(files),
    outside: liveResolver({
      servers: server === undefined ? undefined : [server.address],
      deadline: DEADLINE,
      attempts: [50, 50],
      ...options,
    }),
    settings: { failOn: 'error', scope: 'all', lookups: 'live', shard: null },
  });
  return { report, seconds: (performance.now() - begin) / 1_000 };
}

/** Owners in capitals where the question has none. */
function inCapitals(query: Query): Reaction {
  const { answers = [], ...rest } = WORLD(query);
  return { ...rest, answers: answers.map((answer) => ({ ...answer, name: answer.name.toUpperCase() })) };
}

function otherId(octets: Buffer): Buffer {
  return Buffer.concat([Buffer.from([octets[0] ^ 0xff]), octets.subarray(1)]);
}

/** Beside the SPF record so many other texts that the whole comes over TCP. */
function withMuchText(query: Query): Reaction {
  const reaction = WORLD(query);
  if (query.type !== 'TXT' || reaction.answers?.length === 0) return reaction;
  if (query.transport === 'udp') return { flags: FLAGS.TC | FLAGS.RA };
  const texts = Array.from({ length: 200 }, (_, i) => `${i}`.padEnd(255, 'x'));
  const answers = texts.map((text) => ({ type: 'TXT' as const, name: query.name, ttl: 60, data: [text] }));
  return { ...reaction, answers: [...answers, ...(reaction.answers ?? [])] };
}

function errorsOf({ introduced }: Report): string[] {
  return introduced.filter(({ severity }) => severity === 'error').map(({ rule, subject }) => `${rule} ${subject}`);
}

describe('a check of a healthy zone', () => {
  it('finds nothing to say where DNS answers', async () => {
    const server = await serve(WORLD);
    const { report } = await judgeLive({ 'example.com.zone': ZONE }, server);
    expect(errorsOf(report)).toEqual([]);
    expect(report.unverified).toEqual([]);
    expect(new Set(server.asked).size).toBe(server.asked.length);
  });

  it.each<[string, Behaviour]>([
    ['SERVFAIL', () => ({ rcode: 2 })],
    ['REFUSED', () => ({ rcode: 5 })],
    ['FORMERR', () => ({ rcode: 1, questionless: true })],
    ['NOTIMP', () => ({ rcode: 4 })],
    ['NOTAUTH', () => ({ rcode: 9 })],
    ['silence', () => undefined],
    ['a wrong id', (query) => ({ ...WORLD(query), mangle: (octets) => octets.fill(octets[0] ^ 0xff, 0, 1) })],
    ['garbage', () => ({ mangle: (octets) => Buffer.concat([octets.subarray(0, 2), Buffer.alloc(60, 0xc1)]) })],
    ['cut messages', (query) => ({ ...WORLD(query), mangle: (octets) => octets.subarray(0, octets.length - 2) })],
    ['truncation without TCP', (query) => (query.transport === 'tcp' ? undefined : { flags: FLAGS.TC | FLAGS.RA })],
    ['answers that come too late', (query) => ({ ...WORLD(query), after: 400 })],
    ['referrals', () => ({ flags: 0, authorities: [{ type: 'NS', name: 'org', data: 'a.example.net' }] })],
    ['loops', ({ name }) => ({ answers: [{ type: 'CNAME', name, data: name }] })],
    ['no two answers in a row', (query) => (query.before % 2 === 0 ? { rcode: 2 } : WORLD(query))],
  ])('finds no false error where the server gives %s, and ends in time', async (_, behave) => {
    const server = await serve(behave);
    const { report, seconds } = await judgeLive({ 'example.com.zone': ZONE }, server);
    expect(errorsOf(report)).toEqual([]);
    expect(seconds).toBeLessThan(DEADLINE + 1);
    expect(report.conclusion).toBe('pass');
  });

  it.each<[string, Behaviour]>([
    ['in another case than it is asked (0x20)', inCapitals],
    ['only over TCP', (query) => (query.transport === 'tcp' ? WORLD(query) : { flags: FLAGS.TC | FLAGS.RA })],
    ['slowly, but in time', (query) => ({ ...WORLD(query), after: 30 })],
    ['only the second time', (query) => (query.before === 0 ? { rcode: 2 } : WORLD(query))],
    ['only without EDNS', (query) => (query.edns ? { rcode: 1 } : WORLD(query))],
    ['after a forged answer', (query) => ({ ...WORLD(query), first: { rcode: 3, mangle: otherId } })],
    ['with texts that no UDP message carries', withMuchText],
    ['no such record, without the SOA that should say so', (query) => ({ ...WORLD(query), authorities: [] })],
  ])('finds it whole where the server answers %s', async (_, behave) => {
    const server = await serve(behave);
    const { report } = await judgeLive({ 'example.com.zone': ZONE }, server, { attempts: [1_000, 1_000] });
    expect(errorsOf(report)).toEqual([]);
    expect(report.unverified).toEqual([]);
  });

  it.each<[string, Behaviour]>([
    ['with an SOA', () => ({ authorities: [soaOf('org')] })],
    ['without one', () => ({})],
  ])('takes an empty answer %s for what it is: a name without data, whatever is asked', async (_, behave) => {
    const server = await serve((query) => (query.name.endsWith('example.org') ? behave(query) : WORLD(query)));
    const { report } = await judgeLive({ 'example.com.zone': ZONE }, server);
    // Three names without data are one more void lookup than receivers allow (RFC 7208 §4.6.4).
    expect(errorsOf(report)).toEqual([
      'mx-without-address example.com',
      'spf-too-many-void-lookups example.com',
      'spf-include-without-record example.com',
    ]);
  });

  it('says what could not be verified, why, and for whom', async () => {
    const server = await serve((query) => (query.name === 'mx.example.org' ? { rcode: 2 } : WORLD(query)));
    const { report } = await judgeLive({ 'example.com.zone': ZONE }, server);
    const unverified = report.unverified.filter(({ type }) => type === 'A');
    expect(unverified).toEqual([expect.objectContaining({ name: 'mx.example.org.', reason: 'servfail' })]);
    expect(unverified[0].subjects).not.toEqual([]);
  });
});

describe('a large estate', () => {
  const domains = Array.from({ length: 1_000 }, (_, i) => `d${i}.example`);
  const addressOf = (i: number) => `2001:db8:${i.toString(16)}::25`;
  const files = Object.fromEntries(
    domains.map((domain, i) => [
      `${domain}.zone`,
      `${APEX}@ MX 10 mail
@ MX 20 mx.${domain}.net.
@ TXT "v=spf1 mx include:spf.${domain}.net -all"
mail AAAA ${addressOf(i)}
mail TXT "v=spf1 a -all"
`,
    ]),
  );
  const world = knowing(
    domains
      .map((domain, i) => {
        const pointer = plain(reverseName(parseAddress(addressOf(i))!));
        return `mx.${domain}.net A 198.51.100.25
spf.${domain}.net TXT v=spf1 ip4:198.51.100.25 -all
${pointer} PTR mail.${domain}`;
      })
      .join('\n'),
  );

  it('asks each question once, side by side', async () => {
    const server = await serve((query) => ({ ...world(query), after: 20 }));
    const before = process.cpuUsage();
    const { report } = await judgeLive(files, server, { attempts: [10_000], deadline: 60 });
    expect(report.unverified).toEqual([]);
    expect(new Set(server.asked).size).toBe(server.asked.length);
    expect(server.asked.filter((question) => question.endsWith('PTR'))).toHaveLength(1_000);
    expect(server.asked.length).toBeGreaterThanOrEqual(4_000);
    expect(server.mostInFlight()).toBeLessThanOrEqual(64);
    expect(server.mostInFlight()).toBeGreaterThan(32);
    // Processor time, the server's in it: how long the rest takes depends on who else is on the machine.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(12);
  }, 60_000);

  it('ends within the deadline where the network drops everything', async () => {
    const server = await serve(() => undefined);
    const { report, seconds } = await judgeLive(files, server, { attempts: [60_000], deadline: 1 });
    // The rest is judging, which on a busy machine takes its time.
    expect(seconds).toBeLessThan(10);
    expect(errorsOf(report)).toEqual([]);
    expect(report.unverified.length).toBeGreaterThanOrEqual(1_000);
    for (const { reason } of report.unverified) expect(reason).toMatch(/^deadline|^timeout/);
  });
});

describe.runIf(hasKnot())('beside a real server', () => {
  it('reads what it says, over UDP and TCP', async () => {
    const long = Array.from({ length: 12 }, (_, i) => `"${String(i).repeat(250).slice(0, 250)}"`).join(' ');
    let knot: Knot | undefined;
    try {
      knot = await startKnot({
        'example.com': `${APEX}www 60 CNAME web\nweb 60 A 192.0.2.1\nold 60 DNAME new\na.new 60 A 192.0.2.2\nlong 60 TXT ${long}\nodd\\.name 60 PTR a\\.b\\200.example.com.\n`,
      });
      const resolve = liveResolver({ servers: [`127.0.0.1:${knot.port}`], deadline: 5 });
      expect(await resolve({ name: 'www.example.com.', type: 'A' })).toEqual({
        state: 'found',
        records: [{ type: 'A', address: '192.0.2.1' }],
        chain: [{ owner: 'www.example.com.', target: 'web.example.com.', source: 'live' }],
        source: 'live',
      });
      expect(await resolve({ name: 'a.old.example.com.', type: 'A' })).toMatchObject({
        state: 'found',
        chain: [{ owner: 'a.old.example.com.', target: 'a.new.example.com.' }],
      });
      expect(await resolve({ name: 'b.old.example.com.', type: 'A' })).toMatchObject({ reason: 'nxdomain' });
      expect(await resolve({ name: 'web.example.com.', type: 'MX' })).toMatchObject({ reason: 'nodata' });
      const answer = await resolve({ name: 'long.example.com.', type: 'TXT' });
      expect(answer).toMatchObject({ state: 'found' });
      if (answer.state === 'found') expect(answer.records[0]).toMatchObject({ strings: { length: 12 } });
      expect(await resolve({ name: 'odd\\.name.example.com.', type: 'PTR' })).toMatchObject({
        records: [{ target: 'a\\.b\\200.example.com.' }],
      });
      expect(await resolve({ name: 'example.org.', type: 'A' })).toMatchObject({ state: 'unknown', reason: 'refused' });
      expect(await resolve({ name: 'example.com.', type: 'SOA' })).toMatchObject({
        records: [
          { primary: 'ns1.example.net.', text: 'ns1.example.net. hostmaster.example.net. 1 14400 3600 1209600 3600' },
        ],
      });
    } finally {
      knot?.stop();
    }
  });

  it('is judged by: reverse names at any depth, through classless zones, and what is wrong there alone', async () => {
    const knot = await startKnot({
      '51.198.in-addr.arpa': `${APEX}25.100 PTR mail.example.com.
130.100 CNAME 130.128/25.100
130.128/25.100 PTR out.example.com.
131.100 CNAME 131.64-127.100
131.64-127.100 PTR old.example.com.
132.100 CNAME 132.customer.100
132.customer.100 PTR host.example.net.
`,
      '1.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa': `${APEX}5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 PTR mail.example.com.\n`,
      'example.net': `${APEX}host A 198.51.100.132\n`,
    });
    const zone = `${APEX}@ MX 10 mail
@ TXT "v=spf1 a:out.example.com a:third.example.com a:fourth.example.com ip4:198.51.100.133 -all"
mail A 198.51.100.25
mail AAAA 2001:db8:1::25
out A 198.51.100.130
third A 198.51.100.131
fourth A 198.51.100.132
`;
    try {
      const { report } = await judgeLive({ 'example.com.zone': zone }, undefined, {
        servers: [`127.0.0.1:${knot.port}`],
        attempts: [1_000, 1_000],
      });
      const told = report.introduced.filter(({ rule }) => rule.startsWith('ptr-'));
      expect(told.map(({ severity, rule, subject }) => `${severity} ${rule} ${subject}`)).toEqual([
        'warning ptr-missing 198.51.100.133',
        'warning ptr-without-forward 198.51.100.131',
        'warning ptr-differs-from-mail-host fourth.example.com',
      ]);
      expect(told[1].message).toContain('198.51.100.131 → old.example.com → (no such name)');
      // What the server refuses, such as the lists and the top-level domains, stays unknown.
      for (const { reason } of report.unverified) expect(reason).toBe('refused');
    } finally {
      knot.stop();
    }
  });
});
