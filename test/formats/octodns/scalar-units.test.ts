import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scalarUnits } from '../../../src/formats/octodns/scalar-units.ts';
import { SourceFile } from '../../../src/model/source-file.ts';
import { valueAt, type YamlScalar } from '../../../src/yaml/node.ts';
import { readYaml } from '../../../src/yaml/tree.ts';

/** The scalar at `key` of a YAML text. */
function scalarOf(text: string): { scalar: YamlScalar; file: SourceFile } {
  const file = new SourceFile('x.yaml', text);
  const { documents, problems } = readYaml(file);
  if (problems.length > 0) throw new Error(problems[0].message);
  const [root] = documents;
  const scalar = root.kind === 'mapping' ? valueAt(root, 'key') : undefined;
  if (scalar?.kind !== 'scalar') throw new Error('no scalar');
  return { scalar, file };
}

/** The source of each unit of the text. */
function sources(text: string): { decoded: string; written: string[] } {
  const { scalar, file } = scalarOf(text);
  const { starts, ends } = scalarUnits(scalar, file);
  return { decoded: scalar.text, written: starts.map((start, i) => file.slice(start, ends[i])) };
}

const WRITTEN: readonly (readonly [string, string])[] = [
  ['plain', 'key: v=spf1 include:a -all\n'],
  ['plain, folded', 'key: v=spf1 include:a\n  include:b\n\n   -all\nother: 1\n'],
  ['single', "key: 'it''s  v=spf1'\n"],
  ['single, folded', "key: 'v=spf1\n  include:a\n\n\n  -all '\n"],
  ['double', 'key: "v=spf1 include:a -all"\n'],
  ['double with escapes', 'key: "a\\tb\\x41\\u00e9\\U0001F600 \\"q\\" c\\\\;"\n'],
  ['double, folded and continued', 'key: "v=spf1 \\\n    include:a\n    -all \\\n  \\ x"\n'],
  ['literal', 'key: |\n  v=spf1\n   include:a\n\n  -all\n'],
  ['literal, stripped', 'key: |-\n    v=spf1 include:a -all\n'],
  ['folded', 'key: >\n  v=spf1 include:a\n  -all\n\n  x\n'],
  ['folded, stripped', 'key: >-\n  v=spf1\n  include:a\n  -all\n'],
  ['folded with deeper lines', 'key: >-\n  a\n  b\n    c\n    d\n  e\n'],
  ['CRLF', 'key: >-\r\n  v=spf1\r\n  -all\r\n'],
  ['not ASCII', 'key: é—😀 x\n'],
];

describe('where the units of a scalar are written', () => {
  test.each(WRITTEN)('%s', (_, text) => {
    const { decoded, written } = sources(text);
    expect(written).toHaveLength(decoded.length);
    for (let i = 0; i < decoded.length; i++) {
      const isEscape = written[i].startsWith('\\') && written[i].length > 1;
      if (/\s/.test(decoded[i])) expect(isEscape || /^\s*$/.test(written[i])).toBe(true);
      else if (!isEscape) expect(written[i].replace("''", "'")).toBe(decoded[i]);
    }
  });

  test('units follow one another and do not overlap, a character beyond 16 bits apart', () => {
    for (const [, text] of WRITTEN) {
      const { scalar, file } = scalarOf(text);
      const { starts, ends } = scalarUnits(scalar, file);
      for (let i = 1; i < starts.length; i++)
        expect(starts[i] >= ends[i - 1] || starts[i] === starts[i - 1]).toBe(true);
    }
  });

  test('random texts in every style', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'B', '1', '.', '\\', ';', "'", '"', 'é'),
      minLength: 1,
      maxLength: 6,
    });
    const words = fc.array(
      word.map((text) => `w${text}`),
      { minLength: 1, maxLength: 12 },
    );
    const style = fc.constantFrom('plain', 'single', 'double', 'literal', 'folded');
    fc.assert(
      fc.property(words, style, fc.integer({ min: 1, max: 4 }), (parts, kind, perLine) => {
        const lines: string[] = [];
        for (let i = 0; i < parts.length; i += perLine) lines.push(parts.slice(i, i + perLine).join(' '));
        const text = written(kind, lines);
        const { decoded, written: sourceOf } = sources(text);
        expect(decoded).toBe(lines.join(kind === 'literal' ? '\n' : ' '));
        expect(sourceOf).toHaveLength(decoded.length);
        for (const [i, source] of sourceOf.entries()) {
          if (/\S/.test(decoded[i])) expect(unescaped(kind, source)).toBe(decoded[i]);
        }
      }),
    );
  });
});

function written(kind: string, lines: readonly string[]): string {
  switch (kind) {
    case 'single':
      return `key: '${lines.join('\n  ').replaceAll("'", "''")}'\n`;
    case 'double':
      return `key: "${lines.join('\n  ').replace(/["\\]/g, '\\$&')}"\n`;
    case 'literal':
      return `key: |-\n${lines.map((line) => `  ${line}\n`).join('')}`;
    case 'folded':
      return `key: >-\n${lines.map((line) => `  ${line}\n`).join('')}`;
    default:
      return `key: ${lines.join('\n  ')}\n`;
  }
}

function unescaped(kind: string, source: string): string {
  if (kind === 'single') return source.replace("''", "'");
  return kind === 'double' ? source.replace(/^\\(?=.)/, '') : source;
}
