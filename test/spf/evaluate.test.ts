import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Effect, run, wait } from '../../src/model/effect.ts';
import { checkHost, type SpfQuery, type SpfResult } from '../../src/spf/evaluate.ts';
import type { SpfTree } from '../../src/spf/tree.ts';
import { type Ask, walk } from '../../src/spf/walk.ts';
import { type MemoryDns, memoryDns } from '../support/memory-dns.ts';

function askOf({ resolver }: MemoryDns): Ask {
  return function* (name, type) {
    return (yield* wait(resolver({ name, type }))) as never;
  } as Ask;
}

function check(zone: string, query: Partial<SpfQuery> = {}): SpfResult & { dns: MemoryDns } {
  const dns = memoryDns(zone);
  const full = { ip: '192.0.2.1', sender: 'user@example.com', helo: 'mail.example.com', ...query };
  const result = run(checkHost(full, askOf(dns)) as Effect<SpfResult>);
  if (result instanceof Promise) throw new Error('waited although every answer was at hand');
  return { ...result, dns };
}

const verdict = (zone: string, query?: Partial<SpfQuery>) => check(zone, query).result;
const pathOf = ({ path }: SpfResult) => path.map(({ domain, term }) => `${domain} ${term.source}`);

describe('the result', () => {
  it.each([
    ['v=spf1 ip4:192.0.2.0/24 -all', 'pass'],
    ['v=spf1 -ip4:192.0.2.1 +all', 'fail'],
    ['v=spf1 ~ip4:192.0.2.0/31 -all', 'softfail'],
    ['v=spf1 ?ip4:192.0.2.2/30', 'neutral'],
    ['v=spf1 ip4:198.51.100.0/24', 'neutral'],
    ['v=spf1', 'neutral'],
    ['v=spf1 +all ip5:x', 'permerror'],
    ['v=spf10 +all', 'none'],
    ['v=spf1 a -all', 'pass'],
    ['v=spf1 a:other.example.com/24 -all', 'pass'],
    ['v=spf1 a:other.example.com -all', 'fail'],
    ['v=spf1 mx -all', 'pass'],
    ['v=spf1 mx:nullmx.example.com ~all', 'softfail'],
    ['v=spf1 exists:%{ir}.list.example.com -all', 'pass'],
    ['v=spf1 a:%{l}.users.example.com -all', 'pass'],
    ['v=spf1 ptr:example.net -all', 'pass'],
    ['v=spf1 ptr -all', 'fail'],
    ['v=spf1 a:down.example.com -all', 'temperror'],
    ['v=spf1 mx:down.example.com -all', 'temperror'],
    ['v=spf1 exists:down.example.com -all', 'temperror'],
    ['v=spf1 include:down.example.com -all', 'temperror'],
    ['v=spf1 redirect=down.example.com', 'temperror'],
  ])('of %s is %s', (record, expected) => {
    const zone = `
      example.com TXT ${record}
      example.com A 192.0.2.1
      example.com MX 10 example.com
      other.example.com A 192.0.2.200
      nullmx.example.com MX 0 .
      1.2.0.192.list.example.com A 127.0.0.2
      user.users.example.com A 192.0.2.1
      down.example.com * !servfail
      1.2.0.192.in-addr.arpa PTR host.EXAMPLE.net
      1.2.0.192.in-addr.arpa PTR forged.example.com
      host.example.net A 192.0.2.1
      forged.example.com A 192.0.2.99
    `;
    expect(verdict(zone)).toBe(expected);
  });

  it.each([
    [{ sender: 'x@nowhere.example' }, 'none'],
    [{ sender: 'x@localhost' }, 'none'],
    [{ sender: 'x@[192.0.2.1]' }, 'none'],
    [{ sender: 'x@a..example.com' }, 'none'],
    [{ sender: 'x@EXAMPLE.com.' }, 'fail'],
    [{ sender: '', helo: 'example.com' }, 'fail'],
    [{ sender: '<>', helo: 'example.com' }, 'fail'],
    [{ sender: 'x@other.example', domain: 'example.com' }, 'fail'],
    [{ ip: 'no address' }, 'none'],
  ])('of %j is %s', (query, expected) => {
    expect(verdict('example.com TXT v=spf1 -all', query)).toBe(expected);
  });

  it('treats an IPv4-mapped address as IPv4, and asks for addresses by family', () => {
    const zone = 'example.com TXT v=spf1 ip6:::/0 a -all\nexample.com A 192.0.2.1\nexample.com AAAA 2001:db8::1';
    expect(check(zone, { ip: '::ffff:192.0.2.1' })).toMatchObject({ result: 'pass', lookups: 1 });
    const four = check(zone);
    expect(four.dns.asked).toEqual(['example.com. TXT', 'example.com. A']);
    const six = check('example.com TXT v=spf1 a//128 -all\nexample.com AAAA 2001:db8::1', { ip: '2001:DB8::1' });
    expect(six.result).toBe('pass');
    expect(six.dns.asked).toEqual(['example.com. TXT', 'example.com. AAAA']);
  });

  it('asks nothing after a match, and nothing for terms that need no lookup', () => {
    const { dns } = check('example.com TXT v=spf1 ip4:192.0.2.1 a mx include:x.example -all');
    expect(dns.asked).toEqual(['example.com. TXT']);
  });

  it('tells the way to the deciding term', () => {
    const zone = `
      example.com TXT v=spf1 include:a.example redirect=b.example
      a.example TXT v=spf1 ?include:c.example -all
      b.example TXT v=spf1 -include:c.example ~all
      c.example TXT v=spf1 ip4:192.0.2.1 -all
    `;
    expect(pathOf(check(zone))).toEqual([
      'example.com redirect=b.example',
      'b.example -include:c.example',
      'c.example ip4:192.0.2.1',
    ]);
    expect(check(zone)).toMatchObject({ result: 'fail', lookups: 4, voids: 0 });
    expect(check(zone, { ip: '192.0.2.2' })).toMatchObject({ result: 'softfail' });
    expect(check('example.com TXT v=spf1 mx').path).toEqual([]);
  });

  it.each([
    ['include:none.example', 'permerror'],
    ['include:several.example', 'permerror'],
    ['include:broken.example', 'permerror'],
    ['include:neutral.example', 'softfail'],
    ['redirect=none.example', 'permerror'],
    ['redirect=neutral.example', 'neutral'],
    ['include:a..b', 'permerror'],
    ['include:example.com', 'permerror'],
    ['redirect=example.com', 'permerror'],
  ])('of a record with %s is %s', (term, expected) => {
    const zone = `
      example.com TXT v=spf1 ${term} ${term.startsWith('redirect') ? '' : '~all'}
      none.example TXT nothing
      several.example TXT v=spf1 -all
      several.example TXT v=spf1 +all
      broken.example TXT v=spf1 +all nonsense
      neutral.example TXT v=spf1 ?all
    `;
    const result = check(zone);
    expect(result.result).toBe(expected);
    expect(result.reason === undefined).toBe(expected !== 'permerror');
  });

  it('counts the same record twice as one', () => {
    expect(verdict('example.com TXT v=spf1 -all\nexample.com TXT v=spf1 -all')).toBe('fail');
  });
});

