import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../src/model/finding.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { fixLines } from '../../src/outputs/fix-lines.ts';

const file = new SourceFile('a.zone', 'one\ntwo\nthree\nfour\n');
const edit = (start: number, end: number, text: string): Edit => ({ place: { file, start, end }, text });

describe('fixLines', () => {
  it('shows the line of an edit before and after', () => {
    expect(fixLines([edit(4, 7, 'TWO')])).toEqual([
      { file: 'a.zone', first: 2, last: 2, before: ['two'], after: ['TWO'] },
    ]);
  });

  it('joins edits that share a line, whatever their order', () => {
    expect(fixLines([edit(6, 7, 'O'), edit(4, 5, 'T')])).toEqual([
      { file: 'a.zone', first: 2, last: 2, before: ['two'], after: ['TwO'] },
    ]);
  });

  it('keeps edits of different lines apart', () => {
    expect(fixLines([edit(0, 3, '1'), edit(14, 18, '4')]).map(({ first, after }) => [first, after])).toEqual([
      [1, ['1']],
      [4, ['4']],
    ]);
  });

  it('deletes whole lines without touching the next', () => {
    expect(fixLines([edit(4, 8, '')])).toEqual([{ file: 'a.zone', first: 2, last: 2, before: ['two'], after: [] }]);
  });

  it('inserts a line before another', () => {
    expect(fixLines([edit(4, 4, 'new\n')])).toEqual([
      { file: 'a.zone', first: 2, last: 2, before: ['two'], after: ['new', 'two'] },
    ]);
  });

  it('takes in the line that another edit joins', () => {
    expect(fixLines([edit(4, 4, 'new '), edit(4, 8, '')])).toEqual([
      { file: 'a.zone', first: 2, last: 3, before: ['two', 'three'], after: ['new three'] },
    ]);
  });

  it('joins lines', () => {
    expect(fixLines([edit(3, 4, ' ')])).toEqual([
      { file: 'a.zone', first: 1, last: 2, before: ['one', 'two'], after: ['one two'] },
    ]);
  });

  it('shows nothing of edits that overlap, or of lines that are too long', () => {
    expect(fixLines([edit(4, 7, 'a'), edit(5, 6, 'b')])).toEqual([]);
    const long = new SourceFile('b.zone', 'x'.repeat(10_000));
    expect(fixLines([{ place: { file: long, start: 5, end: 6 }, text: 'y' }])).toEqual([]);
  });

  it('gives lines that, put in place, make the edited file', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀'), maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(3), line), { maxLength: 3 }),
        (lines, raw) => {
          const source = new SourceFile('p', `${lines.join('\n')}\n`);
          const { text } = source;
          let at = 0;
          const edits = [...raw]
            .map(([start, length, added]) => ({ start: start % text.length, length, added }))
            .sort((a, b) => a.start - b.start)
            .flatMap(({ start, length, added }) => {
              const from = Math.max(start, at);
              const to = Math.min(from + length, text.length - 1);
              if (to < from) return [];
              at = to;
              return [{ place: { file: source, start: from, end: to }, text: added }];
            });
          let edited = '';
          let done = 0;
          for (const { place, text: added } of edits) {
            edited += text.slice(done, place.start) + added;
            done = place.end;
          }
          edited += text.slice(done);

          const replaced = lines.map((one) => [one]);
          for (const { first, last, before, after } of fixLines(edits)) {
            expect(before).toEqual(lines.slice(first - 1, last));
            for (let i = first; i <= last; i++) replaced[i - 1] = i === first ? [...after] : [];
          }
          expect(`${replaced.flat().join('\n')}\n`).toBe(edited);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
