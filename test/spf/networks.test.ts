import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNetwork, parseAddress } from '../../src/model/address.ts';
import { type AddressSet, countOf, includesAddress, networksOf } from '../../src/model/address-set.ts';
import type { Answer } from '../../src/model/answer.ts';
import { type Effect, run } from '../../src/model/effect.ts';
import type { Name } from '../../src/model/name.ts';
import type { QueryType } from '../../src/model/record.ts';
import { type AddressVerdict, type Authorisation, authorised, passingTerms } from '../../src/spf/networks.ts';
import type { SpfTree } from '../../src/spf/tree.ts';
import { walk } from '../../src/spf/walk.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

/** Text by name: `v=…` is TXT, `10 host` is MX, anything else an address; `timeout` is no answer. */
type Dns = Readonly<Record<string, readonly string[]>>;

function recordsOf(texts: readonly string[], type: QueryType): unknown[] {
  return texts.flatMap((text): unknown[] => {
    if (text.startsWith('v=')) return type === 'TXT' ? [{ type, strings: [text] }] : [];
    if (text.includes(' ')) {
      const [preference, host] = text.split(' ');
      return type === 'MX' ? [{ type, preference: Number(preference), exchange: `${host}.` }] : [];
    }
    return type === (text.includes(':') ? 'AAAA' : 'A') ? [{ type, address: text }] : [];
  });
}

function treeOf(dns: Dns, domain = 'example.com.'): SpfTree {
  // biome-ignore lint/correctness/useYield: every answer is at hand
  function* ask<T extends QueryType>(name: Name, type: T): Effect<Answer<T>> {
    const texts = dns[name.slice(0, -1)];
    if (texts === undefined) return { state: 'absent', reason: 'nxdomain', chain: [], source: 'live' };
    if (texts.includes('timeout')) return { state: 'unknown', reason: 'timeout', chain: [] };
    const records = recordsOf(texts, type) as never;
    return (records as unknown[]).length === 0
      ? { state: 'absent', reason: 'nodata', chain: [], source: 'live' }
      : { state: 'found', records, chain: [], source: 'live' };
  }
  const tree = run(walk(domain, ask));
  if (tree instanceof Promise) throw new Error('waited');
  return tree;
}

const of = (dns: Dns): Authorisation => authorised(treeOf(dns));
const record = (text: string, others: Dns = {}): Authorisation => of({ 'example.com': [text], ...others });
const cidr = (set: AddressSet): string => networksOf(set).map(formatNetwork).join(' ');

function verdictOf(authorisation: Authorisation, text: string): AddressVerdict | undefined {
  const address = parseAddress(text)!;
  const { value } = address;
  const decided = address.family === 4 ? authorisation.decided4 : authorisation.decided6;
  return decided.find(({ first, last }) => first <= value && value <= last)?.verdict;
}

