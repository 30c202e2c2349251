import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { type LiveOptions, liveResolver } from '../../src/dns/live.ts';
import type { Answer } from '../../src/model/answer.ts';
import type { QueryType } from '../../src/model/record.ts';
import {
  type Behaviour,
  type DnsServer,
  FLAGS,
  knowing,
  type Reaction,
  soaOf,
  startDnsServer,
} from '../support/dns-server.ts';

const servers: DnsServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

const WORLD = knowing(`
  example.com A 192.0.2.1
  example.com A 192.0.2.2
  example.com AAAA 2001:db8::25
  example.com MX 10 mail.example.com
  example.com TXT v=spf1 mx -all
  www.example.com CNAME web.example.net
  web.example.net A 198.51.100.1
  25.2.0.192.in-addr.arpa PTR mail.example.com
  dangling.example.com CNAME gone.example.net
`);

async function serve(behave: Behaviour, host?: string): Promise<DnsServer> {
  const server = await startDnsServer(behave, host);
  servers.push(server);
  return server;
}

async function ask(
  behave: Behaviour | readonly Behaviour[],
  name = 'example.com.',
  type: QueryType = 'A',
  options: Partial<LiveOptions> = {},
): Promise<{ answer: Answer; asked: string[][] }> {
  const started = await Promise.all([behave].flat().map((one) => serve(one as Behaviour)));
  const resolve = liveResolver({
    servers: started.map(({ address }) => address),
    deadline: 5,
    attempts: [300, 60, 300],
    ...options,
  });
  const answer = await resolve({ name, type });
  return { answer, asked: started.map(({ asked }) => asked) };
}

const UNHEARD = { state: 'unknown', reason: 'timeout' };

describe('answers', () => {
  it.each([
    [
      'example.com.',
      'A',
      [
        { type: 'A', address: '192.0.2.1' },
        { type: 'A', address: '192.0.2.2' },
      ],
    ],
    ['example.com.', 'AAAA', [{ type: 'AAAA', address: '2001:db8::25' }]],
    ['example.com.', 'MX', [{ type: 'MX', preference: 10, exchange: 'mail.example.com.' }]],
    ['example.com.', 'TXT', [{ type: 'TXT', strings: ['v=spf1 mx -all'] }]],
    ['25.2.0.192.in-addr.arpa.', 'PTR', [{ type: 'PTR', target: 'mail.example.com.' }]],
    ['www.example.com.', 'CNAME', [{ type: 'CNAME', target: 'web.example.net.' }]],
  ] as const)('%s %s is found', async (name, type, records) => {
    const { answer } = await ask(WORLD, name, type);
    expect(answer).toEqual({ state: 'found', records, chain: [], source: 'live' });
  });

  it('tells a name that does not exist from one without the type', async () => {
    expect((await ask(WORLD, 'none.example.com.')).answer).toMatchObject({ state: 'absent', reason: 'nxdomain' });
    expect((await ask(WORLD, 'example.com.', 'PTR')).answer).toMatchObject({ state: 'absent', reason: 'nodata' });
  });

  it('shows the aliases that were followed, also where they lead nowhere', async () => {
    const chain = [{ owner: 'www.example.com.', target: 'web.example.net.', source: 'live' }];
    expect((await ask(WORLD, 'www.example.com.')).answer).toMatchObject({ state: 'found', chain });
    expect((await ask(WORLD, 'dangling.example.com.')).answer).toMatchObject({
      state: 'absent',
      reason: 'nxdomain',
      chain: [{ target: 'gone.example.net.' }],
    });
  });

  it('asks with EDNS and recursion, once', async () => {
    const { asked } = await ask(WORLD);
    expect(asked).toEqual([['example.com A']]);
  });

  it('takes names in any case', async () => {
    const { answer } = await ask(() => ({
      answers: [
        { type: 'CNAME', name: 'EXAMPLE.com', data: 'Mail.Example.NET' },
        { type: 'A', name: 'mAIL.example.net', data: '192.0.2.7' },
      ],
    }));
    expect(answer).toMatchObject({
      records: [{ address: '192.0.2.7' }],
      chain: [{ owner: 'example.com.', target: 'mail.example.net.' }],
    });
  });

  it('keeps every octet of TXT, and what is too large for UDP comes over TCP', async () => {
    const octets = Buffer.from(Array.from({ length: 256 }, (_, i) => i)).subarray(0, 255);
    const strings = Array.from({ length: 40 }, () => octets);
    const { answer, asked } = await ask(
      ({ transport }) =>
        transport === 'udp'
          ? { flags: FLAGS.RD | FLAGS.RA | FLAGS.TC }
          : { answers: [{ type: 'TXT', name: 'example.com', data: strings }] },
      'example.com.',
      'TXT',
    );
    expect(answer).toMatchObject({ state: 'found', records: [{ strings: strings.map((s) => s.toString('latin1')) }] });
    expect(asked[0]).toEqual(['example.com TXT', 'example.com TXT tcp']);
  });

  it('says a record once that a server sends twice', async () => {
    const twice = { type: 'TXT' as const, name: 'example.com', data: ['v=spf1 -all'] };
    const { answer } = await ask(() => ({ answers: [twice, twice] }), 'example.com.', 'TXT');
    expect(answer).toMatchObject({ records: [{ strings: ['v=spf1 -all'] }] });
  });

  it('asks servers over IPv6', async () => {
    const server = await serve(WORLD, '::1');
    const resolve = liveResolver({ servers: [server.address], deadline: 5 });
    expect(await resolve({ name: 'example.com.', type: 'A' })).toMatchObject({ state: 'found' });
  });
});

