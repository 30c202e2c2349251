import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readText, textValue } from '../../../src/formats/octodns/text-value.ts';

describe('the text of a TXT value', () => {
  test.each([
    ['v=spf1 -all', ['v=spf1 -all']],
    ['', ['']],
    ['v=DMARC1\\; p=none', ['v=DMARC1; p=none']],
    ['v=DMARC1; p=none', ['v=DMARC1; p=none']],
    ['a\\\\; b', ['a\\; b']],
    ['"v=spf1 -all"', ['v=spf1 -all']],
    ['"v=spf1 " "-all"', ['v=spf1 ', '-all']],
    ['v=spf1 " "-all', ['v=spf1 ', '-all']],
    ['"say \\"hi\\""', ['say "hi"']],
    ['"not closed', ['"not closed']],
    ['é', ['\xc3\xa9']],
  ])('%j is published as %j', (text, strings) => {
    expect(textValue(text, true)).toEqual(strings);
  });

  test('without escaped semicolons a backslash is a backslash', () => {
    expect(textValue('v=DMARC1; p\\;', false)).toEqual(['v=DMARC1; p\\;']);
  });

  test('long texts are cut into strings of 255 octets, whatever was cut before', () => {
    expect(textValue('a'.repeat(600), true).map(({ length }) => length)).toEqual([255, 255, 90]);
    expect(textValue(`"${'a'.repeat(300)}" "b"`, true).map(({ length }) => length)).toEqual([255, 46]);
  });

  test('every octet comes from the character that it encodes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ';', '\\', '"', ' ', 'é', '—', '😀') }), (text) => {
        const { strings, units } = readText(text, true);
        const joined = strings.join('');
        for (let i = 0; i < joined.length; i++) {
          const from = units === undefined ? i : units.starts[i];
          const to = units === undefined ? i + 1 : units.ends[i];
          const written = text.slice(from, to);
          const octets = Buffer.from(written.replace(/^\\(?=[;"])/, ''), 'utf8').toString('latin1');
          expect(octets).toContain(joined[i]);
        }
      }),
    );
  });
});