describe('authorised', () => {
  it('respects order and qualifiers', () => {
    const found = record('v=spf1 -ip4:192.0.2.9 ip4:192.0.2.8/30 ?ip6:2001:db8::/32 ~all');
    expect(cidr(found.pass4)).toBe('192.0.2.8 192.0.2.10/31');
    expect(cidr(found.fail4)).toBe('192.0.2.9');
    expect(countOf(found.softfail4)).toBe(2n ** 32n - 4n);
    expect(cidr(found.pass6)).toBe('');
    expect(cidr(found.neutral6)).toBe('2001:db8::/32');
    expect(found).toMatchObject({ state: 'record', complete: true, permerror: undefined });
  });

  it('is neutral where nothing matches (§4.7)', () => {
    const found = record('v=spf1 ip4:192.0.2.0/24');
    expect(verdictOf(found, '198.51.100.1')).toBe('neutral');
    expect(verdictOf(found, '2001:db8::1')).toBe('neutral');
  });

  it('stops at all', () => {
    expect(cidr(record('v=spf1 -all ip4:192.0.2.1').pass4)).toBe('');
    expect(cidr(record('v=spf1 +all').pass4)).toBe('0.0.0.0/0');
    expect(cidr(record('v=spf1 +all').pass6)).toBe('::/0');
  });

  it('takes only the pass of an include, with the qualifier of the include (§5.2)', () => {
    const inner = { 'inner.example': ['v=spf1 -ip4:192.0.2.1 ip4:192.0.2.0/30 ~ip4:192.0.2.8 -all'] };
    expect(cidr(record('v=spf1 include:inner.example -all', inner).pass4)).toBe('192.0.2.0 192.0.2.2/31');
    expect(cidr(record('v=spf1 -include:inner.example +all', inner).fail4)).toBe('192.0.2.0 192.0.2.2/31');
    expect(verdictOf(record('v=spf1 ?include:inner.example -all', inner), '192.0.2.2')).toBe('neutral');
    expect(verdictOf(record('v=spf1 include:inner.example ~all', inner), '192.0.2.1')).toBe('softfail');
  });

  it('hands everything over to a redirect (§6.1), wherever it stands', () => {
    const inner = { 'inner.example': ['v=spf1 ip4:192.0.2.1 -all'] };
    const found = record('v=spf1 redirect=inner.example ?ip4:192.0.2.1 ip4:198.51.100.1', inner);
    expect(cidr(found.pass4)).toBe('198.51.100.1');
    expect(cidr(found.neutral4)).toBe('192.0.2.1');
    expect(verdictOf(found, '203.0.113.1')).toBe('fail');
    expect(verdictOf(record('v=spf1 redirect=inner.example ~all', inner), '192.0.2.1')).toBe('softfail');
  });

  it('resolves a and mx with both prefix lengths (§5.3, §5.4)', () => {
    const hosts = {
      'web.example': ['192.0.2.77', '2001:db8::77'],
      'in.example': ['10 mx1.example', '20 mx2.example'],
      'mx1.example': ['198.51.100.1'],
      'mx2.example': ['198.51.100.2', '2001:db8:2::2'],
    };
    const found = record('v=spf1 a:web.example/28//64 mx:in.example -all', hosts);
    expect(cidr(found.pass4)).toBe('192.0.2.64/28 198.51.100.1 198.51.100.2');
    expect(cidr(found.pass6)).toBe('2001:db8::/64 2001:db8:2::2');
  });

  it.each([
    ['include of a name without a record', 'v=spf1 ip4:192.0.2.1 include:none.example -all', {}, 'no-record'],
    [
      'include of a name with two',
      'v=spf1 ip4:192.0.2.1 include:x.example -all',
      { 'x.example': ['v=spf1', 'v=spf1 a'] },
      'several-records',
    ],
    [
      'include of a broken one',
      'v=spf1 ip4:192.0.2.1 include:x.example -all',
      { 'x.example': ['v=spf1 nclude:a.example'] },
      'syntax',
    ],
    ['redirect to a name without a record', 'v=spf1 ip4:192.0.2.1 redirect=none.example', {}, 'no-record'],
    ['a loop', 'v=spf1 ip4:192.0.2.1 include:example.com -all', {}, 'loop'],
  ])('gives permerror after %s to those whom no earlier term matched', (_, text, others, cause) => {
    const found = record(text, others as Dns);
    expect(verdictOf(found, '192.0.2.1')).toBe('pass');
    expect(verdictOf(found, '192.0.2.2')).toBe('permerror');
    expect(verdictOf(found, '2001:db8::1')).toBe('permerror');
    expect(found.permerror).toBe(cause);
  });

  it('gives permerror to everyone where the record itself is broken (§4.6)', () => {
    const found = record('v=spf1 ip4:192.0.2.1 nclude:x.example -all');
    expect(cidr(found.permerror4)).toBe('0.0.0.0/0');
    expect(found.permerror).toBe('syntax');
    expect(of({ 'example.com': ['v=spf1', 'v=spf1 -all'] }).permerror).toBe('several-records');
  });

  it('gives permerror to those who get as far as the eleventh lookup (§4.6.4)', () => {
    const hosts = Object.fromEntries(
      Array.from({ length: 11 }, (_, i) => [`h${i}.example`, [`192.0.2.${i}`, `2001:db8::${i}`]]),
    );
    const terms = Object.keys(hosts).map((name) => `a:${name}`);
    const ten = record(`v=spf1 ${terms.slice(0, 10).join(' ')} -all`, hosts);
    expect(ten.permerror).toBeUndefined();
    const eleven = record(`v=spf1 ${terms.join(' ')} -all`, hosts);
    expect(eleven.permerror).toBe('too-many-lookups');
    expect(verdictOf(eleven, '192.0.2.9')).toBe('pass');
    expect(verdictOf(eleven, '192.0.2.10')).toBe('permerror');
  });

  it('gives permerror after two void lookups, by family (§4.6.4)', () => {
    const hosts = { 'six.example': ['2001:db8::6'] };
    const found = record('v=spf1 a:x.example a:y.example a:six.example -all', hosts);
    expect(found.permerror).toBe('too-many-voids');
    expect(verdictOf(found, '192.0.2.1')).toBe('permerror');
    expect(verdictOf(found, '2001:db8::6')).toBe('pass');
    expect(verdictOf(found, '2001:db8::7')).toBe('fail');
  });

  it('lists beside the sets what hangs on more than the address', () => {
    const found = record('v=spf1 exists:%{i}.list.example ptr a:slow.example ip4:192.0.2.1 -all', {
      'slow.example': ['timeout'],
    });
    expect(cidr(found.pass4)).toBe('192.0.2.1');
    expect(found.dynamic.map(({ term }) => term.source)).toEqual(['exists:%{i}.list.example', 'ptr']);
    expect(found.unverified.map(({ term }) => term.source)).toEqual(['a:slow.example']);
    expect(found.complete).toBe(false);
  });

  it('takes an exists without macros for everyone or nobody (§5.7)', () => {
    const there = { 'there.example': ['127.0.0.2'] };
    expect(cidr(record('v=spf1 exists:there.example -all', there).pass6)).toBe('::/0');
    expect(cidr(record('v=spf1 exists:gone.example -all', there).pass4)).toBe('');
  });

  it('tells no record from no answer', () => {
    expect(of({})).toMatchObject({ state: 'none', complete: true });
    expect(of({ 'example.com': ['timeout'] })).toMatchObject({ state: 'unknown', complete: false });
    expect(of({}).decided4).toEqual([]);
  });
});

