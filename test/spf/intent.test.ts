import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSpf } from '../../src/spf/parse.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

/** What is written, the kind of mistake, and what to write instead; undefined where the intent does not show. */
const INTENTS: readonly (readonly [string, string, string | undefined])[] = [
  // Misspelt and unknown mechanisms
  ['nclude:spf.example.net', 'unknown-mechanism', 'include:spf.example.net'],
  ['inlcude:spf.example.net', 'unknown-mechanism', 'include:spf.example.net'],
  ['?Includes:spf.example.net', 'unknown-mechanism', '?include:spf.example.net'],
  ['ipv4:192.0.2.0/24', 'unknown-mechanism', 'ip4:192.0.2.0/24'],
  ['ipv4:2001:db8::1', 'unknown-mechanism', 'ip6:2001:db8::1'],
  ['ip:192.0.2.1', 'unknown-mechanism', 'ip4:192.0.2.1'],
  ['ip:2001:db8::/32', 'unknown-mechanism', 'ip6:2001:db8::/32'],
  ['-ipv6:2001:db8::1', 'unknown-mechanism', '-ip6:2001:db8::1'],
  ['exist:%{i}.example.com', 'unknown-mechanism', 'exists:%{i}.example.com'],
  ['mail:mail.example.com', 'unknown-mechanism', 'a:mail.example.com'],
  ['mail:example.com', 'unknown-mechanism', 'mx:example.com'],
  ['-al', 'unknown-mechanism', '-all'],
  ['redirct:example.com', 'unknown-mechanism', 'redirect=example.com'],
  ['cname:example.com', 'unknown-mechanism', undefined],
  ['moo', 'unknown-mechanism', undefined],
  ['-', 'unknown-mechanism', undefined],
  // Bare words and addresses
  ['mail.example.com', 'bare-word', undefined],
  ['_spf.example.com', 'bare-word', 'include:_spf.example.com'],
  ['192.0.2.1', 'bare-address', 'ip4:192.0.2.1'],
  ['-192.0.2.0/24', 'bare-address', '-ip4:192.0.2.0/24'],
  ['2001:db8::/32', 'bare-address', 'ip6:2001:db8::/32'],
  ['[192.0.2.1]', 'bare-address', 'ip4:192.0.2.1'],
  ['192.0.2.0/33', 'bare-address', undefined],
  ['include_spf.example.net', 'missing-colon', 'include:_spf.example.net'],
  ['include.example.net', 'missing-colon', 'include:example.net'],
  ['ip4192.0.2.1', 'missing-colon', 'ip4:192.0.2.1'],
  ['ip4.192.0.2.1', 'missing-colon', 'ip4:192.0.2.1'],
  ['ip62001:db8::1', 'missing-colon', 'ip6:2001:db8::1'],
  // Spaces
  ['include: spf.example.net', 'space-in-term', 'include:spf.example.net'],
  ['include :spf.example.net', 'space-in-term', 'include:spf.example.net'],
  ['include : spf.example.net', 'space-in-term', 'include:spf.example.net'],
  ['ip4:  192.0.2.1', 'space-in-term', 'ip4:192.0.2.1'],
  ['a :host.example.net', 'space-in-term', 'a:host.example.net'],
  ['ip4:192.0.2.0 /24', 'space-in-term', 'ip4:192.0.2.0/24'],
  ['redirect= example.net', 'space-in-term', 'redirect=example.net'],
  ['ip4: 192.0.2.0 /24', 'space-in-term', 'ip4:192.0.2.0/24'],
  ['include spf.example.net', 'missing-colon', 'include:spf.example.net'],
  ['?include   _spf.example.net.', 'missing-colon', '?include:_spf.example.net.'],
  ['INCLUDE %{d}.example.net', 'missing-colon', 'INCLUDE:%{d}.example.net'],
  ['inlcude spf.example.net', 'missing-colon', 'include:spf.example.net'],
  ['include spf.example.net,', 'missing-colon', 'include:spf.example.net'],
  ['include 192.0.2.1', 'missing-colon', 'ip4:192.0.2.1'],
  ['exists %{i}._spf.example.net', 'missing-colon', 'exists:%{i}._spf.example.net'],
  ['redirect spf.example.net', 'missing-colon', 'redirect=spf.example.net'],
  ['exp why.example.net', 'missing-colon', 'exp=why.example.net'],
  ['ip4 192.0.2.1', 'missing-colon', 'ip4:192.0.2.1'],
  ['-ip4 192.0.2.0/24', 'missing-colon', '-ip4:192.0.2.0/24'],
  ['ip4 192.0.2.0 /24', 'missing-colon', 'ip4:192.0.2.0/24'],
  ['ipv4 192.0.2.1', 'missing-colon', 'ip4:192.0.2.1'],
  ['ip6 2001:db8::/32', 'missing-colon', 'ip6:2001:db8::/32'],
  ['ip4 2001:db8::/32', 'missing-colon', 'ip6:2001:db8::/32'],
  ['ip4 mail.example.com', 'missing-colon', 'a:mail.example.com'],
  ['- all', 'space-in-term', '-all'],
  ['~ all', 'space-in-term', '~all'],
  // Separators
  ['ip4:192.0.2.1,ip4:192.0.2.2', 'wrong-separator', 'ip4:192.0.2.1 ip4:192.0.2.2'],
  ['ip4:192.0.2.1,192.0.2.2', 'wrong-separator', 'ip4:192.0.2.1 ip4:192.0.2.2'],
  ['mx;a;ip4:192.0.2.1', 'wrong-separator', 'mx a ip4:192.0.2.1'],
  ['include:spf.example.net;', 'wrong-separator', 'include:spf.example.net'],
  ['mx,', 'wrong-separator', 'mx'],
  [',', 'wrong-separator', ''],
  // all
  ['-all.', 'unexpected-argument', '-all'],
  ['~all;', 'unexpected-argument', '~all'],
  ['-all:foobar', 'unexpected-argument', '-all'],
  ['-all/8', 'unexpected-argument', '-all'],
  ['-allinclude:spf.example.net', 'glued-terms', 'include:spf.example.net -all'],
  ['-all-all', 'glued-terms', '-all'],
  ['-all~all', 'unknown-mechanism', undefined],
  ['all-', 'glued-terms', '-all'],
  ['mx-all', 'glued-terms', 'mx -all'],
  ['ip4:192.0.2.1-all', 'glued-terms', 'ip4:192.0.2.1 -all'],
  ['include:spf.example.net~all', 'glued-terms', 'include:spf.example.net ~all'],
  ['ip4:192.0.2.1ip4:192.0.2.2', 'glued-terms', 'ip4:192.0.2.1 ip4:192.0.2.2'],
  ['mxinclude:spf.example.net', 'glued-terms', 'mx include:spf.example.net'],
  ['ip4:192.0.2.1include:spf.example.net-all', 'glued-terms', 'ip4:192.0.2.1 include:spf.example.net -all'],
  ['-allv=spf1', 'second-version', undefined],
  ['--all', 'doubled-qualifier', '-all'],
  ['~~~all', 'doubled-qualifier', '~all'],
  ['+-all', 'doubled-qualifier', undefined],
  // Characters
  [utf8('–all'), 'typographic-dash', '-all'],
  [utf8('—all'), 'typographic-dash', '-all'],
  ['\x96all', 'typographic-dash', '-all'],
  [utf8('−all'), 'typographic-dash', '-all'],
  [utf8('include:spf‑a.example.net'), 'typographic-dash', 'include:spf-a.example.net'],
  [utf8('mx\u00a0-all'), 'non-ascii', 'mx -all'],
  [utf8('\ufeffmx'), 'non-ascii', 'mx'],
  [utf8('“include:spf.example.net”'), 'non-ascii', 'include:spf.example.net'],
  [utf8('a:bücher.example'), 'non-ascii', 'a:xn--bcher-kva.example'],
  ['a:b\xfccher.example', 'non-ascii', undefined],
  ['ip4:192.0.2.1\tip4:192.0.2.2', 'control-character', 'ip4:192.0.2.1 ip4:192.0.2.2'],
  ['-all\r\n', 'control-character', '-all'],
  ['a:x.example.com\0', 'control-character', 'a:x.example.com'],
  ['-all"', 'stray-quote', '-all'],
  ['"include:spf.example.net"', 'stray-quote', 'include:spf.example.net'],
  // Addresses and prefix lengths
  ['ip4:192.0.2.0/', 'bad-prefix-length', undefined],
  ['ip4:192.0.2.0/33', 'bad-prefix-length', undefined],
  ['ip4:192.0.2.0/024', 'bad-prefix-length', 'ip4:192.0.2.0/24'],
  ['ip4:192.0.2.0//24', 'bad-prefix-length', 'ip4:192.0.2.0/24'],
  ['ip4:192.0.2.0/255.255.255.0', 'bad-prefix-length', 'ip4:192.0.2.0/24'],
  ['ip4:192.0.2.0/255.0.255.0', 'bad-prefix-length', undefined],
  ['ip4:192.0.2.1:25', 'bad-address', 'ip4:192.0.2.1'],
  ['ip4:192.0.2.1.', 'bad-address', 'ip4:192.0.2.1'],
  ['ip4:192.000.002.001', 'bad-address', 'ip4:192.0.2.1'],
  ['ip4:192.0.2.*', 'bad-address', 'ip4:192.0.2.0/24'],
  ['ip4:192.0.2', 'bad-address', undefined],
  ['ip4:192.0.2.256', 'bad-address', undefined],
  ['ip4:2001:db8::/32', 'wrong-family', 'ip6:2001:db8::/32'],
  ['~ip6:192.0.2.1', 'wrong-family', '~ip4:192.0.2.1'],
  ['ip6:[2001:db8::1]', 'bad-address', 'ip6:2001:db8::1'],
  ['ip4:mail.example.com', 'bad-address', 'a:mail.example.com'],
  ['ip4:ip4:192.0.2.1', 'doubled-name', 'ip4:192.0.2.1'],
  ['a/24/64', 'bad-prefix-length', 'a/24//64'],
  ['mx:example.com/24/64', 'bad-prefix-length', 'mx:example.com/24//64'],
  ['a/64', 'bad-prefix-length', 'a//64'],
  ['a/024', 'bad-prefix-length', 'a/24'],
  ['a/33', 'bad-prefix-length', undefined],
  ['a/', 'bad-prefix-length', 'a'],
  ['a///64', 'bad-prefix-length', 'a//64'],
  ['include:spf.example.net/24', 'prefix-not-allowed', 'include:spf.example.net'],
  ['exists:%{i}.example.net/24', 'prefix-not-allowed', 'exists:%{i}.example.net'],
  ['ptr/24', 'prefix-not-allowed', 'ptr'],
  // Domains
  ['a:', 'missing-argument', 'a'],
  ['mx:', 'missing-argument', 'mx'],
  ['include:', 'missing-argument', undefined],
  ['include', 'missing-argument', undefined],
  ['redirect', 'missing-argument', undefined],
  ['a:mail', 'bad-domain', undefined],
  ['include:192.0.2.1', 'bad-domain', 'ip4:192.0.2.1'],
  ['a:192.0.2.0/24', 'bad-domain', 'ip4:192.0.2.0/24'],
  ['include:192.0.2.0/24', 'bad-domain', 'ip4:192.0.2.0/24'],
  ['include:2001:db8::1', 'bad-domain', 'ip6:2001:db8::1'],
  ['redirect=192.0.2.1', 'bad-domain', undefined],
  ['include:https://example.net/', 'bad-domain', 'include:example.net'],
  ['a:mail.example.com:25', 'bad-domain', 'a:mail.example.com'],
  ['include:example.net..', 'bad-domain', 'include:example.net'],
  ['include:<example.net>', 'bad-domain', 'include:example.net'],
  // Modifiers
  ['redirect:example.com', 'modifier-as-mechanism', 'redirect=example.com'],
  ['-redirect=example.com', 'qualifier-on-modifier', 'redirect=example.com'],
  ['?include=example.com', 'mechanism-as-modifier', '?include:example.com'],
  ['-foo=bar', 'qualifier-on-modifier', undefined],
  ['redirect=', 'missing-argument', undefined],
  // Macros
  ['exists:%(i).example.com', 'bad-macro', 'exists:%{i}.example.com'],
  ['exists:%i.example.com', 'bad-macro', 'exists:%{i}.example.com'],
  ['exists:%{dr2}.example.com', 'bad-macro', 'exists:%{d2r}.example.com'],
  ['include:%{d}.', 'bad-domain', 'include:%{d}'],
  ['exists:%{c}.example.com', 'bad-macro', undefined],
  ['exists:%{a}.example.com', 'bad-macro', undefined],
  // Several mistakes at once
  [utf8('–ipv4:192.0.2.1,'), 'typographic-dash', '-ip4:192.0.2.1'],
  ['nclude:spf.example.net,ipv4:192.0.2.1;--all', 'wrong-separator', 'include:spf.example.net ip4:192.0.2.1 -all'],
];

