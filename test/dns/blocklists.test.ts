import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ListAnswer, listLookups, listName } from '../../src/dns/blocklists.ts';
import { parseAddress } from '../../src/model/address.ts';
import type { Resolver } from '../../src/model/answer.ts';
import { run } from '../../src/model/effect.ts';
import { memoryDns } from '../support/memory-dns.ts';

const ZONE = 'bl.example.org.';
const V4 = '192.0.2.25';
const V6 = '2001:db8::25';
const NAME_4 = `25.2.0.192.${ZONE}`;
const NAME_6 = `5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.${ZONE}`;
const TEST_4 = `2.0.0.127.${ZONE}`;
const COUNTER_4 = `1.0.0.127.${ZONE}`;
/** ::ffff:127.0.0.2 is ::ffff:7f00:2. */
const TEST_6 = `2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.${ZONE}`;
const COUNTER_6 = `1${TEST_6.slice(1)}`;
const PROVEN_4 = `${TEST_4} A 127.0.0.2\n`;
const PROVEN_6 = `${TEST_6} A 127.0.0.2\n`;

async function ask(dns: string, address: string): Promise<ListAnswer> {
  const now = await run(listLookups(ZONE, memoryDns(dns).resolver).ask(address));
  const later = await run(listLookups(ZONE, memoryDns(dns, { waits: true }).resolver).ask(address));
  expect(later).toEqual(now);
  return now;
}

const listed = (codes: string[], reasons: string[] = []) => ({ state: 'listed', codes, reasons });
const unknown = (why: object) => ({ state: 'unknown', why });
const NOT_LISTED = { state: 'not-listed' };

