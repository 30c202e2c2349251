import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoted, txtData, visible } from '../../src/model/quoted.ts';

describe('file text in a message', () => {
  it('reads octets as UTF-8 where they are', () => {
    expect(quoted(Buffer.from('–all').toString('latin1'))).toBe('“–all”');
    expect(quoted('\xe9t\xe9')).toBe('“\\233t\\233”');
  });

  it('has no character that acts', () => {
    expect(visible('a\nb\x1b[31m\x7f')).toBe('a\\010b\\027[31m\\127');
    expect(visible(Buffer.from('\u202eabc').toString('latin1'))).toBe('\\u202eabc');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(Buffer.from(text).toString('latin1'))).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('is cut where it is long', () => {
    expect(quoted('x'.repeat(500), 10)).toBe(`“${'x'.repeat(10)} …”`);
  });
});

describe('data of a TXT record to paste', () => {
  it('is in strings of at most 255 octets', () => {
    expect(txtData('a'.repeat(300))).toBe(`"${'a'.repeat(255)}" "${'a'.repeat(45)}"`);
    expect(txtData('')).toBe('""');
  });

  it('escapes what a zone file would read otherwise', () => {
    expect(txtData('a"b\\c\n')).toBe('"a\\"b\\\\c\\010"');
  });
});
