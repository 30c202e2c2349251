import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Address, parseAddress } from '../../src/model/address.ts';
import { run, wait } from '../../src/model/effect.ts';
import { checkHost, type SpfResult } from '../../src/spf/evaluate.ts';
import { MAX_LOOKUPS, MAX_VOID_LOOKUPS } from '../../src/spf/limits.ts';
import { type Authorisation, authorised } from '../../src/spf/networks.ts';
import type { SpfTree } from '../../src/spf/tree.ts';
import { type Ask, walk } from '../../src/spf/walk.ts';
import { type MemoryDns, memoryDns } from '../support/memory-dns.ts';

function askOf({ resolver }: MemoryDns): Ask {
  return function* (name, type) {
    return (yield* wait(resolver({ name, type }))) as never;
  } as Ask;
}

function verdictOf({ state, decided4, decided6 }: Authorisation, { family, value }: Address): string {
  if (state !== 'record') return state;
  const decided = family === 4 ? decided4 : decided6;
  return decided.find(({ first, last }) => first <= value && value <= last)?.verdict ?? 'undecided';
}

function isWithinLimits({ lookups, voids4, voids6 }: SpfTree): boolean {
  return lookups <= MAX_LOOKUPS && voids4.length <= MAX_VOID_LOOKUPS && voids6.length <= MAX_VOID_LOOKUPS;
}

const DOMAINS = ['example.com', 'a.example', 'b.example', 'c.example'];
const HOSTS = ['four.example', 'six.example', 'both.example', 'gone.example'];
const IPS = [
  '192.0.2.1',
  '192.0.2.77',
  '198.51.100.7',
  '203.0.113.9',
  '2001:db8::1',
  '2001:db8:1::7',
  '2001:db8:ffff::9',
];

const qualifier = fc.constantFrom('', '', '-', '~', '?', '+');
const prefix = fc.constantFrom('', '', '/24', '//64', '/25//48', '/0', '//0');
const term = fc
  .tuple(
    qualifier,
    fc.oneof(
      fc.constantFrom(...DOMAINS).map((name) => `include:${name}`),
      fc
        .tuple(fc.constantFrom('a:', 'mx:'), fc.constantFrom(...DOMAINS, ...HOSTS), prefix)
        .map((parts) => parts.join('')),
      fc.tuple(fc.constantFrom('a', 'mx'), prefix).map((parts) => parts.join('')),
      fc.constantFrom(
        'ip4:192.0.2.1',
        'ip4:192.0.2.0/25',
        'ip4:198.51.100.0/24',
        'ip4:0.0.0.0/0',
        'ip6:2001:db8::/48',
        'ip6:2001:db8::1',
        'ip6:::/0',
      ),
      fc.constantFrom(...HOSTS).map((name) => `exists:${name}`),
    ),
  )
  .map((parts) => parts.join(''));
const last = fc.constantFrom(
  '-all',
  '~all',
  '?all',
  '+all',
  'redirect=b.example',
  'redirect=c.example',
  'redirect=gone.example',
  '',
  'nonsense -all',
);
const record = fc
  .tuple(fc.array(term, { maxLength: 4 }), last)
  .map(([terms, end]) => ['v=spf1', ...terms, end].join(' '));

describe('the authorised networks', () => {
  it('are those that check_host() gives each address', () => {
    fc.assert(
      fc.property(fc.array(fc.option(record, { freq: 8 }), { minLength: 4, maxLength: 4 }), (records) => {
        const dns = memoryDns(`
          ${records.map((text, i) => (text === null ? '' : `${DOMAINS[i]} TXT ${text}`)).join('\n')}
          example.com A 192.0.2.1
          example.com MX 10 both.example
          a.example MX 10 four.example
          a.example MX 20 six.example
          b.example MX 10 gone.example
          c.example MX 0 .
          four.example A 192.0.2.77
          six.example AAAA 2001:db8::1
          both.example A 198.51.100.7
          both.example AAAA 2001:db8:1::7
        `);
        const tree = run(walk('example.com.', askOf(dns))) as SpfTree;
        const networks = authorised(tree);
        for (const ip of IPS) {
          const query = { ip, sender: 'user@example.com', helo: 'example.com' };
          const { result } = run(checkHost(query, askOf(dns))) as SpfResult;
          const verdict = verdictOf(networks, parseAddress(ip)!);
          // A sender that an include's record refuses half-way spares the rest of it, which the sets charge to everyone:
          // beyond the limits they may say permerror of an address that gets through.
          if (verdict !== 'permerror' || isWithinLimits(tree)) expect(`${ip} ${verdict}`).toBe(`${ip} ${result}`);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
