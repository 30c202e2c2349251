import { describe, expect, it } from 'vitest';
import { type Effect, run, wait } from '../../src/model/effect.ts';
import type { DomainNode, SpfTree, TermNode } from '../../src/spf/tree.ts';
import { type Ask, walk } from '../../src/spf/walk.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';
import { type MemoryDns, memoryDns } from '../support/memory-dns.ts';

function askOf({ resolver }: MemoryDns): Ask {
  return function* (name, type) {
    return (yield* wait(resolver({ name, type }))) as never;
  } as Ask;
}

function walkNow(dns: MemoryDns, domain = 'example.com.'): SpfTree {
  const result = run(walk(domain, askOf(dns)) as Effect<SpfTree>);
  if (result instanceof Promise) throw new Error('waited although every answer was at hand');
  return result;
}

/** One line a term: its source, cost, outcome, and `4`/`6` for void lookups; children indented. */
function outline(node: DomainNode, indent = ''): string[] {
  return node.terms.flatMap((term) => [
    `${indent}${line(term)}`,
    ...(term.child ? outline(term.child, `${indent}  `) : []),
  ]);
}

function line({ term, lookups, outcome, void4, void6 }: TermNode): string {
  const voids = `${void4 ? ' void4' : ''}${void6 ? ' void6' : ''}`;
  return `${term.source} ${lookups} ${outcome}${voids}`;
}