describe('aliases', () => {
  it('asks on where a server leaves the chain open, each name once', async () => {
    const server = await serve(({ name, type }) =>
      /^[ab]\./.test(name)
        ? { answers: [{ type: 'CNAME', name, data: 'c.example.net' }] }
        : knowing('c.example.net A 192.0.2.9')({ name, type }),
    );
    const resolve = liveResolver({ servers: [server.address], deadline: 5 });
    const answers = await Promise.all(['a.example.com.', 'b.example.com.'].map((name) => resolve({ name, type: 'A' })));
    for (const answer of answers)
      expect(answer).toMatchObject({ state: 'found', chain: [{ target: 'c.example.net.' }] });
    expect(server.asked.filter((line) => line.startsWith('c.'))).toHaveLength(1);
  });

  it('makes the alias of a DNAME where the server does not', async () => {
    const { answer } = await ask(
      ({ name }) => ({
        answers: [
          { type: 'DNAME', name: 'example.com', data: 'example.net' },
          ...(name === 'a.b.example.com' ? [{ type: 'A', name: 'a.b.example.net', data: '192.0.2.8' } as const] : []),
        ],
      }),
      'a.b.example.com.',
    );
    expect(answer).toMatchObject({
      state: 'found',
      chain: [{ owner: 'a.b.example.com.', target: 'a.b.example.net.' }],
    });
  });

  it.each([
    [
      'in one message',
      (): Reaction => ({ answers: [alias('example.com', 'b.example'), alias('b.example', 'example.com')] }),
    ],
    [
      'over several',
      ({ name }: { name: string }): Reaction => ({
        answers: [name === 'example.com' ? alias(name, 'b.example') : alias(name, 'example.com')],
      }),
    ],
    [
      'that it does not begin in',
      ({ name }: { name: string }): Reaction => ({
        answers: [name === 'x.example' ? alias(name, 'b.example') : alias(name, 'x.example')],
      }),
    ],
    ['that never ends', ({ name }: { name: string }): Reaction => ({ answers: [alias(name, `a${name}`)] })],
    ['to itself', (): Reaction => ({ answers: [alias('example.com', 'example.com')] })],
  ])('tells a loop %s', async (_, behave) => {
    const { answer, asked } = await ask(behave);
    expect(answer).toMatchObject({ state: 'unknown', reason: 'alias-loop' });
    expect(asked[0].length).toBeLessThan(20);
  });

  it('says how far it came where a target is not answered', async () => {
    const { answer } = await ask(({ name }) =>
      name === 'example.com' ? { answers: [alias(name, 'b.example')] } : { rcode: 2 },
    );
    expect(answer).toMatchObject({ state: 'unknown', reason: 'servfail', chain: [{ target: 'b.example.' }] });
  });
});

function alias(name: string, data: string) {
  return { type: 'CNAME', name, data } as const;
}

