import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/model/address.ts';
import { includesAddress } from '../../src/model/address-set.ts';
import { run } from '../../src/model/effect.ts';
import type { ShownSpfChange } from '../../src/model/spf-shown.ts';
import { isRefused } from '../../src/proposal/sender-domains.ts';
import { shownSpfChanges } from '../../src/proposal/shown-spf-change.ts';
import type { SpfChange } from '../../src/proposal/spf-change.ts';
import type { NetworkChange } from '../../src/proposal/spf-comparison.ts';
import type { SpfResult } from '../../src/spf/evaluate.ts';
import { MAX_LOOKUPS } from '../../src/spf/limits.ts';
import { authorised } from '../../src/spf/networks.ts';
import type { SpfTree } from '../../src/spf/tree.ts';
import { type ProposeOptions, propose } from '../support/propose.ts';

type Zones = Readonly<Record<string, string>>;

function changes(before: Zones, after: Zones, options: ProposeOptions = {}): Promise<ShownSpfChange[]> {
  return shownSpfChanges(propose(after, { ...options, base: before }));
}

describe('what a change does to SPF', () => {
  it('is told of every domain that includes what changed, with cost and networks', async () => {
    const zone = (text: string) => ({
      'example.com': `_spf TXT "${text}"\n@ TXT "v=spf1 include:_spf.example.com -all"\nmail A 192.0.2.25\n`,
      'example.net': '@ TXT "v=spf1 mx include:_spf.example.com -all"\n@ MX 10 mail.example.com.\n',
    });
    const senders = [{ domains: ['*'], hosts: ['mail.example.com.'], helo: [], networks: ['198.51.100.0/28'] }];
    const [com, net, ...more] = await changes(
      zone('v=spf1 ip4:198.51.100.0/28 ~all'),
      zone('v=spf1 ip4:198.51.100.0/29 a:mail.example.com ~all'),
      { policy: { senders } },
    );
    expect(more).toEqual([]);
    expect([com.domain, net.domain]).toEqual(['example.com', 'example.net']);
    expect([com.before.lookups, com.after.lookups, net.before.lookups, net.after.lookups]).toEqual([1, 2, 2, 3]);
    const lost = { networks: ['198.51.100.8/29'], domain: '_spf.example.com', before: 'pass', after: 'fail' };
    expect(com.lost).toMatchObject([{ ...lost, terms: ['include:_spf.example.com', 'ip4:198.51.100.0/28'] }]);
    expect(net.lost).toMatchObject([lost]);
    expect(com.gained).toMatchObject([
      { networks: ['192.0.2.25'], terms: ['include:_spf.example.com', 'a:mail.example.com'] },
    ]);
    expect(net.gained).toEqual([]);
    expect(com.senders).toEqual([
      { host: 'mail.example.com', address: '192.0.2.25', before: 'fail', after: 'pass' },
      { host: null, address: '198.51.100.0/28', before: 'pass', after: 'fail' },
    ]);
    expect(com.treeChanged).toBe(true);
    expect(com.tree.record.terms[0].record?.domain).toBe('_spf.example.com');
  });

  it('is nothing where texts differ and nothing follows from it', async () => {
    const zone = (text: string) => ({ 'example.com': `@ TXT "${text}"` });
    expect(await changes(zone('v=spf1 ip4:192.0.2.1 -all'), zone('v=spf1  IP4:192.0.2.1/32 -all'))).toEqual([]);
    expect(await changes(zone('v=spf1 ip4:192.0.2.1 -all'), zone('v=spf1 ip4:192.0.2.1 ~all'))).toMatchObject([
      { before: { others: 'fail' }, after: { others: 'softfail' }, lost: [], gained: [] },
    ]);
  });

  it('keeps domains apart whose equal records mean another thing', async () => {
    // The shared record leads back to one of the two.
    const zones = (text: string) => ({
      'example.com': `_spf TXT "${text}"\n@ TXT "v=spf1 include:_spf.example.com -all"`,
      'example.net': '@ TXT "v=spf1 include:_spf.example.com -all"',
    });
    const found = await changes(
      zones('v=spf1 ip4:192.0.2.1 include:example.com ~all'),
      zones('v=spf1 ip4:192.0.2.1 ~all'),
      { policy: { senders: [{ domains: ['example.com'], hosts: [], helo: [], networks: [] }] } },
    );
    expect(found.map(({ domain, before }) => `${domain} ${before.lookups} ${before.others}`)).toEqual([
      'example.com 2 permerror',
      'example.net 3 permerror',
    ]);
  });

  it('compares each shared record once, so that an estate costs little', async () => {
    const size = 3_000;
    const zones = (shared: string) => ({
      'example.com': `_spf TXT "${shared}"\n`,
      ...Object.fromEntries(
        Array.from({ length: size }, (_, i) => [`shop${i}.example`, '@ TXT "v=spf1 include:_spf.example.com -all"\n']),
      ),
    });
    const after = propose(zones('v=spf1 ip4:192.0.2.1 -all'), { base: zones('v=spf1 ip4:192.0.2.2 -all') });
    const { domains, of } = after.spfChanges;
    expect(domains).toHaveLength(size);
    const found = domains.map((domain) => run(of(domain)) as SpfChange);
    expect(found[size - 1].domain).toBe(`shop${size - 1}.example.`);
    expect(new Set(found.map(({ before }) => before)).size).toBe(1);
  });

  it('looks at no domain whose record needs no lookup and stayed the same', () => {
    const zones = (address: string) => ({
      'example.com': `@ TXT "v=spf1 ip4:192.0.2.1 -all"\nmail A ${address}\nnews TXT "v=spf1 a:mail.example.com -all"\n`,
    });
    const { spfChanges } = propose(zones('192.0.2.1'), { base: zones('192.0.2.2') });
    expect(spfChanges.domains).toEqual(['news.example.com.']);
  });

  it('says the same as check_host() on both sides', () => {
    const address = fc.constantFrom('192.0.2.1', '192.0.2.9', '192.0.2.77', '198.51.100.7', '2001:db8::1');
    const term = fc.oneof(
      fc.constantFrom(
        'ip4:192.0.2.0/29',
        '-ip4:192.0.2.8/29',
        'ip4:192.0.2.64/26',
        'ip6:2001:db8::/64',
        'a:mail.example.com',
      ),
      fc.constantFrom(
        'include:a.example.com',
        'include:b.example.com',
        '?include:b.example.com',
        'mx',
        'include:open.example.net',
      ),
      fc.constantFrom('exists:%{ir}.list.example.com', 'ptr:example.com'),
    );
    const text = (end: string) =>
      fc
        .array(term, { maxLength: 4 })
        .map((terms) => `v=spf1 ${terms.filter((one) => !one.includes(end)).join(' ')} -all`);
    const estate = fc
      .record({ own: text('x'), a: text('include:a'), b: text('include'), mail: address, listed: address })
      .map(({ own, a, b, mail, listed }) => ({
        'example.com': `@ TXT "${own}"\n@ MX 10 mail\na TXT "${a}"\nb TXT "${b}"\nmail ${mail.includes(':') ? 'AAAA' : 'A'} ${mail}
${listed.includes(':') ? 'x' : listed.split('.').reverse().join('.')}.list A 127.0.0.2\n`,
      }));
    fc.assert(
      fc.property(estate, estate, fc.array(address), (before, after, ips) => {
        const proposal = propose(after, { base: before });
        const change = run(proposal.spfChanges.of('example.com.')) as SpfChange | undefined;
        const trees = [proposal.spfTree('example.com.'), proposal.baseSpf!.spfTree('example.com.')].map(run);
        const isPlain = (trees as SpfTree[]).every((tree) => tree.lookups <= MAX_LOOKUPS && authorised(tree).complete);
        for (const ip of ips) {
          const has = ({ set }: NetworkChange) => includesAddress(set, parseAddress(ip)!);
          const { result: was } = run(proposal.baseSpf!.spfVerdict('example.com.', ip)) as SpfResult;
          const { result: is } = run(proposal.spfVerdict('example.com.', ip)) as SpfResult;
          const lost = change?.lost.some((one) => has(one) && isRefused(one.after)) ?? false;
          const gained = change?.gained.some(has) ?? false;
          // A term that cannot be looked up ends a check before a later term lets the sender pass.
          if (lost) expect([['pass', 'temperror'].includes(was), is === 'pass']).toEqual([true, false]);
          if (gained) expect([was === 'pass', ['pass', 'temperror'].includes(is)]).toEqual([false, true]);
          // Where nothing is hidden, nothing is left out either.
          if (isPlain)
            expect([lost, gained]).toEqual([was === 'pass' && isRefused(is), was !== 'pass' && is === 'pass']);
        }
      }),
      { numRuns: 500 },
    );
  });
});