describe('a list', () => {
  it.each<[string, string, string, object]>([
    ['listed', `${PROVEN_4}${NAME_4} A 127.0.0.4`, V4, listed(['127.0.0.4'])],
    [
      'listed, with reasons',
      `${PROVEN_4}${NAME_4} A 127.0.0.2\n${NAME_4} TXT "see https://bl.example.org/" "192.0.2.25"\n${NAME_4} TXT "spam"`,
      V4,
      listed(['127.0.0.2'], ['see https://bl.example.org/192.0.2.25', 'spam']),
    ],
    [
      'listed, the reason not to be had',
      `${PROVEN_4}${NAME_4} A 127.0.0.2\n${NAME_4} TXT !timeout`,
      V4,
      listed(['127.0.0.2']),
    ],
    [
      'listed for several reasons',
      `${PROVEN_4}${NAME_4} A 127.0.0.10\n${NAME_4} A 127.0.0.2\n${NAME_4} A 127.0.0.2`,
      V4,
      listed(['127.0.0.2', '127.0.0.10']),
    ],
    [
      'listed through an alias',
      `${PROVEN_4}${NAME_4} CNAME x.example.net\nx.example.net A 127.0.0.3`,
      V4,
      listed(['127.0.0.3']),
    ],
    [
      'listed, with an answer outside 127/8 beside',
      `${PROVEN_4}${NAME_4} A 127.0.0.3\n${NAME_4} A 192.0.2.1`,
      V4,
      listed(['127.0.0.3']),
    ],
    ['not listed: no such name', PROVEN_4, V4, NOT_LISTED],
    ['not listed: only other data', `${PROVEN_4}${NAME_4} TXT "not here"`, V4, NOT_LISTED],
    ['listed in IPv6', `${PROVEN_6}${NAME_6} A 127.0.0.3`, V6, listed(['127.0.0.3'])],
    ['not listed in IPv6', PROVEN_6, V6, NOT_LISTED],
    [
      '127.0.0.1 is no listing',
      `${PROVEN_4}${NAME_4} A 127.0.0.1`,
      V4,
      unknown({ kind: 'no-code', data: '127.0.0.1' }),
    ],
    [
      'outside 127/8 is no listing',
      `${PROVEN_4}${NAME_4} A 203.0.113.7`,
      V4,
      unknown({ kind: 'no-code', data: '203.0.113.7' }),
    ],
    [
      'a timeout says nothing',
      `${PROVEN_4}${NAME_4} A !timeout`,
      V4,
      unknown({ kind: 'no-answer', reason: 'timeout' }),
    ],
    [
      'a failure says nothing',
      `${PROVEN_4}${NAME_4} A !servfail`,
      V4,
      unknown({ kind: 'no-answer', reason: 'servfail' }),
    ],
    ...['127.255.255.252', '127.255.255.254', '127.255.255.255', '127.255.255.250'].map(
      (code): [string, string, string, object] => [
        `${code} refuses the question`,
        `${PROVEN_4}${NAME_4} A ${code}`,
        V4,
        unknown({ kind: 'refused', code }),
      ],
    ),
    [
      'a refusal outweighs a code',
      `${PROVEN_4}${NAME_4} A 127.0.0.2\n${NAME_4} A 127.255.255.255`,
      V4,
      unknown({ kind: 'refused', code: '127.255.255.255' }),
    ],
  ])('answers: %s', async (_, dns, address, expected) => {
    expect(await ask(dns, address)).toMatchObject(expected);
  });

  it.each<[string, string, string, object]>([
    ['dead: no test entry', `${NAME_4} A 127.0.0.2`, V4, { kind: 'test-missing' }],
    ['a wildcard', `${PROVEN_4}${COUNTER_4} A 127.0.0.2\n${NAME_4} A 127.0.0.2`, V4, { kind: 'lists-everything' }],
    ['silent', `${TEST_4} A !timeout\n${COUNTER_4} A !timeout`, V4, { kind: 'no-answer', reason: 'timeout' }],
    [
      'silent about the second test only',
      `${PROVEN_4}${COUNTER_4} A !servfail`,
      V4,
      { kind: 'no-answer', reason: 'servfail' },
    ],
    [
      'refusing everybody',
      `${TEST_4} A 127.255.255.254\n${COUNTER_4} A 127.255.255.254`,
      V4,
      { kind: 'refused', code: '127.255.255.254' },
    ],
    [
      'refusing in the second test',
      `${PROVEN_4}${COUNTER_4} A 127.255.255.255`,
      V4,
      { kind: 'refused', code: '127.255.255.255' },
    ],
    [
      'of a domain somebody else has now',
      `${TEST_4} A 203.0.113.80\n${COUNTER_4} A 203.0.113.80`,
      V4,
      { kind: 'no-code', data: '203.0.113.80' },
    ],
    [
      'refusing with 127.0.0.1',
      `${TEST_4} A 127.0.0.1\n${COUNTER_4} A 127.0.0.1`,
      V4,
      { kind: 'no-code', data: '127.0.0.1' },
    ],
    ['without IPv6, asked about it', `${PROVEN_4}${NAME_6} A 127.0.0.2`, V6, { kind: 'test-missing' }],
    [
      'of everything in IPv6',
      `${PROVEN_6}${COUNTER_6} A 127.0.0.2\n${NAME_6} A 127.0.0.2`,
      V6,
      { kind: 'lists-everything' },
    ],
  ])('that is %s is not relied on', async (_, dns, address, why) => {
    expect(await ask(dns, address)).toMatchObject({ state: 'unknown', why });
  });

  it('that has not proved itself is asked nothing else, and its tests are made once', async () => {
    const dns = memoryDns(`${COUNTER_4} A 127.0.0.2`, { waits: true });
    const { ask: askList } = listLookups(ZONE, dns.resolver);
    await Promise.all([V4, '192.0.2.26', '192.0.2.27', V4].map((address) => run(askList(address))));
    expect(dns.asked).toEqual([`${TEST_4} A`, `${COUNTER_4} A`]);
  });

  it('that has proved itself is asked about each address once, and for its reason where it lists it', async () => {
    const dns = memoryDns(`${PROVEN_4}${NAME_4} A 127.0.0.2`, { waits: true });
    const { ask: askList } = listLookups(ZONE, dns.resolver);
    await Promise.all([V4, V4, '192.0.2.26'].map((address) => run(askList(address))));
    await run(askList(V4));
    expect(dns.asked.sort()).toEqual(
      [`${TEST_4} A`, `${COUNTER_4} A`, `${NAME_4} A`, `${NAME_4} TXT`, `26.2.0.192.${ZONE} A`].sort(),
    );
  });

  it('is never taken to list or to clear an address by an answer from outside 127.0.0.0/8', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        octet.filter((first) => first !== 127),
        octet,
        octet,
        octet,
        (...octets) => {
          const address = octets.join('.');
          const resolver: Resolver = ({ name }) => {
            if (name === COUNTER_4) return { state: 'absent', reason: 'nxdomain', chain: [], source: 'live' };
            const data = name === TEST_4 ? '127.0.0.2' : address;
            return { state: 'found', records: [{ type: 'A', address: data }], chain: [], source: 'live' };
          };
          expect(run(listLookups(ZONE, resolver).ask(V4))).toEqual(unknown({ kind: 'no-code', data: address }));
        },
      ),
    );
  });
});

describe('listName', () => {
  it.each([
    [V4, NAME_4],
    [V6, NAME_6],
    ['::ffff:127.0.0.2', TEST_6],
  ])('puts %s backwards before the zone', (address, name) => {
    expect(listName(parseAddress(address)!, ZONE)).toBe(name);
  });
});