describe('faults of one server', () => {
  it.each<[string, Behaviour, object]>([
    ['SERVFAIL', () => ({ rcode: 2 }), { state: 'unknown', reason: 'servfail' }],
    ['REFUSED', () => ({ rcode: 5 }), { state: 'unknown', reason: 'refused' }],
    ['FORMERR', () => ({ rcode: 1 }), { state: 'unknown', reason: 'failed', detail: 'the DNS server answers FORMERR' }],
    [
      'FORMERR without the question',
      () => ({ rcode: 1, questionless: true }),
      { state: 'unknown', detail: 'the DNS server answers FORMERR' },
    ],
    ['NOTIMP', () => ({ rcode: 4 }), { state: 'unknown', reason: 'failed', detail: 'the DNS server answers NOTIMP' }],
    ['NOTAUTH', () => ({ rcode: 9 }), { state: 'unknown', reason: 'failed', detail: 'the DNS server answers NOTAUTH' }],
    [
      'an unheard-of code',
      () => ({ rcode: 11 }),
      { state: 'unknown', reason: 'failed', detail: 'the DNS server answers RCODE 11' },
    ],
    [
      'an extended code',
      () => ({ rcode: 23 }),
      { state: 'unknown', reason: 'failed', detail: 'the DNS server answers RCODE 23' },
    ],
    ['silence', () => undefined, UNHEARD],
    ['another id', (query) => ({ ...WORLD(query), mangle: (o) => changed(o, 0, o.readUInt16BE() ^ 1) }), UNHEARD],
    ['a query for an answer', (query) => ({ ...WORLD(query), mangle: (o) => changed(o, 2, FLAGS.RD) }), UNHEARD],
    ['no question in a good answer', (query) => ({ ...WORLD(query), questionless: true }), UNHEARD],
    [
      'garbage',
      () => ({ mangle: (o) => Buffer.concat([o.subarray(0, 2), Buffer.alloc(40, 0xff)]) }),
      { state: 'unknown', reason: 'malformed' },
    ],
    ['one octet', () => ({ mangle: () => Buffer.alloc(1) }), UNHEARD],
    [
      'half a message',
      (query) => ({ ...WORLD(query), mangle: (o) => o.subarray(0, o.length - 3) }),
      { state: 'unknown', reason: 'malformed' },
    ],
    ['truncation over UDP and TCP', () => ({ flags: FLAGS.TC | FLAGS.RA }), { state: 'unknown', reason: 'malformed' }],
    [
      'an empty answer with SOA',
      () => ({ authorities: [soaOf('example.com')] }),
      { state: 'absent', reason: 'nodata' },
    ],
    ['an empty answer without SOA', () => ({}), { state: 'absent', reason: 'nodata' }],
    ['an empty answer with authority', () => ({ flags: FLAGS.AA }), { state: 'absent', reason: 'nodata' }],
    [
      'an empty answer of a server that does not ask further',
      () => ({ flags: 0 }),
      { state: 'unknown', reason: 'failed' },
    ],
    [
      'a referral',
      () => ({ flags: 0, authorities: [{ type: 'NS', name: 'com', data: 'a.example.net' }] }),
      { state: 'unknown', reason: 'failed' },
    ],
    [
      'a referral to the root by a server that says it asks further',
      () => ({ authorities: [{ type: 'NS', name: '.', data: 'a.example.net' }] }),
      { state: 'unknown', reason: 'failed' },
    ],
    [
      'an address of three octets',
      () => ({ answers: [{ type: 'NULL', name: 'example.com', data: 'abc' }], mangle: asType(1) }),
      { state: 'unknown', reason: 'malformed' },
    ],
    [
      'data of another name',
      () => ({ answers: [{ type: 'A', name: 'example.net', data: '192.0.2.1' }] }),
      { state: 'absent', reason: 'nodata' },
    ],
    [
      'data of another class',
      () => ({ answers: [{ type: 'A', class: 'CH', name: 'example.com', data: '192.0.2.1' }] }),
      { state: 'absent', reason: 'nodata' },
    ],
  ])('%s', async (_, behave, expected) => {
    expect((await ask(behave)).answer).toMatchObject(expected);
  });

  it('waits for the real answer when another question is answered first', async () => {
    const { answer } = await ask((query) => ({
      ...WORLD(query),
      first: { rcode: 3, mangle: (o) => changed(o, 13, 0x6578 + 1) },
    }));
    expect(answer).toMatchObject({ state: 'found' });
  });

  it('asks again without EDNS a server that does not know it, and from then on', async () => {
    const server = await serve((query) => (query.edns ? { rcode: 1, questionless: true } : WORLD(query)));
    const resolve = liveResolver({ servers: [server.address], deadline: 5 });
    expect(await resolve({ name: 'example.com.', type: 'A' })).toMatchObject({ state: 'found' });
    expect(await resolve({ name: 'example.com.', type: 'MX' })).toMatchObject({ state: 'found' });
    expect(server.asked).toEqual(['example.com A', 'example.com A plain', 'example.com MX plain']);
  });

  it('asks at last without EDNS where nothing comes back', async () => {
    const { answer } = await ask((query) => (query.edns ? undefined : WORLD(query)));
    expect(answer).toMatchObject({ state: 'found' });
  });

  it('asks again when an answer got lost, and when a server failed for a moment', async () => {
    expect((await ask((query) => (query.before === 0 ? undefined : WORLD(query)))).answer.state).toBe('found');
    expect((await ask((query) => (query.before === 0 ? { rcode: 2 } : WORLD(query)))).answer.state).toBe('found');
  });

  it('does not ask a server again that refuses', async () => {
    expect((await ask(() => ({ rcode: 5 }))).asked).toEqual([['example.com A']]);
  });

  it('takes an answer that is slow but in time', async () => {
    expect((await ask((query) => ({ ...WORLD(query), after: 40 }))).answer.state).toBe('found');
  });
});