describe('the limits', () => {
  const lookups = (n: number) => Array.from({ length: n }, (_, i) => `a:h${i}.example`).join(' ');
  const hosts = Array.from({ length: 20 }, (_, i) => `h${i}.example A 198.51.100.1`).join('\n');

  it.each([
    [10, 'fail'],
    [11, 'permerror'],
  ])('with %d lookups yield %s', (n, expected) => {
    expect(verdict(`example.com TXT v=spf1 ${lookups(n)} -all\n${hosts}`)).toBe(expected);
  });

  it('count across includes and redirects', () => {
    const zone = (n: number) => `
      example.com TXT v=spf1 include:a.example redirect=b.example
      a.example TXT v=spf1 ${lookups(4)} -all
      b.example TXT v=spf1 ${lookups(n)} -all
      ${hosts}`;
    expect(check(zone(4))).toMatchObject({ result: 'fail', lookups: 10 });
    expect(check(zone(5))).toMatchObject({ result: 'permerror' });
  });

  it('count the lookup of the macro p', () => {
    expect(check('example.com TXT v=spf1 exists:%{p}.example -all')).toMatchObject({ result: 'fail', lookups: 2 });
  });

  it.each([
    [2, 'fail'],
    [3, 'permerror'],
  ])('with %d void lookups yield %s', (n, expected) => {
    expect(verdict(`example.com TXT v=spf1 ${lookups(n)} -all`)).toBe(expected);
  });

  it('judge void lookups by family', () => {
    const zone =
      'example.com TXT v=spf1 a:h0.example a:h1.example a:h2.example mx:m.example -all\nm.example MX 1 h3.example';
    expect(verdict(`${zone}\n${hosts}`)).toBe('fail');
    expect(verdict(`${zone}\n${hosts}`, { ip: '2001:db8::1' })).toBe('permerror');
  });

  it.each([
    [10, 'pass'],
    [11, 'permerror'],
  ])('with %d MX records yield %s', (n, expected) => {
    const mx = Array.from({ length: n }, (_, i) => `example.com MX ${i} h${i}.example`).join('\n');
    expect(verdict(`example.com TXT v=spf1 mx -all\n${mx}\n${hosts}\nh9.example A 192.0.2.1`)).toBe(expected);
  });

  it.each([
    [9, 'pass'],
    [10, 'fail'],
  ])('look at ten PTR records: the match after %d others yields %s', (n, expected) => {
    const ptr = Array.from({ length: n }, (_, i) => `1.2.0.192.in-addr.arpa PTR h${i}.example`).join('\n');
    const zone = `example.com TXT v=spf1 ptr -all\n${ptr}\n1.2.0.192.in-addr.arpa PTR m.example.com\n${hosts}\nm.example.com A 192.0.2.1`;
    expect(verdict(zone)).toBe(expected);
  });
});

