import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSpf } from '../../src/spf/parse.ts';
import type { Mechanism, MechanismName, Qualifier, Term } from '../../src/spf/record.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

// The ABNF of RFC 7208 §12 once more, rule by rule, as the second opinion.
const EXPAND = '%(?:\\{[slodiphv](?:[0-9]*[1-9][0-9]*)?r?[-.+,/_=]*\\}|%|_|-)';
const MACRO_STRING = `(?:${EXPAND}|[\\x21-\\x24\\x26-\\x7e])*`;
const TOPLABEL = '(?:[a-z0-9]*[a-z][a-z0-9]*|[a-z0-9]+-[a-z0-9-]*[a-z0-9])';
const DOMAIN = `${MACRO_STRING}(?:\\.${TOPLABEL}\\.?|${EXPAND})`;
const CIDR4 = '/(?:[12]?[0-9]|3[0-2])';
const CIDR6 = '/(?:[1-9]?[0-9]|1[01][0-9]|12[0-8])';
const DUAL = `(?:${CIDR4})?(?:/${CIDR6})?`;
const grammar = (rule: string) => new RegExp(`^(?:${rule})$`, 'i');
const DIRECTIVE = grammar(
  `[+?~-]?(?:all|include:${DOMAIN}|(?:a|mx)(?::${DOMAIN})?${DUAL}|ptr(?::${DOMAIN})?|exists:${DOMAIN})`,
);
const MODIFIER = grammar(`(?:redirect|exp)=${DOMAIN}|(?!redirect=|exp=)[a-z][a-z0-9_.-]*=${MACRO_STRING}`);
const IP4 = grammar(`[+?~-]?ip4:([0-9.]+)(?:${CIDR4})?`);
const IP6 = grammar(`[+?~-]?ip6:([0-9a-f:.]+)(?:${CIDR6})?`);

function isTerm(word: string): boolean {
  if (DIRECTIVE.test(word) || MODIFIER.test(word)) return true;
  const address = IP4.exec(word)?.[1];
  return address !== undefined ? isIPv4(address) : isIPv6(IP6.exec(word)?.[1] ?? '');
}

const fragment = fc.constantFrom(
  'all',
  'include',
  'a',
  'mx',
  'ptr',
  'ip4',
  'ip6',
  'exists',
  'redirect',
  'exp',
  'x',
  'A',
  'v',
  'spf1',
  '+',
  '-',
  '~',
  '?',
  ':',
  '=',
  '/',
  '//',
  '.',
  '%',
  '%%',
  '%_',
  '%-',
  '%{',
  '}',
  'r',
  '%{d}',
  '%{i}',
  '%{d2r-}',
  '%{c}',
  '%{L0}',
  '%{h00}',
  'example.com',
  '.org',
  'com',
  '192.0.2.1',
  '1.2.3.256',
  '2001:db8::',
  '::',
  '/24',
  '/0',
  '/032',
  '/33',
  '/128',
  '/129',
  '24',
  '0',
  '9',
  ',',
  ';',
  '"',
  '_',
  '\\',
  '\t',
  '\x7f',
  '\xe2\x80\x93',
  '\xa0',
  '\x80',
);
const word = fc.array(fragment, { minLength: 1, maxLength: 7 }).map((parts) => parts.join(''));