describe('passingTerms', () => {
  it('says which term of the own record brought a network', () => {
    const found = record('v=spf1 ip4:192.0.2.0/25 include:inner.example -all', {
      'inner.example': ['v=spf1 include:deep.example -all'],
      'deep.example': ['v=spf1 ip4:192.0.2.0/24 -all'],
    });
    const terms = passingTerms(found, found.pass4).map(({ term, set }) => [term.term.source, cidr(set)]);
    expect(terms).toEqual([
      ['ip4:192.0.2.0/25', '192.0.2.0/25'],
      ['include:inner.example', '192.0.2.128/25'],
    ]);
  });
});

describe('authorised against an evaluation of each address', () => {
  const qualifier = fc.constantFrom('', '+', '-', '~', '?');
  const network = fc
    .tuple(qualifier, fc.nat(63), fc.integer({ min: 26, max: 32 }))
    .map(([sign, host, prefix]) => `${sign}ip4:192.0.2.${host}/${prefix}`);
  const include = (names: readonly string[]) =>
    fc.tuple(qualifier, fc.constantFrom(...names)).map(([sign, name]) => `${sign}include:${name}`);
  const all = qualifier.map((sign) => `${sign}all`);
  // Each record includes only the ones below it, so there is no loop, and fewer lookups than the limit.
  const text = (names: readonly string[]) =>
    fc
      .tuple(
        fc.array(names.length === 0 ? network : fc.oneof(network, network, include(names)), { maxLength: 3 }),
        fc.option(
          names.length === 0
            ? all
            : fc.oneof(
                all,
                fc.constantFrom(...names).map((name) => `redirect=${name}`),
              ),
        ),
      )
      .map(([terms, end]) => ['v=spf1', ...terms, ...(end === null ? [] : [end])].join(' '));
  const estate = fc.record({
    'c.example': text([]).map((value) => [value]),
    'b.example': text(['c.example', 'none.example']).map((value) => [value]),
    'example.com': text(['b.example', 'c.example']).map((value) => [value]),
  });

  /** RFC 7208 §4.6, for one address and the terms used here, straight from the text. */
  function evaluate(dns: Dns, domain: string, address: string): AddressVerdict | 'none' {
    const [source] = dns[domain] ?? [];
    if (source === undefined) return 'none';
    const verdicts = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const;
    const terms = source.split(' ').slice(1);
    for (const term of terms) {
      const [, sign, body] = /^([-+~?]?)(.*)$/.exec(term)!;
      const verdict = verdicts[(sign || '+') as keyof typeof verdicts];
      if (body === 'all') return verdict;
      const [name, argument] = body.split(':');
      if (name === 'include') {
        const inner = evaluate(dns, argument, address);
        if (inner === 'none' || inner === 'permerror') return 'permerror';
        if (inner === 'pass') return verdict;
      } else if (name === 'ip4') {
        const [base, prefix] = argument.split('/');
        const bits = (value: string) => Number(value.split('.')[3]) >> (32 - Number(prefix));
        if (bits(base) === bits(address)) return verdict;
      }
    }
    const redirect = terms.find((term) => term.startsWith('redirect='));
    if (redirect === undefined) return 'neutral';
    const handed = evaluate(dns, redirect.slice('redirect='.length), address);
    return handed === 'none' ? 'permerror' : handed;
  }

  it('gives each address its verdict, in the sets and in the ranges', () => {
    fc.assert(
      fc.property(estate, (dns) => {
        const tree = treeOf(dns);
        // Beyond the limits the sets charge a sender that an include refuses half-way with the whole include.
        fc.pre(tree.lookups <= 10 && tree.voids4.length <= 2);
        const found = authorised(tree);
        const sets = {
          pass: found.pass4,
          fail: found.fail4,
          softfail: found.softfail4,
          neutral: found.neutral4,
          permerror: found.permerror4,
        };
        for (let host = 0; host < 64; host++) {
          const text = `192.0.2.${host}`;
          const expected = evaluate(dns, 'example.com', text);
          expect(verdictOf(found, text)).toBe(expected);
          for (const [verdict, set] of Object.entries(sets)) {
            expect(includesAddress(set, parseAddress(text)!)).toBe(verdict === expected);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('authorised at scale', () => {
  it('takes 5,000 ranges', () => {
    const terms = Array.from(
      { length: 5_000 },
      (_, i) => `ip4:${10 + (i % 200)}.${i >> 8}.${i % 256}.0/${24 + (i % 8)}`,
    );
    const tree = treeOf({ 'example.com': [`v=spf1 ${terms.join(' ')} -all`] });
    authorised(tree);
    const begin = cpuMilliseconds();
    const found = authorised(tree);
    expect(cpuMilliseconds() - begin).toBeLessThan(500);
    expect(found.pass4.ranges.length).toBeGreaterThan(1_000);
  });
});