describe('the likely intent', () => {
  it.each(INTENTS)('of %j', (written, code, suggestion) => {
    const text = `v=spf1 ${written} exp=e.example.com`;
    const { errors } = parseSpf(text);
    expect(errors).toHaveLength(1);
    expect([errors[0].code, errors[0].suggestion]).toEqual([code, suggestion]);
    expect(text.slice(errors[0].start, errors[0].end)).toBe(written);
    expect(errors[0].message).toMatch(/^\S.*[^.\s]$/s);
    expect(errors[0].expected).not.toBe('');
  });

  it('leaves valid records alone', () => {
    for (const text of ['v=spf1 v=spf1 -all', 'v=spf1 include=x.org -all', 'v=spf1 a:foo,bar.example.com']) {
      expect(parseSpf(text).errors).toEqual([]);
    }
  });

  it('is to leave out a modifier that says the same again', () => {
    const text = 'v=spf1 redirect=a.org REDIRECT=b.org redirect=a.org exp=e.org exp=e.org';
    const { errors, terms } = parseSpf(text);
    expect(errors.map(({ code, start, suggestion }) => [code, start, suggestion])).toEqual([
      ['duplicate-modifier', 22, undefined],
      ['duplicate-modifier', 37, ''],
      ['duplicate-modifier', 62, ''],
    ]);
    expect(terms).toHaveLength(2);
  });

  it('takes a term torn apart from the terms before and after it as one error', () => {
    const { errors, terms } = parseSpf('v=spf1 mx a :host.example.net nclude: spf.example.net -all');
    expect(errors.map(({ suggestion }) => suggestion)).toEqual(['a:host.example.net', 'include:spf.example.net']);
    expect(terms.map(({ source }) => source)).toEqual(['mx', 'a', '-all']);
  });

  // What a word is by itself, or may belong to as well as not, it is left to be.
  it.each([
    ['a mx -all', []],
    ['a mail.example.com -all', ['mail.example.com']],
    ['mx mail.example.com -all', ['mail.example.com']],
    ['ptr example.com -all', ['example.com']],
    ['all mail.example.com', ['mail.example.com']],
    ['include a -all', ['include']],
    ['include -all', ['include']],
    ['include include:spf.example.net -all', ['include']],
    ['include x=spf.example.net -all', ['include']],
    ['include https://spf.example.net -all', ['include', 'https://spf.example.net']],
    ['include example.net/spf.txt -all', ['include', 'example.net/spf.txt']],
    ['include include.example.net -all', ['include', 'include.example.net']],
    ['include spf -all', ['include', 'spf']],
    ['ip4 192.0.2.0/33 -all', ['ip4', '192.0.2.0/33']],
    ['host mail.example.com -all', ['host', 'mail.example.com']],
    ['mail mail.example.com -all', ['mail', 'mail.example.com']],
    ['include spf.example.net mail.example.com -all', ['include spf.example.net', 'mail.example.com']],
  ])('takes no more than is certain together in %j', (terms, wrong) => {
    const text = `v=spf1 ${terms}`;
    expect(parseSpf(text).errors.map(({ start, end }) => text.slice(start, end))).toEqual(wrong);
  });

  it('of a bare name behind a term that takes one is for its author to say', () => {
    for (const owner of ['a', 'mx', '-mx']) {
      const [error] = parseSpf(`v=spf1 ${owner} mail.example.com -all`).errors;
      expect(error.suggestion).toBeUndefined();
      expect(error.expected).toContain(`“${owner}:mail.example.com” if it belongs to “${owner}” before it`);
    }
    expect(parseSpf('v=spf1 include:a.example.net mail.example.com').errors[0].expected).not.toContain('belongs');
  });

  it('makes a record valid when every suggestion is followed', () => {
    const words = fc.constantFrom(
      ...INTENTS.filter(([, , suggestion]) => suggestion !== undefined && suggestion !== '').map(([word]) => word),
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (written) => {
        // Terms that stand between keep a word from being taken together with its neighbour.
        const text = `v=spf1 ${written.join(' ip4:192.0.2.9 ')}`;
        const { errors } = parseSpf(text);
        let mended = '';
        let at = 0;
        for (const { start, end, suggestion } of errors) {
          mended += text.slice(at, start) + suggestion;
          at = end;
        }
        mended += text.slice(at);
        expect(parseSpf(mended).errors.filter(({ code }) => code !== 'duplicate-modifier')).toEqual([]);
      }),
    );
  });
});
