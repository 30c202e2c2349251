import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Defect } from '../../src/tag-records/defect.ts';
import { dkimDefects, dkimKey, isDkim } from '../../src/tag-records/dkim.ts';
import { dmarcDefects, isDmarc, isMeantAsDmarc } from '../../src/tag-records/dmarc.ts';
import { isMeantAsMtaSts, isMtaSts, mtaStsDefects } from '../../src/tag-records/mta-sts.ts';
import { reportUris } from '../../src/tag-records/report-uri.ts';
import { mayTakeMail, parseStsPolicy } from '../../src/tag-records/sts-policy.ts';
import { parseTagList } from '../../src/tag-records/tag-list.ts';
import { isMeantAsTlsRpt, isTlsRpt, tlsRptDefects } from '../../src/tag-records/tls-rpt.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

/** `level “underlined” → replacement` of each defect. */
const told = (text: string, defects: readonly Defect[]) =>
  defects.map(
    ({ start, end, severity = 'error', replacement }) =>
      `${severity} “${text.slice(start, end)}”${replacement === undefined ? '' : ` → “${replacement}”`}`,
  );
const dmarc = (text: string) => told(text, dmarcDefects(text));
const octets = (text: string) => Buffer.from(text).toString('latin1');

describe('lists of tags', () => {
  test('keep the place of each name and value, blanks aside', () => {
    const text = 'v=DMARC1;\tp = reject ; ;rua=mailto:a@b.example;';
    const { tags, noTags } = parseTagList(text);
    expect(tags.map(({ name, value }) => [name, value])).toEqual([
      ['v', 'DMARC1'],
      ['p', 'reject'],
      ['rua', 'mailto:a@b.example'],
    ]);
    for (const { value, valueStart } of tags) expect(text.slice(valueStart).startsWith(value)).toBe(true);
    expect(noTags).toEqual([]);
  });

  test('of any text end, and every place lies in the text', () => {
    const part = fc.constantFrom(
      ';',
      '=',
      'v',
      'p',
      'rua',
      'DMARC1',
      ' ',
      'reject',
      'mailto:a@b.example',
      ',',
      '!',
      '"',
      'ü',
      'p=',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const defects of [dmarcDefects(text), dkimDefects(text), mtaStsDefects(text), tlsRptDefects(text)]) {
          for (const { start, end } of defects) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThanOrEqual(start);
            if (text !== '') expect(start).toBeLessThanOrEqual(text.length);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('of 64 KB are read at once', () => {
    const begin = cpuMilliseconds();
    for (const text of [
      ';'.repeat(65_000),
      'a'.repeat(65_000),
      `v=DMARC1;rua=mailto:a@${'a.'.repeat(32_000)}`,
      `v=DMARC1;${'p=x;'.repeat(16_000)}`,
      `v=DMARC1; rua=${'a@b.c,'.repeat(10_000)}`,
    ]) {
      dmarcDefects(text);
      dkimDefects(text);
    }
    expect(cpuMilliseconds() - begin).toBeLessThan(5_000);
  });
});

describe('DMARC', () => {
  test.each([
    'v=DMARC1; p=none',
    'v=DMARC1;p=reject;',
    'v = DMARC1 ; p = Quarantine ; sp=reject; np=none; adkim=s; aspf=R; fo=1:d:s; psd=n; t=y',
    'v=DMARC1; p=reject; rua=mailto:a@example.com, mailto:b@sub.example.net; ruf=mailto:c@example.com',
    'v=DMARC1; rua=mailto:a@example.com; p=none',
  ])('%s is healthy', (text) => {
    expect(isDmarc(text)).toBe(true);
    expect(dmarc(text)).toEqual([]);
  });

  test.each([
    ['v=DMARC1; p=rejct', ['error “rejct” → “reject”']],
    ['v=DMARC1; p=block', ['error “block”']],
    ['v=DMARC1; p=none; sp=quarantene', ['error “quarantene” → “quarantine”']],
    ['v=DMARC1; p=reject rua=mailto:a@example.com', ['error “reject rua=mailto:a@example.com”']],
    ['v=DMARC1 p=none', ['error “v=DMARC1” → “v=DMARC1;”']],
    ['v=dmarc1; p=none', ['error “v=dmarc1” → “v=DMARC1”']],
    ['V=DMARC1; p=none', ['error “V=DMARC1” → “v=DMARC1”']],
    [' v=DMARC1; p=none', ['error “ v=DMARC1” → “v=DMARC1”']],
    ['"v=DMARC1; p=none"', ['error “"v=DMARC1” → “v=DMARC1”']],
    ['nv=DMARC1; p=none', ['error “nv=DMARC1” → “v=DMARC1”']],
    ['v=DMARC1, p=none', ['error “v=DMARC1,” → “v=DMARC1;”']],
    ['v=DMARC1: p=none', ['error “v=DMARC1:” → “v=DMARC1;”']],
    ['v=DMARC1p=none', ['error “v=DMARC1” → “v=DMARC1;”']],
    ['v=DMARC2; p=none', ['error “v=DMARC2” → “v=DMARC1”']],
    ['v=DMARCv1.0; p=none', ['error “v=DMARCv1.0” → “v=DMARC1”']],
    // As a zone file has it: a text is octets.
    [`${octets('“')}v=DMARC1; p=none`, [`error “${octets('“')}v=DMARC1” → “v=DMARC1”`]],
    ['DMARC1; p=none', ['error “DMARC1” → “v=DMARC1”']],
    ['v:DMARC1; p=none', ['error “v:DMARC1” → “v=DMARC1”']],
    ['p=reject; rua=mailto:a@example.com', ['error “p”']],
    ['v=DMARC1; p=none; rua=a@example.com', ['error “a@example.com” → “mailto:a@example.com”']],
    ['v=DMARC1; p=none; rua=mailto:a@example.com,b@example.com', ['error “b@example.com” → “mailto:b@example.com”']],
    ['v=DMARC1; p=none; rua=mailto:example.com', ['error “mailto:example.com”']],
    ['v=DMARC1; p=none; rua=mailto://a@example.com', ['error “mailto://a@example.com”']],
    ['v=DMARC1; p=none; rua=mail:a@example.com', ['error “mail:a@example.com”']],
    ['v=DMARC1; p=none; ruf=', ['error “ruf=”']],
    ['v=DMARC1; p=none; p=reject', ['error “p=reject”']],
    ['v=DMARC1; p=none; adkim=strict', ['warning “strict”']],
    ['v=DMARC1; p=none; fo=2', ['warning “2”']],
    ['v=DMARC1; p=none; rubbish', ['warning “rubbish”']],
    ['v=DMARC1', ['notice “v=DMARC1”']],
    ['v=DMARC1; rua=mailto:a@example.com', ['notice “v=DMARC1; rua=mailto:a@example.com”']],
    ['v=DMARC1; p=none; pct=50; ri=3600', ['notice “pct=50”']],
    ['v=DMARC1; p=none; rau=mailto:a@example.com', ['notice “rau=mailto:a@example.com”']],
    ['v=DMARC1; p=none; rua=mailto:a@example.com!10m', ['notice “mailto:a@example.com!10m” → “mailto:a@example.com”']],
  ])('%s', (text, expected) => {
    expect(isDmarc(text) || isMeantAsDmarc(text)).toBe(true);
    expect(dmarc(text)).toEqual(expected);
  });

  test.each(['v=spf1 -all', 'google-site-verification=x', 'v=DMARC10; p=none', ''])('%s is none', (text) => {
    expect(isDmarc(text)).toBe(false);
  });

  test.each(['dmarc-verification=x', 'dmarc', 'DMARC: see the wiki'])('%s is not meant as one either', (text) => {
    expect(isMeantAsDmarc(text)).toBe(false);
  });

  test('knows where reports go', () => {
    const [, , tag] = parseTagList(
      'v=DMARC1; p=none; rua=mailto:a@One.example!1m,https://x.example/,mailto:b@two.example',
    ).tags;
    expect(reportUris(tag).map(({ domain }) => domain)).toEqual(['one.example', undefined, 'two.example']);
  });
});

describe('DKIM', () => {
  const rsa = (bits: number, type: 'spki' | 'pkcs1' = 'spki') =>
    (generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ type, format: 'der' }) as Buffer).toString(
      'base64',
    );
  const KEY = rsa(1024);
  const ED = Buffer.alloc(32, 7).toString('base64');

  test('keys of every kind are read', () => {
    expect(dkimKey(`v=DKIM1; k=rsa; p=${KEY}`)).toEqual({ state: 'rsa', bits: 1024 });
    expect(dkimKey(`p=${KEY.slice(0, 60)} \t${KEY.slice(60)}`)).toEqual({ state: 'rsa', bits: 1024 });
    expect(dkimKey(`p=${rsa(2048, 'pkcs1')}`)).toEqual({ state: 'rsa', bits: 2048 });
    expect(dkimKey(`v=DKIM1; k=ed25519; p=${ED}`)).toEqual({ state: 'ed25519' });
    expect(dkimKey('v=DKIM1; p=')).toEqual({ state: 'revoked' });
    expect(dkimKey('v=DKIM1; k=mldsa; p=AAAA')).toBeUndefined();
  });

  test.each([
    ['v=DKIM1; p=', []],
    [`k=rsa; t=s; s=email; n=note; p=${KEY}`, []],
    [`v=DKIM1; g=*; h=sha256; k=rsa; p=${KEY};`, []],
    ['v=DKIM1; k=mldsa; p=AAAA', []],
    [`v=DKIM1; p=${KEY.slice(0, -8)}`, [`error “${KEY.slice(0, -8)}”`]],
    [`v=DKIM1; p=${KEY.slice(0, -7)}`, [`error “${KEY.slice(0, -7)}”`]],
    [`v=DKIM1; p=p=${KEY}`, ['error “p=” → “”']],
    // What another format would take for its own is left out where the key is whole without it.
    [`v=DKIM1; p=${KEY.slice(0, 40)}""${KEY.slice(40)}`, ['error “""” → “”']],
    [`v=DKIM1; p=${KEY.slice(0, 40)}\\" \\"${KEY.slice(40)}; t=s`, ['error “\\" \\"” → “”']],
    [`v=DKIM1; p="${KEY}"`, [`error “"${KEY}"” → “${KEY}”`]],
    [
      `v=DKIM1; p=${KEY.slice(0, 40)}""${KEY.slice(40, 60)}""${KEY.slice(60)}`,
      [`error “""${KEY.slice(40, 60)}""” → “${KEY.slice(40, 60)}”`],
    ],
    [`v=DKIM1; k=ed25519; p=${ED.slice(0, 9)}\\${ED.slice(9)}`, ['error “\\” → “”']],
    [`v=DKIM1; p=${KEY.slice(0, 40)}""${KEY.slice(50)}`, [`error “${KEY.slice(0, 40)}""${KEY.slice(50)}”`]],
    ['v=DKIM1; p=""', ['error “""”']],
    ['v=DKIM1; k=ed25519; p=AAAA', ['error “AAAA”']],
    ['v=DKIM1; k=rsa', ['error “v=DKIM1; k=rsa”']],
    [`v=dkim1; p=${KEY}`, ['error “dkim1” → “DKIM1”']],
    [`v=DKIM2; p=${KEY}`, ['error “DKIM2” → “DKIM1”']],
    [`k=rsa; v=DKIM1; p=${KEY}`, ['error “v=DKIM1”']],
    [`v=DKIM1; p=${KEY}; p=${KEY}`, [`error “p=${KEY}”`]],
    ['v=DKIM1; MIGf', ['error “MIGf”']],
    [`v=DKIM1; k=rsa p=${KEY}`, [`error “k=rsa p=${KEY}”`]],
    [`v=DKIM1 k=rsa p=${KEY}`, [`error “v=DKIM1 k=rsa p=${KEY}”`]],
    // A fix that writes the version alone would lose the other tag.
    [`v=DKIM1 k=rsa; p=${KEY}`, ['error “DKIM1 k=rsa”']],
    [KEY, [`error “${KEY}”`]],
    [`v=DKIM1; h=sha1; p=${KEY}`, ['warning “sha1” → “sha256”']],
    [`v=DKIM1; h=sha1:sha256; p=${KEY}`, []],
  ])('%s', (text, expected) => {
    expect(isDkim(text)).toBe(true);
    expect(told(text, dkimDefects(text))).toEqual(expected);
  });

  test('other texts at a selector are none', () => {
    for (const text of ['google-site-verification=x', 'v=spf1 -all', '']) expect(isDkim(text)).toBe(false);
  });
});

describe('MTA-STS', () => {
  test.each([
    ['v=STSv1; id=20261128T010203;', []],
    ['v=STSv1;id=a', []],
    ['v=STSv1; id=1; x_new=anything', []],
    ['v=STSv1; id=2026-11-28', ['error “2026-11-28” → “20261128”']],
    [`v=STSv1; id=${'a'.repeat(33)}`, [`error “${'a'.repeat(33)}” → “${'a'.repeat(32)}”`]],
    ['v=STSv1;', ['error “v=STSv1;”']],
    ['v=STSV1; id=1', ['error “v=STSV1” → “v=STSv1”']],
    ['v=STSv1 id=1', ['error “v=STSv1” → “v=STSv1;”']],
    ['v=STSv2; id=1', ['error “v=STSv2” → “v=STSv1”']],
    ['id=1; v=STSv1', ['error “i”']],
  ])('%s', (text, expected) => {
    expect(isMtaSts(text) || isMeantAsMtaSts(text)).toBe(true);
    expect(told(text, mtaStsDefects(text))).toEqual(expected);
  });

  test('policies say where mail may go', () => {
    const text = 'version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.Example.net\r\nmax_age: 86400\r\n';
    const policy = parseStsPolicy(text)!;
    expect(policy.hosts.map(({ start, end }) => text.slice(start, end))).toEqual(['mail.example.com', '*.Example.net']);
    for (const host of ['mail.example.com', 'MAIL.example.com', 'a.example.net'])
      expect(mayTakeMail(policy, host)).toBe(true);
    for (const host of ['mx.example.com', 'example.net', 'a.b.example.net'])
      expect(mayTakeMail(policy, host)).toBe(false);
    expect(parseStsPolicy('mode: enforce\nmx: x\n')).toBeUndefined();
    expect(parseStsPolicy('version: STSv1\nmode: strict\n')).toBeUndefined();
  });
});

describe('TLS reporting', () => {
  test.each([
    ['v=TLSRPTv1;rua=mailto:a@example.com', []],
    ['v=TLSRPTv1; rua=https://example.com/v1,mailto:a@example.com;', []],
    ['v=TLSRPTv1; rua=a@example.com', ['error “a@example.com” → “mailto:a@example.com”']],
    ['v=TLSRPTv1; rua=http://example.com/', ['error “http://example.com/”']],
    ['v=TLSRPTv1;', ['error “v=TLSRPTv1;”']],
    ['v=TLSRPT1; rua=mailto:a@example.com', ['error “v=TLSRPT1” → “v=TLSRPTv1”']],
  ])('%s', (text, expected) => {
    expect(isTlsRpt(text) || isMeantAsTlsRpt(text)).toBe(true);
    expect(told(text, tlsRptDefects(text))).toEqual(expected);
  });
});
