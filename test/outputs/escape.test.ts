import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, visible, visibleLines, visibleSource } from '../../src/outputs/escape.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

describe('visible', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['a\tb\nc\rd\0', 'a␉b␊c␍d␀'],
    ['\u007f', '␡'],
    ['\u0085', '<U+0085>'],
    ['moc\u202eelpmaxe', 'moc<U+202E>elpmaxe'],
    ['zero\u200bwidth', 'zero<U+200B>width'],
    ['no-break\u00a0space', 'no-break<U+00A0>space'],
    ['\ufeffmark', '<U+FEFF>mark'],
    ['half \ud800 pair', 'half <U+D800> pair'],
    ['tag\u{e0041}', 'tag<U+E0041>'],
    ['e\u0301', 'e\u0301'],
    ['z\u0301\u0301\u0301\u0301\u0301', 'z\u0301\u0301\u0301<U+0301><U+0301>'],
    ['v=spf1 ip4:192.0.2.1 -all', 'v=spf1 ip4:192.0.2.1 -all'],
    ['münchen 例え 😀', 'münchen 例え 😀'],
  ])('shows %j as %s', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it.each([
    ['::add-mask::secret', '<U+003A>:add-mask::secret'],
    ['  ::error file=a,line=1::text', '  <U+003A>:error file=a,line=1::text'],
    ['x ##[add-mask]y', 'x ##<U+005B>add-mask]y'],
  ])('makes no order to the runner of %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves addresses alone that begin with two colons', () => {
    expect(visible('::1 and ::ffff:192.0.2.1')).toBe('::1 and ::ffff:192.0.2.1');
  });

  it('gives one line without controls, and the same again when repeated', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visible(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(visible(shown)).toBe(shown);
      }),
    );
  });

  it('takes linear time on what looks like the beginning of many orders', () => {
    const text = `${' :'.repeat(200_000)}${':a'.repeat(200_000)}${' '.repeat(200_000)}`;
    const start = cpuMilliseconds();
    visible(text);
    expect(cpuMilliseconds() - start).toBeLessThan(2_000);
  });
});

describe('visibleLines and visibleSource', () => {
  it('keep line ends apart and tabs as they are', () => {
    expect(visibleLines('one\r\ntwo\u0007\n')).toEqual(['one', 'two␇']);
    expect(visibleSource('@\tTXT\u0007')).toBe('@\tTXT␇');
  });
});

describe('clip', () => {
  it('cuts with an ellipsis, and no character in half', () => {
    expect(clip('abcdef', 6)).toBe('abcdef');
    expect(clip('abcdefg', 6)).toBe('abcde…');
    expect(clip('abcd😀g', 6)).toBe('abcd…');
  });
});
