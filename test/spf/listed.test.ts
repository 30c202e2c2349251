import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../src/model/address.ts';
import { run, wait } from '../../src/model/effect.ts';
import { checkHost } from '../../src/spf/evaluate.ts';
import { passesByList } from '../../src/spf/listed.ts';
import { parseSpf } from '../../src/spf/parse.ts';
import type { Ask } from '../../src/spf/walk.ts';

const list = fc.oneof(
  fc.tuple(fc.nat(7), fc.integer({ min: 29, max: 32 })).map(([last, prefix]) => `ip4:192.0.2.${last}/${prefix}`),
  fc.tuple(fc.nat(7), fc.integer({ min: 125, max: 128 })).map(([last, prefix]) => `ip6:2001:db8::${last}/${prefix}`),
);
const term = fc.oneof(
  { weight: 6, arbitrary: list },
  { weight: 1, arbitrary: fc.constantFrom('a', 'mx', 'ptr', 'nope', 'all', 'exp=x.test') },
);
const record = fc
  .array(fc.tuple(fc.constantFrom('', '', '', '+', '-', '~', '?'), term), { maxLength: 6 })
  .map((terms) => ['v=spf1', ...terms.map((two) => two.join(''))].join(' '));
const address = fc.tuple(fc.constantFrom('192.0.2.', '2001:db8::'), fc.nat(7)).map((two) => two.join(''));

it('lets nobody pass whom check_host() does not', () => {
  let passed = 0;
  fc.assert(
    fc.property(record, address, (text, ip) => {
      const parsed = parseAddress(ip)!;
      if (!passesByList(parseSpf(text), parsed)) return;
      passed++;
      const ask = function* (_: string, type: string) {
        if (type !== 'TXT') throw new Error('Nothing had to be looked up.');
        return yield* wait({ state: 'found', records: [{ type: 'TXT', strings: [text] }], chain: [], source: 'live' });
      } as unknown as Ask;
      const query = { ip: formatAddress(parsed), domain: 'example.com', sender: 'a@example.com', helo: 'example.com' };
      expect(run(checkHost(query, ask)), text).toMatchObject({ result: 'pass', lookups: 0 });
    }),
    { numRuns: 3_000 },
  );
  expect(passed).toBeGreaterThan(100);
});
