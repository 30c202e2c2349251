import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSenderId, meantAsSpf } from '../../src/spf/meant-as-spf.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

/** Typographic characters as they stand in a TXT record: one octet a character. */
const octets = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

const MEANT: readonly (readonly [text: string, kind: string, corrected: string])[] = [
  ['v=spf1;', 'text-after', 'v=spf1'],
  ['v=spf1; include:_spf.example.net -all', 'text-after', 'v=spf1 include:_spf.example.net -all'],
  ['v=spf1;include:_spf.example.net;~all', 'text-after', 'v=spf1 include:_spf.example.net ~all'],
  ['v=spf1, mx, -all', 'text-after', 'v=spf1 mx -all'],
  ['v=spf1include:_spf.example.net -all', 'text-after', 'v=spf1 include:_spf.example.net -all'],
  ['v=spf1ip4:192.0.2.1 -all', 'text-after', 'v=spf1 ip4:192.0.2.1 -all'],
  ['v=spf1-all', 'text-after', 'v=spf1 -all'],
  ['v=spf1~all', 'text-after', 'v=spf1 ~all'],
  ['v=spf1\tmx -all', 'text-after', 'v=spf1 mx -all'],
  ['v=spf1:mx -all', 'text-after', 'v=spf1 mx -all'],
  ['V=SPF1;mx -all', 'text-after', 'v=spf1 mx -all'],
  ['v=spf10', 'misspelt-version', 'v=spf1'],
  ['v=spf10 mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['v=spf2 mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['v=spf1.0 mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['v=spfv1 include:_spf.example.net ~all', 'misspelt-version', 'v=spf1 include:_spf.example.net ~all'],
  ['v=spf mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['v=spf ip4:192.0.2.1 -all', 'misspelt-version', 'v=spf1 ip4:192.0.2.1 -all'],
  ['v=spfl mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['v=spf-1 mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['v = spf1 mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['v=spf 1 mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['v:spf1 mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['v==spf1 mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['v=sfp1 include:_spf.example.net -all', 'misspelt-version', 'v=spf1 include:_spf.example.net -all'],
  ['vspf1 ip4:192.0.2.1 -all', 'misspelt-version', 'v=spf1 ip4:192.0.2.1 -all'],
  ['spf1 mx -all', 'misspelt-version', 'v=spf1 mx -all'],
  ['spf1 v=spf1 mx -all', 'text-before', 'v=spf1 mx -all'],
  ['=spf1 include:_spf.example.net ~all', 'misspelt-version', 'v=spf1 include:_spf.example.net ~all'],
  ['v=1 spf include:_spf.example.net ~all', 'misspelt-version', 'v=spf1 include:_spf.example.net ~all'],
  [' v=spf1 mx -all', 'text-before', 'v=spf1 mx -all'],
  ['"v=spf1 mx -all"', 'text-before', 'v=spf1 mx -all'],
  ["'v=spf1 mx -all'", 'text-before', 'v=spf1 mx -all'],
  [octets('“v=spf1 mx -all”'), 'text-before', 'v=spf1 mx -all'],
  [octets('\u00a0v=spf1 mx -all'), 'text-before', 'v=spf1 mx -all'],
  [octets('\ufeffv=spf1 mx -all'), 'text-before', 'v=spf1 mx -all'],
  ['TXT "v=spf1 mx -all"', 'text-before', 'v=spf1 mx -all'],
  ['SPF: v=spf1 include:_spf.example.net -all', 'text-before', 'v=spf1 include:_spf.example.net -all'],
  ['include:_spf.example.net ~all', 'no-version', 'v=spf1 include:_spf.example.net ~all'],
  ['ip4:192.0.2.1 ip4:192.0.2.2', 'no-version', 'v=spf1 ip4:192.0.2.1 ip4:192.0.2.2'],
  ['-all', 'no-version', 'v=spf1 -all'],
];

const OTHER = [
  '',
  'site-verification=spf1abcdef0123456789',
  'google-site-verification=spf-all-include',
  'MS=ms12345678',
  'v=DMARC1; p=none; rua=mailto:spf@example.com',
  'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNspf1',
  'v=STSv1; id=20240101',
  'v=TLSRPTv1; rua=mailto:all@example.com',
  'v=BIMI1; l=https://example.com/spf.svg',
  'v=verifydomain MS=1234567',
  'v=msv1 t=0123456789',
  'v=spam1 is not wanted',
  'spf2.0/pra include:_spf.example.net -all',
  'spf-verification=0123456789abcdef',
  'spf1.example.com',
  'spf=0123456789',
  'spf1',
  'sp=1',
  'all',
  'a',
  'mx',
  'a mx',
  'all mx',
  'include: everything you need',
  'This domain is covered by SPF, see https://example.com/spf',
  'Our SPF record begins with v=spf1 and ends with -all as it should',
  'mail from %{i} was refused by the SPF policy of %{d}; see https://example.com/why?s=%{s}',
  'a:b',
  'mx:1',
  'ptr',
  'ip4:none',
  'apple-domain-verification=all',
  'docusign=include:0123',
  'adobe-idp-site-verification=abc-all',
  'facebook-domain-verification=spf',
  'atlassian-domain-verification=V=SPF1',
  'k=rsa; p=all',
  'h=sha256; spf',
  'heritage=external-dns,external-dns/owner=default,external-dns/resource=ingress/a/mx',
  'vs=1',
  'fps=60',
  'v=1',
  'v=1.2 all fine',
];

describe('a text that is meant as SPF', () => {
  it.each(MEANT)('is seen: %s', (text, kind, corrected) => {
    expect(meantAsSpf(text)).toMatchObject({ kind, corrected, sure: true });
  });

  it('shows the part that is wrong', () => {
    for (const [text, kind] of MEANT) {
      const head = meantAsSpf(text)!.head;
      expect(head.length, `${kind}: ${text}`).toBeGreaterThan(0);
      expect(text).toContain(head);
    }
  });

  it('may be a single term, which is SPF only beside an SPF record', () => {
    expect(meantAsSpf('include:_spf.example.net')).toMatchObject({ kind: 'no-version', sure: false });
    expect(meantAsSpf('ip4:192.0.2.1')).toMatchObject({ kind: 'no-version', sure: false });
  });

  it('is read in linear time, whatever it holds', () => {
    for (const piece of ['"', ' ', 'v=spf', 'include:a.b ', 'v=spf1 ', octets('“'), '=', ';', 'a:.']) {
      const began = cpuMilliseconds();
      meantAsSpf(piece.repeat(Math.ceil(65_000 / piece.length)));
      expect(cpuMilliseconds() - began, piece).toBeLessThan(200);
    }
  });

  it('never throws, and its correction begins as SPF does', () => {
    const word = fc.constantFrom(
      'v=spf1',
      'v=spf',
      ' ',
      ';',
      '-all',
      'include:a.example',
      '“',
      '"',
      '%{i}',
      'mx',
      '1',
      'spf',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 4 })), { maxLength: 12 }), (words) => {
        const corrected = meantAsSpf(octets(words.join('')))?.corrected ?? 'v=spf1';
        expect(corrected).toMatch(/^v=spf1(?: |$)/);
      }),
    );
  });
});

describe('a text that is something else', () => {
  it.each(OTHER)('is left alone: %s', (text) => {
    expect(meantAsSpf(text)).toBeUndefined();
  });

  it('is Sender ID where it begins so', () => {
    expect(isSenderId('spf2.0/mfrom,pra -all')).toBe(true);
    expect(isSenderId('SPF2.0/pra -all')).toBe(true);
    expect(isSenderId('v=spf1 -all')).toBe(false);
  });
});
