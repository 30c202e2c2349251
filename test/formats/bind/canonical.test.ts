import { describe, expect, it } from 'vitest';
import { RECORD_TYPES, typeNumber } from '../../../src/formats/bind/rdata/types.ts';
import { read } from './support/read.ts';

/** The canonical line of the only record. */
function lineOf(text: string): string {
  const { lines, problems } = read(`${text}\n`);
  expect(problems).toEqual([]);
  expect(lines).toHaveLength(1);
  return lines[0];
}

describe('canonicalLine', () => {
  it.each([
    ['WWW 60 a 192.0.2.1', 'www.example.com. 60 IN A 192.0.2.1'],
    ['@ 1H in mx 010 Mail', 'example.com. 3600 IN MX 10 mail.example.com.'],
    ['a AAAA 2001:DB8:0:0:0:0:0:1', 'a.example.com. IN AAAA 2001:db8::1'],
    ['a 1 AAAA ::FFFF:192.0.2.1', 'a.example.com. 1 IN AAAA ::ffff:192.0.2.1'],
    ['a 1 TXT x\\;y "(z)" "it\'s"', 'a.example.com. 1 IN TXT "x\\059y" "\\040z\\041" "it\\039s"'],
    ['a 1 TXT "\\"\\\\" \\000\\255 ü', 'a.example.com. 1 IN TXT "\\034\\092" "\\000\\255" "\\195\\188"'],
    ['a\\;b 1 CNAME c\\(\\@\\$\\"\\.d', 'a\\;b.example.com. 1 IN CNAME c\\(\\@\\$\\"\\.d.example.com.'],
    ['a 1 CAA 0 ISSUE letsencrypt.org', 'a.example.com. 1 IN CAA 0 issue "letsencrypt.org"'],
    ['a 1 DS 1 RSASHA256 2 ab cd', 'a.example.com. 1 IN DS 1 8 2 ABCD'],
    [
      'a 1 RRSIG A 8 3 1H 20260101000000 0 1 @ AA AA',
      'a.example.com. 1 IN RRSIG A 8 3 3600 20260101000000 19700101000000 1 example.com. AAAA',
    ],
    ['a 1 NSEC B a type65280', 'a.example.com. 1 IN NSEC b.example.com. A TYPE65280'],
    ['a 1 TYPE65280 \\# 0', 'a.example.com. 1 IN TYPE65280 \\# 0'],
    ['a 1 SRV \\# 9 0000 0001 0019 016100', 'a.example.com. 1 IN SRV 0 1 25 a.'],
  ])('writes %s as one line', (text, line) => {
    expect(lineOf(text)).toBe(line);
  });
});

describe('RECORD_TYPES', () => {
  it('knows each mnemonic and number once', () => {
    expect(new Set(RECORD_TYPES.map(({ number }) => number)).size).toBe(RECORD_TYPES.length);
    for (const { number, mnemonic } of RECORD_TYPES) {
      expect(typeNumber(mnemonic)).toBe(number);
      expect(typeNumber(mnemonic.toLowerCase())).toBe(number);
      expect(typeNumber(`type${number}`)).toBe(number);
    }
  });

  it.each(['', 'FOO', 'TYPE', 'TYPE65536', 'TYPE-1', 'TYPE1x'])('knows that %j is none', (word) => {
    expect(typeNumber(word)).toBe(-1);
  });
});
