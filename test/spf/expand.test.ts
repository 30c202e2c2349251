import { describe, expect, it } from 'vitest';
import { expand, type MacroLetter, usesMacro } from '../../src/spf/expand.ts';
import { parseMacroString } from '../../src/spf/macro-string.ts';
import type { MacroString } from '../../src/spf/record.ts';
import { nameOfText, textOfName, truncatedDomain } from '../../src/spf/target-name.ts';

/** The values of the examples in RFC 7208 §7.4, for an IPv4 sender. */
const VALUES: Readonly<Record<MacroLetter, string>> = {
  s: 'strong-bad@email.example.com',
  l: 'strong-bad',
  o: 'email.example.com',
  d: 'email.example.com',
  i: '192.0.2.3',
  p: 'mx.example.org',
  h: 'mta.example.org',
  v: 'in-addr',
  c: '192.0.2.3',
  r: 'mx.example.com',
  t: '0',
};

const expanded = (source: string) =>
  expand(parseMacroString(source, 0, true) as MacroString, (letter) => VALUES[letter]);

describe('macros', () => {
  it.each([
    ['%{s}', 'strong-bad@email.example.com'],
    ['%{o}', 'email.example.com'],
    ['%{d4}', 'email.example.com'],
    ['%{d3}', 'email.example.com'],
    ['%{d2}', 'example.com'],
    ['%{d1}', 'com'],
    ['%{dr}', 'com.example.email'],
    ['%{d2r}', 'example.email'],
    ['%{l}', 'strong-bad'],
    ['%{l-}', 'strong.bad'],
    ['%{lr}', 'strong-bad'],
    ['%{lr-}', 'bad.strong'],
    ['%{l1r-}', 'strong'],
    ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
    ['%{lr-}.lp._spf.%{d2}', 'bad.strong.lp._spf.example.com'],
    ['%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}', '3.2.0.192.in-addr.strong.lp._spf.example.com'],
    ['%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'],
    ['%{S}', 'strong-bad%40email.example.com'],
    ['%{s2@', undefined],
    ['%{s1-.}', 'com'],
    ['%{l999999999999999999999999}', 'strong-bad'],
    ['%%%_%-', '% %20'],
    ['', ''],
  ])('%s expands to %s', (source, result) => {
    if (result === undefined) expect(parseMacroString(source, 0, true)).toHaveProperty('code', 'bad-macro');
    else expect(expanded(source)).toBe(result);
  });

  it('are known by their letter in either case', () => {
    const spec = parseMacroString('%{P}.%%{d}', 0) as MacroString;
    expect([usesMacro(spec, 'p'), usesMacro(spec, 'd'), spec.dynamic]).toEqual([true, false, true]);
    expect((parseMacroString('%%%_x', 0) as MacroString).dynamic).toBe(false);
  });
});

describe('names', () => {
  it.each([
    ['Example.COM', 'example.com.'],
    ['example.com.', 'example.com.'],
    ['com', 'com.'],
    ['a b.example', 'a\\032b.example.'],
    ['a\\b.example', 'a\\\\b.example.'],
    ['\xc3\xbc.example', '\\195\\188.example.'],
    ['', undefined],
    ['.', undefined],
    ['a..b', undefined],
    ['.a', undefined],
    ['a..', undefined],
    [`${'a'.repeat(63)}.b`, `${'a'.repeat(63)}.b.`],
    [`${'a'.repeat(64)}.b`, undefined],
    [`${'a.'.repeat(126)}b`, `${'a.'.repeat(126)}b.`],
    ['a.'.repeat(127), `${'a.'.repeat(127)}`],
    [`${'a.'.repeat(127)}b`, undefined],
  ])('of %j is %s', (text, name) => {
    expect(nameOfText(text)).toBe(name);
  });

  it('lead back to their text', () => {
    expect(textOfName('a\\032b.\\195\\188.example.')).toBe('a b.\xc3\xbc.example');
  });

  it.each([
    ['a.example', 'a.example'],
    [`x.${'a.'.repeat(126)}b`, `${'a.'.repeat(126)}b`],
    [`xxx.yyy.${'a.'.repeat(126)}b.`, `${'a.'.repeat(126)}b`],
    ['a'.repeat(300), 'a'.repeat(300)],
  ])('%s is cut from the left', (text, cut) => {
    expect(truncatedDomain(text)).toBe(cut);
  });
});