const label = fc.stringMatching(/^[a-zA-Z0-9_]([a-z0-9_-]{0,8}[A-Z0-9])?$/);
const domain = fc
  .tuple(
    fc.array(fc.oneof(label, fc.constantFrom('%{i}', '%{d2}', '%{l1r-}', '%%', 'x/y', 'a:b')), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.constantFrom('com', 'xn--p1ai', 'a-1', 'com.'),
  )
  .map(([labels, top]) => `${labels.join('.')}.${top}`);
const qualifier = fc.constantFrom<Qualifier | ''>('', '+', '-', '~', '?');
const prefix4 = fc.option(fc.integer({ min: 0, max: 32 }), { nil: undefined });
const prefix6 = fc.option(fc.integer({ min: 0, max: 128 }), { nil: undefined });

interface Written {
  readonly source: string;
  readonly expected: Partial<Mechanism> & { readonly spec?: string };
}

const mechanism: fc.Arbitrary<Written> = fc.oneof(
  fc
    .tuple(qualifier, fc.constantFrom<MechanismName>('all', 'ptr', 'a', 'mx'))
    .map(([q, name]) => made(q, name, '', {})),
  fc
    .tuple(qualifier, fc.constantFrom<MechanismName>('include', 'exists', 'ptr'), domain)
    .map(([q, name, spec]) => made(q, name, `:${spec}`, { spec })),
  fc
    .tuple(
      qualifier,
      fc.constantFrom<MechanismName>('a', 'mx'),
      fc.option(domain, { nil: undefined }),
      prefix4,
      prefix6,
    )
    .map(([q, name, spec, four, six]) =>
      made(
        q,
        name,
        `${spec === undefined ? '' : `:${spec}`}${four === undefined ? '' : `/${four}`}${six === undefined ? '' : `//${six}`}`,
        {
          spec,
          prefix4: four ?? 32,
          prefix6: six ?? 128,
        },
      ),
    ),
  fc
    .tuple(qualifier, fc.ipV4(), prefix4)
    .map(([q, address, four]) =>
      made(q, 'ip4', `:${address}${four === undefined ? '' : `/${four}`}`, { address, prefix4: four ?? 32 }),
    ),
  fc
    .tuple(qualifier, fc.ipV6(), prefix6)
    .map(([q, address, six]) =>
      made(q, 'ip6', `:${address}${six === undefined ? '' : `/${six}`}`, { address, prefix6: six ?? 128 }),
    ),
);

function made(sign: Qualifier | '', name: MechanismName, rest: string, expected: Written['expected']): Written {
  return { source: `${sign}${name}${rest}`, expected: { name, qualifier: sign === '' ? '+' : sign, ...expected } };
}

function summary(term: Term): Written['expected'] {
  if (term.kind === 'modifier') return { spec: term.value.source };
  const { name, qualifier: sign, address, prefix4: four, prefix6: six, domain: target } = term;
  const fields = { name, qualifier: sign, address, prefix4: four, prefix6: six, spec: target?.source };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

describe('parsing', () => {
  it('accepts a term exactly where the ABNF does', () => {
    fc.assert(
      fc.property(word, (source) => {
        expect(parseSpf(`v=spf1 ${source}`).errors.length === 0, source).toBe(isTerm(source));
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.array(mechanism, { maxLength: 12 }), fc.constantFrom(' ', '  ', '    '), (written, space) => {
        const { terms, errors } = parseSpf(['v=spf1', ...written.map(({ source }) => source)].join(space));
        expect(errors).toEqual([]);
        expect(terms.map(({ source }) => source)).toEqual(written.map(({ source }) => source));
        const defined = written.map(({ expected }) =>
          Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined)),
        );
        const read = terms.map((term, i) => {
          const all = summary(term);
          // A bare `a` or `mx` has prefix lengths that nobody wrote.
          return 'prefix4' in written[i].expected || 'prefix6' in written[i].expected
            ? all
            : { ...all, prefix4: undefined, prefix6: undefined };
        });
        expect(read).toEqual(defined);
      }),
    );
  });

  it('never throws, and every offset is that of the text it tells of', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(fc.oneof(word, fc.constant(' ')), { maxLength: 12 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(anything, (rest) => {
        const text = `v=spf1 ${rest}`;
        const { terms, errors } = parseSpf(text);
        for (const term of terms) {
          expect(text.slice(term.start, term.end)).toBe(term.source);
          const spec = term.kind === 'modifier' ? term.value : term.domain;
          if (spec !== undefined) expect(text.slice(spec.start, spec.end)).toBe(spec.source);
        }
        let last = 0;
        for (const { start, end, suggestion, message, expected } of errors) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect([message, expected]).not.toContain('');
          if (suggestion !== undefined) expect(parseSpf(`v=spf1 ${suggestion}`).errors, suggestion).toEqual([]);
          last = end;
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['spaces', ' '],
    ['one word', 'a'],
    ['slashes', '/'],
    ['many words', 'x '],
    ['macros', 'a:%{d}.x.org '],
    ['percent signs', '%'],
    ['commas', 'a,'],
    ['quotes', '"'],
    ['signs', '-'],
    ['dots', 'a.'],
    ['colons', ': '],
    ['names', 'ip4:'],
    ['glued includes', 'include:x.org-all'],
    ['glued addresses', 'ip4:192.0.2.1'],
    ['digits', 'a/1'],
    ['dashes', '\xe2\x80\x93'],
    ['octets', '\x80'],
    ['tabs', 'mx\t'],
    ['braces', '%{'],
    ['redirects', 'redirect=x.org '],
    ['alls', 'all'],
    ['brackets', '['],
    ['torn terms', 'include: x '],
  ])('costs no more than the length of 64 KB of %s', (_, unit) => {
    for (const ending of ['', ' -all', '!', ':', '/', '%']) {
      const text = `v=spf1 ${unit.repeat(65_536 / unit.length)}${ending}`;
      const started = cpuMilliseconds();
      parseSpf(text);
      expect(cpuMilliseconds() - started).toBeLessThan(6_000);
    }
  });
});