describe('the explanation', () => {
  const explained = (text: string, query?: Partial<SpfQuery>, zone = '') =>
    check(`example.com TXT v=spf1 -all exp=e.example.com\ne.example.com TXT ${text}\n${zone}`, query).explanation;

  it.each([
    [
      'See http://%{d}/?s=%{S}&i=%{i}&h=%{h}',
      'See http://example.com/?s=user%40example.com&i=192.0.2.1&h=mail.example.com',
    ],
    ['%{c} to %{r} at %{t}', '192.0.2.1 to mx.example.org at 1234567890'],
    ['%{ir}.%{v}.arpa 100%% %{l1r-}%_%{o2}%-', '1.2.0.192.in-addr.arpa 100% user example.com%20'],
    ['%{dr}: %{d1}, %{d1r}', 'com.example: com, example'],
    ['from %{p}', 'from mail.example.com'],
    ['', undefined],
    ['%{x}', undefined],
    ['50% off', undefined],
    ['caf\xe9', undefined],
  ])('%j becomes %j', (text, expected) => {
    const query = { receiver: 'mx.example.org', now: 1_234_567_890 };
    const zone = '1.2.0.192.in-addr.arpa PTR mail.example.com\nmail.example.com A 192.0.2.1';
    if (text === '') {
      expect(check('example.com TXT v=spf1 -all exp=e.example.com').explanation).toBe(expected);
    } else {
      expect(explained(text, query, zone)).toBe(expected);
    }
  });

  it('writes IPv6 addresses as people and as macros do', () => {
    expect(explained('%{c} %{ir}.%{v}', { ip: '2001:DB8:0::CB01' })).toBe(
      '2001:db8::cb01 1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6',
    );
  });

  it('keeps a sender beyond ASCII out of the reply unless it is escaped', () => {
    expect(explained('%{s}', { sender: 'jürgen@example.com' })).toBeUndefined();
    expect(explained('%{S}', { sender: 'jürgen@example.com' })).toBe('j%C3%BCrgen%40example.com');
  });

  it('is that of the record that fails: never an include’s, and a redirect’s own', () => {
    const zone = `
      example.com TXT v=spf1 include:i.example redirect=r.example exp=own.example
      i.example TXT v=spf1 ip4:198.51.100.1 -all exp=wrong.example
      r.example TXT v=spf1 -all exp=right.example
      own.example TXT own
      wrong.example TXT wrong
      right.example TXT right
      inc.example.com TXT v=spf1 -include:pass.example exp=right.example
      pass.example TXT v=spf1 +all exp=wrong.example
    `;
    expect(check(zone).explanation).toBe('right');
    expect(check(zone, { sender: 'x@inc.example.com' }).explanation).toBe('right');
  });

  it('is asked for only with fail, and its lookups never count', () => {
    expect(check('example.com TXT v=spf1 ~all exp=e.example').dns.asked).toEqual(['example.com. TXT']);
    const zone = 'example.com TXT v=spf1 a:x.example a:y.example exp=%{p}.gone.example -all';
    expect(check(zone)).toMatchObject({ result: 'fail', lookups: 2, voids: 2 });
  });
});

