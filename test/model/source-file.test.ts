import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/model/source-file.ts';

describe('SourceFile', () => {
  it('agrees with counting newlines, for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', 'ä', '€', '😀', '\t') }),
        fc.nat(),
        (text, at) => {
          const file = new SourceFile('f', text);
          const offset = Math.min(at % (text.length + 1), text.length);
          const before = text.slice(0, offset);
          const line = before.split('\n').length;
          expect(file.position(offset)).toEqual({ line, column: offset - (before.lastIndexOf('\n') + 1) + 1 });
          expect(file.line(line)).toBe(text.split('\n')[line - 1].replace(/\r$/, ''));
          expect(file.lineStart(line)).toBe(before.lastIndexOf('\n') + 1);
          expect(file.slice(0, offset)).toBe(before);
        },
      ),
    );
  });

  it('turns octet offsets into text offsets, for any text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', 'ä', '€', '😀')), fc.nat(), (characters, at) => {
        const text = characters.join('');
        const before = characters.slice(0, at % (characters.length + 1)).join('');
        expect(new SourceFile('f', text).textOffset(Buffer.byteLength(before))).toBe(before.length);
      }),
    );
  });

  it('turns octet offsets into text offsets far inside a long line', () => {
    const before = 'aä€😀'.repeat(5_000);
    const file = new SourceFile('f', `${before}€x`);
    for (let characters = 0; characters < before.length; characters += 5 * 97) {
      expect(file.textOffset(Buffer.byteLength(before.slice(0, characters)))).toBe(characters);
    }
    expect(file.textOffset(Buffer.byteLength(`${before}€`))).toBe(before.length + 1);
  });

  it('reads what is not UTF-8 and keeps its lines apart', () => {
    const file = new SourceFile('f', new Uint8Array([0xff, 0xfe, 0x0a, 0xe4, 0x62]));
    expect(file.position(file.textOffset(4))).toEqual({ line: 2, column: 2 });
    expect(file.line(2)).toBe('�b');
  });

  it.each([
    ['', 1],
    ['a', 1],
    ['a\n', 1],
    ['a\nb', 2],
    ['\n\n', 2],
  ])('%j has %i lines', (text, count) => {
    expect(new SourceFile('f', text).lineCount).toBe(count);
  });
});
