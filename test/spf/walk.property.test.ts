import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run, wait } from '../../src/model/effect.ts';
import type { SpfTree } from '../../src/spf/tree.ts';
import { type Ask, SharedWalks, walk } from '../../src/spf/walk.ts';
import { type MemoryDns, memoryDns } from '../support/memory-dns.ts';

function askOf({ resolver }: MemoryDns): Ask {
  return function* (name, type) {
    return (yield* wait(resolver({ name, type }))) as never;
  } as Ask;
}

const DOMAINS = ['a.example', 'b.example', 'c.example', 'd.example'];
const term = fc.oneof(
  fc.constantFrom(...DOMAINS).map((name) => `include:${name}`),
  fc.constantFrom(
    'a',
    'mx',
    'a:gone.example',
    'a:down.example',
    'a:%{o}',
    'a:%{d}',
    'exists:%{i}.example',
    'include:down.example',
    'ptr',
  ),
);
const record = fc
  .tuple(fc.array(term, { maxLength: 4 }), fc.constantFrom('-all', '~all', 'redirect=b.example', 'redirect=%{o}', ''))
  .map(([terms, last]) => ['v=spf1', ...terms, last].join(' '));
const zone = fc.array(fc.option(record), { minLength: 4, maxLength: 4 }).map(
  (records) => `
    ${records.map((text, i) => (text === null ? '' : `${DOMAINS[i]} TXT ${text}`)).join('\n')}
    a.example A 192.0.2.1
    b.example MX 10 a.example
    down.example * !timeout
  `,
);

describe('walks', () => {
  it('that share what they include yield the trees that they yield alone', () => {
    fc.assert(
      fc.property(zone, fc.shuffledSubarray(DOMAINS, { minLength: 1 }), (text, domains) => {
        const dns = memoryDns(text);
        const shared = new SharedWalks();
        for (const domain of domains) {
          const together = run(walk(`${domain}.`, askOf(dns), undefined, shared));
          expect(together).toEqual(run(walk(`${domain}.`, askOf(dns))));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('that wait for their answers yield the trees of those that do not', async () => {
    await fc.assert(
      fc.asyncProperty(zone, async (text) => {
        const shared = new SharedWalks();
        const dns = memoryDns(text, { waits: true });
        const waited = await Promise.all(
          DOMAINS.map((domain) => run(walk(`${domain}.`, askOf(dns), undefined, shared))),
        );
        const atOnce = DOMAINS.map((domain) => run(walk(`${domain}.`, askOf(memoryDns(text)))) as SpfTree);
        expect(waited).toEqual(atOnce);
      }),
      { numRuns: 200 },
    );
  });
});
