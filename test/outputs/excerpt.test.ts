import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/model/source-file.ts';
import { excerptOf, MAX_EXCERPT_LINE, MAX_EXCERPT_LINES } from '../../src/outputs/excerpt.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

describe('excerptOf', () => {
  it('is the line of the place', () => {
    const file = new SourceFile('a', 'one\r\ntwo words\r\nthree');
    expect(excerptOf({ file, start: 9, end: 14 })).toEqual({ text: 'two words', column: 1 });
    expect(excerptOf({ file, start: 16, end: 21 })).toEqual({ text: 'three', column: 1 });
  });

  it('is all lines of the place, up to a number', () => {
    const file = new SourceFile('a', 'a (\nb\nc )\nd\ne\nf\ng\n');
    expect(excerptOf({ file, start: 0, end: 9 }).text).toBe('a (\nb\nc )');
    expect(excerptOf({ file, start: 0, end: 10 }).text).toBe('a (\nb\nc )');
    expect(excerptOf({ file, start: 0, end: 18 }).text.split('\n')).toHaveLength(MAX_EXCERPT_LINES);
  });

  it('is empty at the end of an empty file', () => {
    expect(excerptOf({ file: new SourceFile('a', ''), start: 0, end: 0 })).toEqual({ text: '', column: 1 });
  });

  it('is a window of a line that is too long', () => {
    const file = new SourceFile('a', `first\n${'x'.repeat(1_000)}HERE${'y'.repeat(1_000)}\nlast`);
    const { text, column } = excerptOf({ file, start: 1_006, end: 1_010 });
    expect(text).toHaveLength(MAX_EXCERPT_LINE);
    expect(text).toMatch(/^…x+HEREy+…$/);
    expect(text.slice(1_001 - column, 1_005 - column)).toBe('HERE');
  });

  it('does not slow down with the length of a line', () => {
    const file = new SourceFile('a', 'x'.repeat(10_000_000));
    const start = cpuMilliseconds();
    for (let i = 0; i < 10_000; i++) excerptOf({ file, start: i * 1_000, end: i * 1_000 + 5 });
    expect(cpuMilliseconds() - start).toBeLessThan(2_000);
  });

  it('has the text of the place at its column, in any file', () => {
    const unit = fc.constantFrom('a', 'é', '例', '😀', ' ', '\n', '\r\n', '\t', 'x'.repeat(100), '😀'.repeat(130));
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(40), (units, at, length) => {
        const file = new SourceFile('a', units.join(''));
        const start = at % file.text.length;
        const { text, column } = excerptOf({ file, start, end: start + length });
        const { column: from, line } = file.position(start);
        const [first] = text.split('\n');
        expect(first.length).toBeLessThanOrEqual(MAX_EXCERPT_LINE + 1);
        const whole = file.line(line);
        for (let i = 0; i < first.length; i++) {
          if (first[i] !== '…') expect(first[i]).toBe(whole[column - 1 + i]);
        }
        if (whole[from - 1] !== undefined) expect(first[from - column]).toBe(whole[from - 1]);
        expect(first).toBe(first.replace(/^…[\udc00-\udfff]|[\ud800-\udbff]…$/, '?'));
      }),
    );
  });
});