/** Writes two octets. */
function changed(octets: Buffer, at: number, value: number): Buffer {
  octets.writeUInt16BE(value, at);
  return octets;
}

/** Lets the one answer be of the name that was asked for, octet by octet as it was sent. */
function ownerAsAsked(octets: Buffer): Buffer {
  const owner = Buffer.from([1, 0x78, 0]);
  const at = octets.lastIndexOf(owner);
  return Buffer.concat([octets.subarray(0, at), Buffer.from([0xc0, 12]), octets.subarray(at + owner.length)]);
}

/** Gives the last record of a message, of three octets, another type. */
function asType(type: number) {
  return (octets: Buffer) => {
    octets.writeUInt16BE(type, octets.length - 3 - 10);
    return octets;
  };
}

describe('several servers', () => {
  it.each<[string, Behaviour]>([
    ['SERVFAIL', () => ({ rcode: 2 })],
    ['REFUSED', () => ({ rcode: 5 })],
    ['NOTAUTH', () => ({ rcode: 9 })],
    ['FORMERR', () => ({ rcode: 1 })],
    ['silence', () => undefined],
    ['a referral', () => ({ flags: 0 })],
    ['garbage', () => ({ mangle: (o) => Buffer.concat([o.subarray(0, 2), Buffer.alloc(40, 0xff)]) })],
  ])('asks the next one after %s', async (_, fault) => {
    const { answer, asked } = await ask([fault, WORLD]);
    expect(answer).toMatchObject({ state: 'found' });
    expect(asked[1]).toEqual(['example.com A']);
  });

  it('leaves a silent one for last', async () => {
    const [silent, good] = [await serve(() => undefined), await serve(WORLD)];
    const resolve = liveResolver({ servers: [silent.address, good.address], deadline: 5, attempts: [300] });
    await resolve({ name: 'example.com.', type: 'A' });
    for (const type of ['MX', 'TXT', 'AAAA'] as const) await resolve({ name: 'example.com.', type });
    expect(silent.asked).toEqual(['example.com A']);
  });

  it('believes the first that says anything, and reports it rather than the silence of others', async () => {
    expect((await ask([() => ({ rcode: 3 }), WORLD])).answer).toMatchObject({ state: 'absent', reason: 'nxdomain' });
    expect((await ask([() => ({ rcode: 2 }), () => undefined])).answer).toMatchObject({ reason: 'servfail' });
  });
});

describe('names', () => {
  const long = 'a'.repeat(63);
  it.each([
    ['an empty label', 'a..example.com.'],
    ['a label of 64 octets', `${long}a.example.com.`],
    ['a name of 256 octets', `${long}.${long}.${long}.${'a'.repeat(62)}.`],
    ['no octet', 'a\\999.example.com.'],
    ['letters that are not ASCII', 'bücher.example.com.'],
    ['no final dot', 'example.com'],
  ])('with %s are not sent and not absent', async (_, name) => {
    const { answer, asked } = await ask(WORLD, name);
    expect(answer).toMatchObject({ state: 'unknown', reason: 'malformed' });
    expect(asked).toEqual([[]]);
  });

  it('of 255 octets and of odd ones are sent as they are', async () => {
    const name = `${long}.${long}.${long}.${'a'.repeat(61)}.`;
    expect((await ask(() => ({ rcode: 3 }), name)).answer).toMatchObject({ reason: 'nxdomain' });
    const odd = 'a\\.b\\032\\255.example.';
    const { answer } = await ask(
      ({ type }) => ({ answers: [{ type: 'TXT', name: 'x', data: type }], mangle: ownerAsAsked }),
      odd,
      'TXT',
    );
    expect(answer).toEqual({ state: 'found', records: [{ type: 'TXT', strings: ['TXT'] }], chain: [], source: 'live' });
  });

  it('ask for the root', async () => {
    const { answer } = await ask(() => ({ answers: [{ type: 'NS', name: '.', data: 'a.example.net' }] }), '.', 'NS');
    expect(answer).toMatchObject({ state: 'found', records: [{ target: 'a.example.net.' }] });
  });
});

