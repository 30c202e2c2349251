import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gluedTerms } from '../../src/spf/glued-strings.ts';
import { parseSpf } from '../../src/spf/parse.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

const TERMS = [
  'a',
  'mx',
  'ip4:192.0.2.1',
  'ip6:2001:db8::1',
  'include:a.example',
  '-all',
  'exists:%{i}.a.example',
  'redirect=b.example',
];

describe('glued terms', () => {
  it('are found at every border of whole terms that lacks a space', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TERMS), { minLength: 1, maxLength: 8 }), (terms) => {
        expect(gluedTerms(['v=spf1', ...terms]).map(({ right }) => right)).toEqual(terms);
      }),
    );
  });

  it('are none where a text with its spaces is cut after 255 octets, wherever that is', () => {
    const terms = Array.from({ length: 60 }, (_, i) => TERMS[i % 5]).join(' ');
    for (let i = 0; i < 40; i++) {
      const text = `v=spf1 x${'x'.repeat(i)}=y ${terms} -all`;
      const strings = text.match(/.{1,255}/g)!;
      expect(parseSpf(text).errors).toEqual([]);
      expect(gluedTerms(strings), String(i)).toEqual([]);
    }
  });

  it('say where they stand', () => {
    const [glue] = gluedTerms(['v=spf1 mx', 'include:a.example -all']);
    expect(glue).toEqual({ border: 9, span: { start: 7, end: 26 }, left: 'mx', right: 'include:a.example' });
  });

  it('cost no more than the text is long', () => {
    const began = cpuMilliseconds();
    gluedTerms(Array.from({ length: 60_000 }, () => 'a'));
    gluedTerms(['v=spf1', ...Array.from({ length: 300 }, () => 'x'.repeat(255))]);
    expect(cpuMilliseconds() - began).toBeLessThan(500);
  });
});