describe('the walk', () => {
  it('counts what every term costs, and does not stop at a match', () => {
    const dns = memoryDns(`
      example.com TXT v=spf1 ip4:0.0.0.0/0 include:a.example.net mx a:host.example.com ptr exists:%{i}.example.org -all
      example.com MX 10 mail.example.com.
      mail.example.com A 192.0.2.1
      mail.example.com AAAA 2001:db8::1
      host.example.com A 192.0.2.2
      a.example.net TXT v=spf1 a include:b.example.net ~all
      a.example.net A 192.0.2.3
      b.example.net TXT v=spf1 ip4:192.0.2.4 ?all
    `);
    const tree = walkNow(dns);
    expect(outline(tree.root)).toEqual([
      'ip4:0.0.0.0/0 0 ok',
      'include:a.example.net 3 ok',
      '  a 1 ok void6',
      '  include:b.example.net 1 ok',
      '    ip4:192.0.2.4 0 ok',
      '    ?all 0 ok',
      '  ~all 0 ok',
      'mx 1 ok',
      'a:host.example.com 1 ok void6',
      'ptr 1 ok',
      'exists:%{i}.example.org 1 dynamic',
      '-all 0 ok',
    ]);
    expect(tree).toMatchObject({ lookups: 7, atLeast: true, truncated: false, unverified: [], voids4: [] });
    expect(tree.voids6.map(({ term }) => term.source)).toEqual(['a', 'a:host.example.com']);
    expect(tree.root.terms[2]).toMatchObject({
      exchanges: ['mail.example.com.'],
      addresses4: ['192.0.2.1'],
      addresses6: ['2001:db8::1'],
    });
  });

  it('ignores mechanisms after all and a redirect beside it, and asks nothing for them', () => {
    const dns = memoryDns(
      'example.com TXT v=spf1 redirect=r.example.com -all a:x.example.com exp=e.example.com foo=bar',
    );
    const tree = walkNow(dns);
    expect(outline(tree.root)).toEqual([
      'redirect=r.example.com 0 ignored',
      '-all 0 ok',
      'a:x.example.com 0 ignored',
      'exp=e.example.com 0 ok',
      'foo=bar 0 ok',
    ]);
    expect(tree.lookups).toBe(0);
    expect(dns.asked).toEqual(['example.com. TXT']);
  });

  it('follows a redirect after all mechanisms, wherever it stands', () => {
    const dns = memoryDns(`
      example.com TXT v=spf1 redirect=r.example.com a:gone.example.com
      r.example.com TXT v=spf1 a:gone2.example.com -all
    `);
    const tree = walkNow(dns);
    expect(tree.lookups).toBe(3);
    expect(tree.voids4.map(({ term }) => term.source)).toEqual(['a:gone.example.com', 'a:gone2.example.com']);
  });

  it('tells what includes and redirects lead to', () => {
    const dns = memoryDns(`
      example.com TXT v=spf1 include:gone.example include:other.example.com include:two.example.com include:bad.example.com include:down.example.com include:a..b redirect=gone.example
      other.example.com TXT something else
      two.example.com TXT v=spf1 -all
      two.example.com TXT v=spf1 ~all
      bad.example.com TXT v=spf1 nclude:x.example.com a:gone.example -all
      down.example.com TXT !servfail
    `);
    const tree = walkNow(dns);
    expect(outline(tree.root)).toEqual([
      'include:gone.example 1 no-record void4 void6',
      'include:other.example.com 1 no-record',
      'include:two.example.com 1 no-record',
      'include:bad.example.com 2 no-record',
      '  a:gone.example 1 void void4 void6',
      '  -all 0 ok',
      'include:down.example.com 1 unverified',
      'include:a..b 1 no-record void4 void6',
      'redirect=gone.example 1 no-record void4 void6',
    ]);
    expect(tree.root.terms.map(({ child }) => child?.selection.state)).toEqual([
      'none',
      'none',
      'several',
      'one',
      'unknown',
      'none',
      'none',
    ]);
    expect(tree).toMatchObject({ lookups: 8, atLeast: true });
    expect(tree.unverified.map(({ reason }) => reason)).toEqual(['servfail']);
  });

  it('expands the macros that are the same for every sender', () => {
    const dns = memoryDns(`
      example.com TXT v=spf1 include:_spf.%{d} redirect=%{d2}.%{h}.example.net
      _spf.example.com TXT v=spf1 a:%{o} a:%{d3} exists:%{p}.example.com -all
      example.com A 192.0.2.1
    `);
    const tree = walkNow(dns);
    expect(outline(tree.root)).toEqual([
      'include:_spf.%{d} 5 ok',
      '  a:%{o} 1 ok void6',
      '  a:%{d3} 1 void void4 void6',
      '  exists:%{p}.example.com 2 dynamic',
      '  -all 0 ok',
      'redirect=%{d2}.%{h}.example.net 1 dynamic',
    ]);
    expect(tree.root.terms[0].child?.terms[0].target).toBe('example.com.');
    expect(tree.atLeast).toBe(true);
  });

  it.each([
    ['v=spf1 include:example.com -all', ['include:example.com 1 loop', '-all 0 ok'], 1],
    ['v=spf1 redirect=EXAMPLE.com.', ['redirect=EXAMPLE.com. 1 loop'], 1],
    [
      'v=spf1 include:b.example.com -all\nb.example.com TXT v=spf1 include:c.example.com\nc.example.com TXT v=spf1 redirect=b.example.com',
      ['include:b.example.com 3 ok', '  include:c.example.com 2 ok', '    redirect=b.example.com 1 loop', '-all 0 ok'],
      3,
    ],
  ])('cuts the loop of %s', (record, expected, lookups) => {
    const tree = walkNow(memoryDns(`example.com TXT ${record}`));
    expect(outline(tree.root)).toEqual(expected);
    expect(tree.lookups).toBe(lookups);
  });

  it('expands a record anew where a loop below it looks different', () => {
    const tree = walkNow(
      memoryDns(`
        example.com TXT v=spf1 include:b.example.com include:c.example.com -all
        b.example.com TXT v=spf1 include:c.example.com
        c.example.com TXT v=spf1 include:b.example.com
      `),
    );
    expect(outline(tree.root)).toEqual([
      'include:b.example.com 3 ok',
      '  include:c.example.com 2 ok',
      '    include:b.example.com 1 loop',
      'include:c.example.com 3 ok',
      '  include:b.example.com 2 ok',
      '    include:c.example.com 1 loop',
      '-all 0 ok',
    ]);
  });

  it('counts a shared include each time and keeps one node of it', () => {
    const dns = memoryDns(`
      example.com TXT v=spf1 include:b.example.com include:c.example.com include:b.example.com -all
      b.example.com TXT v=spf1 include:s.example.com -all
      c.example.com TXT v=spf1 include:s.example.com -all
      s.example.com TXT v=spf1 a:gone.example -all
    `);
    const tree = walkNow(dns);
    expect(tree.lookups).toBe(9);
    expect(tree.voids4).toHaveLength(3);
    expect(tree.root.terms[0].child).toBe(tree.root.terms[2].child);
    expect(dns.asked.filter((question) => question.startsWith('s.example.com'))).toHaveLength(1);
  });

  it('judges void lookups by the family of the sender', () => {
    const tree = walkNow(
      memoryDns(`
        example.com TXT v=spf1 a:four.example a:six.example a:none.example mx:four.example mx:gone.example mx:dead.example mx:null.example exists:six.example exists:four.example -all
        four.example A 192.0.2.1
        four.example MX 10 four.example
        four.example MX 20 gone.example
        six.example AAAA 2001:db8::1
        none.example TXT nothing
        dead.example MX 10 gone.example
        null.example MX 0 .
      `),
    );
    expect(outline(tree.root).slice(0, -1)).toEqual([
      'a:four.example 1 ok void6',
      'a:six.example 1 ok void4',
      'a:none.example 1 void void4 void6',
      'mx:four.example 1 ok void6',
      'mx:gone.example 1 void void4 void6',
      'mx:dead.example 1 void void4 void6',
      'mx:null.example 1 ok',
      'exists:six.example 1 void void4 void6',
      'exists:four.example 1 ok',
    ]);
  });

  it('does not ask for the addresses of more than ten MX', () => {
    const eleven = Array.from({ length: 11 }, (_, i) => `example.com MX ${i} mx${i}.example.com`).join('\n');
    const dns = memoryDns(`example.com TXT v=spf1 mx -all\n${eleven}`);
    const tree = walkNow(dns);
    expect(tree.root.terms[0].outcome).toBe('too-many-mx');
    expect(tree.root.terms[0].exchanges).toHaveLength(11);
    expect(dns.asked).toEqual(['example.com. TXT', 'example.com. MX']);
  });

  it('keeps what it knows of a term whose lookup failed in part', () => {
    const tree = walkNow(
      memoryDns(`
        example.com TXT v=spf1 a:half.example a:empty.example -all
        half.example A 192.0.2.1
        half.example AAAA !timeout
        empty.example TXT x
        empty.example AAAA !timeout
      `),
    );
    expect(tree.root.terms[0]).toMatchObject({ outcome: 'unverified', reason: 'timeout', addresses4: ['192.0.2.1'] });
    expect(outline(tree.root)[1]).toBe('a:empty.example 1 unverified void4');
    expect(tree.unverified).toHaveLength(2);
  });

  it.each([
    ['nothing.example', 'none'],
    ['down.example', 'unknown'],
  ])('yields an empty tree for %s', (domain, state) => {
    const tree = walkNow(memoryDns('down.example TXT !timeout'), `${domain}.`);
    expect(tree.root).toMatchObject({ terms: [], selection: { state } });
    expect(tree.atLeast).toBe(state === 'unknown');
  });

  it('has the questions of a record on their way together', async () => {
    const records = Array.from({ length: 8 }, (_, i) => `i${i}.example TXT v=spf1 a:h${i}.example -all`);
    const dns = memoryDns(
      `example.com TXT v=spf1 ${records.map((_, i) => `include:i${i}.example`).join(' ')} -all\n${records.join('\n')}`,
      { waits: true },
    );
    const tree = await run(walk('example.com.', askOf(dns)));
    expect(tree.lookups).toBe(16);
    expect(dns.mostInFlight()).toBeGreaterThanOrEqual(8);
  });
});