describe('the limits', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `d${i}.example.com.`);

  it('has at most 64 questions on the way', async () => {
    const server = await serve(() => ({ rcode: 3, after: 5 }));
    const resolve = liveResolver({ servers: [server.address], deadline: 20 });
    const answers = await Promise.all(names(1_000).map((name) => resolve({ name, type: 'A' })));
    expect(answers.every(({ state }) => state === 'absent')).toBe(true);
    expect(server.mostInFlight()).toBeLessThanOrEqual(64);
    expect(server.mostInFlight()).toBeGreaterThan(32);
    expect(server.asked).toHaveLength(1_000);
  });

  it('ends at the deadline whatever is on the way', async () => {
    const server = await serve((query) => (query.name === 'example.com' ? WORLD(query) : undefined));
    const resolve = liveResolver({ servers: [server.address], deadline: 1 });
    const begin = performance.now();
    const answers = await Promise.all(['example.com.', ...names(500)].map((name) => resolve({ name, type: 'A' })));
    expect(performance.now() - begin).toBeLessThan(3_000);
    expect(answers.shift()).toMatchObject({ state: 'found' });
    for (const answer of answers) expect(answer).toMatchObject({ state: 'unknown', reason: 'deadline' });
    expect(await resolve({ name: 'late.example.com.', type: 'A' })).toMatchObject({ reason: 'deadline' });
  });

  it('gives up early where no server ever says a word', async () => {
    const server = await serve(() => undefined);
    const resolve = liveResolver({ servers: [server.address], deadline: 60, attempts: [200, 200] });
    const begin = performance.now();
    const answers = await Promise.all(names(5_000).map((name) => resolve({ name, type: 'A' })));
    expect(performance.now() - begin).toBeLessThan(5_000);
    for (const answer of answers) expect(answer).toMatchObject({ state: 'unknown', reason: 'timeout' });
    expect(answers.at(-1)).toMatchObject({ detail: 'no DNS server has answered any question' });
    expect(server.asked.length).toBeLessThan(200);
  });

  it('takes no answer for lost that arrives while the program is busy', async () => {
    // A server beside this thread, which says of every name that there is none.
    const asked = new Int32Array(new SharedArrayBuffer(4));
    const server = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads');
      const socket = require('node:dgram').createSocket('udp4');
      socket.on('message', (octets, { port, address }) => {
        Atomics.add(workerData, 0, 1);
        octets[2] = 0x81;
        octets[3] = 0x83;
        setTimeout(() => socket.send(octets, port, address), 100);
      });
      socket.bind(0, '127.0.0.1', () => parentPort.postMessage(socket.address().port));`,
      { eval: true, workerData: asked },
    );
    const port = await new Promise((listening) => server.once('message', listening));
    const resolve = liveResolver({ servers: [`127.0.0.1:${port}`], deadline: 20, attempts: [200] });
    const answers = Promise.all(names(64).map((name) => resolve({ name, type: 'A' })));
    await new Promise((sent) => setTimeout(sent, 20));
    // Where the loop goes on from here it runs timers before it reads sockets.
    await new Promise((next) => setImmediate(next));
    for (const until = performance.now() + 600; performance.now() < until; );
    expect((await answers).filter(({ state }) => state !== 'absent')).toEqual([]);
    expect(asked[0]).toBe(64);
    await server.terminate();
  });

  it('is quick where nothing listens', async () => {
    const server = await startDnsServer(() => undefined);
    server.stop();
    const resolve = liveResolver({ servers: [server.address], deadline: 60 });
    const begin = performance.now();
    const answers = await Promise.all(names(2_000).map((name) => resolve({ name, type: 'A' })));
    expect(performance.now() - begin).toBeLessThan(5_000);
    expect(answers[0]).toMatchObject({
      state: 'unknown',
      reason: 'failed',
      detail: 'the DNS server cannot be reached (ECONNREFUSED)',
    });
    expect(answers.every(({ state }) => state === 'unknown')).toBe(true);
  });

  it('tells how far it is', async () => {
    const server = await serve(WORLD);
    const told: [number, number][] = [];
    const resolve = liveResolver({
      servers: [server.address],
      deadline: 5,
      progress: (...counts) => told.push(counts),
    });
    await Promise.all((['A', 'MX', 'TXT'] as const).map((type) => resolve({ name: 'example.com.', type })));
    expect(told[0]).toEqual([1, 0]);
    expect(told.at(-1)).toEqual([3, 3]);
  });
});
