import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePattern } from '../../../../../src/formats/terraform/hcl/regexp/parse-pattern.ts';
import { search } from '../../../../../src/formats/terraform/hcl/regexp/search.ts';
import { cpuMilliseconds } from '../../../../support/cpu-time.ts';

const freely = () => true;

function find(pattern: string, text: string) {
  const program = parsePattern(pattern);
  return typeof program === 'string' ? program : search(program, text, 0, freely);
}

describe('the search for patterns', () => {
  it('finds what a backtracking engine finds', () => {
    const atom = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w', '^', '$', '\\b', '1', ' ');
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'pattern' },
        atom,
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
        // Not `(…)?`: JavaScript alone refuses an empty match for what is optional.
        tie('pattern').map((inner) => `(?:${inner}|)`),
        fc
          .tuple(atom, fc.constantFrom('*', '+', '*?', '+?', '??', '{2}', '{1,2}'))
          .map(([a, times]) => (['^', '$', '\\b'].includes(a) ? a : a + times)),
      ),
    }));
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '1', ' ', '\n'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        // Without the flag `s` the other engine also stops at other line ends, of which there are none here.
        const expected = new RegExp(source).exec(subject);
        const found = find(source, subject);
        expect(Array.isArray(found) ? [found[0], found[1]] : found).toEqual(
          expected === null ? undefined : [expected.index, expected.index + expected[0].length],
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('never throws, whatever the pattern', () => {
    const part = fc.constantFrom(
      ...[
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '?',
        '*',
        '+',
        '|',
        '\\',
        '^',
        '$',
        '-',
        ':',
        'P',
        '<',
        '>',
        'a',
        '1',
        ',',
        'p',
        'x',
      ],
      ...['[[:', ':]]', '(?i)', '(?P<n>', '\\Q', '\\E', '\\x{', '😀', '(?'],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.string({ maxLength: 10 }), (parts, subject) => {
        find(parts.join(''), subject);
      }),
      { numRuns: 3000 },
    );
  });

  it('stops when it is told to', () => {
    const program = parsePattern('(a|aa)+$');
    if (typeof program === 'string') throw new Error(program);
    let units = 0;
    const spend = (spent: number) => {
      units += spent;
      return units < 100;
    };
    expect(search(program, `${'a'.repeat(10_000)}b`, 0, spend)).toBe('stopped');
  });

  it('refuses patterns that are too long written out', () => {
    expect(parsePattern('(((a{1000}){1000}){1000})')).toBe('it is too long when its repetitions are written out');
    expect(parsePattern('('.repeat(10_000))).toBe('its groups are nested too deep');
  });

  it('takes time in proportion to text and pattern', () => {
    const begin = cpuMilliseconds();
    expect(find('(a*)*b', 'a'.repeat(20_000))).toBeUndefined();
    expect(cpuMilliseconds() - begin).toBeLessThan(5_000);
  });
});