describe('hostile records', () => {
  it('that include one name ten thousand times cost little', () => {
    const dns = memoryDns(`
      example.com TXT v=spf1 ${'include:b.example '.repeat(10_000)} -all
      b.example TXT v=spf1 ${'a:c.example '.repeat(100)} -all
      c.example A 192.0.2.1
    `);
    const started = cpuMilliseconds();
    const tree = walkNow(dns);
    expect(tree.lookups).toBe(1_000_000);
    expect(dns.asked).toHaveLength(4);
    expect(cpuMilliseconds() - started).toBeLessThan(2_000);
  });

  it('that multiply level by level are bounded', () => {
    const levels = Array.from(
      { length: 60 },
      (_, i) => `l${i}.example TXT v=spf1 ${`include:l${i + 1}.example `.repeat(10)}`,
    );
    const dns = memoryDns(`${levels.join('\n')}\nl60.example TXT v=spf1 a:gone.example -all`);
    const tree = walkNow(dns, 'l0.example.');
    expect(tree).toMatchObject({ lookups: 1_000_000, atLeast: true });
    expect(tree.voids4.length).toBeLessThanOrEqual(1_000);
    expect(dns.asked.length).toBeLessThan(100);
  });

  it('that include one another in circles are bounded', () => {
    const all = Array.from({ length: 30 }, (_, i) => `include:l${i}.example`).join(' ');
    const dns = memoryDns(Array.from({ length: 30 }, (_, i) => `l${i}.example TXT v=spf1 ${all} -all`).join('\n'));
    const started = cpuMilliseconds();
    const tree = walkNow(dns, 'l0.example.');
    expect(tree).toMatchObject({ truncated: true, atLeast: true });
    expect(cpuMilliseconds() - started).toBeLessThan(3_000);
  });

  it('that go on for ever are cut', () => {
    const endless: Ask = function* (name: string, type: string) {
      const n = Number(/^l(\d+)/.exec(name)?.[1]);
      const strings = [`v=spf1 include:l${n + 1}.example a:h${n}.example`];
      const found = type === 'TXT' ? [{ type: 'TXT', strings }] : [{ type, address: '192.0.2.1' }];
      return (yield* wait({ state: 'found', records: found, chain: [], source: 'live' })) as never;
    } as Ask;
    const tree = run(walk('l0.example.', endless)) as SpfTree;
    expect(tree).toMatchObject({ truncated: true, atLeast: true });
    expect(tree.unverified.length).toBeGreaterThan(0);
  });

  it('with thousands of different lookups stop asking', () => {
    const dns = memoryDns(
      `example.com TXT v=spf1 ${Array.from({ length: 6_000 }, (_, i) => `a:h${i}.example`).join(' ')} -all`,
    );
    const tree = walkNow(dns);
    expect(tree).toMatchObject({ lookups: 6_000, truncated: true });
    expect(dns.asked.length).toBeLessThan(4_100);
  });
});