describe('names', () => {
  it('are cut to 253 characters from the left', () => {
    const long = `${'a'.repeat(50)}.`.repeat(4);
    const { dns } = check(`example.com TXT v=spf1 exists:%{l}.${long}example.org -all`, {
      sender: `${'b'.repeat(45)}.x@example.com`,
    });
    expect(dns.asked[1]).toBe(`x.${long}example.org. A`);
  });

  it('that cannot be asked for do not exist', () => {
    const { dns, result } = check(`example.com TXT v=spf1 a:%{l}.example.org -all`, {
      sender: `${'b'.repeat(64)}@example.com`,
    });
    expect(result).toBe('fail');
    expect(dns.asked).toHaveLength(1);
  });

  it('are asked with their odd characters escaped', () => {
    const { dns } = check('example.com TXT v=spf1 exists:a\\b%_c.%{l}.example.org -all', { sender: 'ü@example.com' });
    expect(dns.asked[1]).toBe('a\\\\b\\032c.\\195\\188.example.org. A');
  });

  it('prefer the domain itself, then one below it, for the macro p', () => {
    const zone = (ptr: string) => `
      example.com TXT v=spf1 -all exp=e.example.com
      e.example.com TXT %{p}
      ${ptr
        .split(' ')
        .map((name) => `1.2.0.192.in-addr.arpa PTR ${name}\n${name} A 192.0.2.1`)
        .join('\n')}`;
    expect(check(zone('z.example a.example.com example.com')).explanation).toBe('example.com');
    expect(check(zone('z.example a.example.com')).explanation).toBe('a.example.com');
    expect(check(zone('z.example notexample.com')).explanation).toBe('z.example');
    expect(check('example.com TXT v=spf1 -all exp=e.example\ne.example TXT %{p}').explanation).toBe('unknown');
  });
});

describe('the walk and the evaluation', () => {
  const names = ['example.com', 'a.example', 'b.example', 'c.example', 'd.example'];
  const term = fc.oneof(
    fc.constantFrom(...names).map((name) => `include:${name}`),
    fc.constantFrom(...names, 'gone.example').map((name) => `a:${name}`),
    fc.constantFrom(
      'mx',
      'a',
      'mx:b.example',
      'mx:gone.example',
      'exists:gone.example',
      'ip4:198.51.100.0/24',
      'a:%{p}.ok.example',
    ),
  );
  const record = fc
    .tuple(
      fc.array(term, { maxLength: 5 }),
      fc.constantFrom('-all', '~all', '?all', 'redirect=c.example', 'redirect=d.example', ''),
    )
    .map(([terms, last]) => ['v=spf1', ...terms, last].join(' '));

  it('agree on what a sender costs whom no term matches', () => {
    fc.assert(
      fc.property(fc.array(fc.option(record), { minLength: 5, maxLength: 5 }), fc.boolean(), (records, isSix) => {
        const zone = `
          ${records.map((text, i) => (text === null ? '' : `${names[i]} TXT ${text}`)).join('\n')}
          a.example A 203.0.113.1
          a.example MX 1 a.example
          b.example MX 1 d.example
          c.example AAAA 2001:db8::1
          unknown.ok.example A 203.0.113.1
          unknown.ok.example AAAA 2001:db8::1
          d.example A 203.0.113.2
          d.example AAAA 2001:db8::2
        `;
        const tree = run(walk('example.com.', askOf(memoryDns(zone)))) as SpfTree;
        const result = check(zone, { ip: isSix ? '2001:db8::99' : '192.0.2.1' });
        const voids = isSix ? tree.voids6.length : tree.voids4.length;
        if (result.result === 'permerror') {
          const outcomes = new Set<string>();
          const collect = ({ terms }: SpfTree['root']): void =>
            terms.forEach(({ outcome, child }) => {
              outcomes.add(outcome);
              if (child !== undefined) collect(child);
            });
          collect(tree.root);
          expect(tree.lookups > 10 || voids > 2 || outcomes.has('no-record') || outcomes.has('loop')).toBe(true);
        } else if (result.result !== 'none') {
          expect([result.lookups, result.voids]).toEqual([tree.lookups, voids]);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
