import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textAt } from '../../../../src/formats/terraform/hcl/string-value.ts';
import type { StringValue } from '../../../../src/formats/terraform/hcl/value.ts';
import { SourceFile } from '../../../../src/model/source-file.ts';
import { evaluateText } from './support/evaluate-text.ts';

function textOf(
  source: string,
  names?: Readonly<Record<string, StringValue>>,
  files?: Readonly<Record<string, string>>,
) {
  const { value, problems } = evaluateText(source, names, files);
  expect(problems.map(({ message }) => message)).toEqual([]);
  if (value?.kind !== 'string') throw new Error(`${source} is no text`);
  return value;
}

/** What each piece says it is → what stands at its place. */
function pairs({ value, pieces }: StringValue): [string, string][] {
  return pieces.map(({ start, end, place }) => [
    value.slice(start, end),
    place.file.text.slice(place.start, place.end),
  ]);
}

describe('the places of texts', () => {
  it.each([
    ['"plain"', ['plain']],
    ['"a${"b"}c"', ['a', 'b', 'c']],
    ['"${upper("ab")}"', ['ab']],
    ['join("-", ["a", "b"])', ['a', '-', 'b']],
    ['format("%s=%s;", "k", "v")', ['k', '=', 'v', ';']],
    ['formatlist("x%s", ["a", "b"])[1]', ['x', 'b']],
    ['split(",", "ab,cd,ef")[1]', ['cd']],
    ['split(",", "ab${"x"},${"y"}cd,ef")[1]', ['y', 'cd']],
    ['replace("abcdef", "cd", "XY")', ['ab', 'XY', 'ef']],
    ['replace("abcdef", "/c(d)/", "<$1>")', ['ab', '<', 'd', '>', 'ef']],
    ['substr("abcdef", 2, 2)', ['cd']],
    ['trimspace("  ab  ")', ['ab']],
    ['trim("..ab..", ".")', ['ab']],
    ['trimprefix("abcd", "ab")', ['cd']],
    ['trimsuffix("abcd", "cd")', ['ab']],
    ['chomp("ab")', ['ab']],
    ['regex("b+", "abbc")', ['bb']],
    ['regexall("[a-z]", "a1b2")[1]', ['b']],
    ['{ a = "x" }.a', ['x']],
    ['lookup({ a = "x" }, "b", "y")', ['y']],
    ['coalesce("", "x")', ['x']],
    ['true ? "x" : "y"', ['x']],
    ['[for s in ["a", "b"] : "<${s}>"][1]', ['<', 'b', '>']],
    ['merge({ a = "x" }, { a = "y" }).a', ['y']],
    ['tostring(300)', ['300']],
    ['"${300}s"', ['300', 's']],
    ['jsondecode("[\\"ab\\"]")[0]', []],
    ['try({}.x, "y")', ['y']],
    ['provider::hcloud::txt_record("v=spf1 -all")', ['v=spf1 -all']],
    ['provider::hcloud::idna("bücher.example")', ['bücher.example']],
    ['sort(["b", "a"])[0]', ['a']],
    ['element(compact(["", "x"]), 0)', ['x']],
    ['indent(2, "a")', ['a']],
  ])('of %s are where the parts are written', (source, expected) => {
    const pieces = pairs(textOf(source));
    if (expected.length > 0) expect(pieces.map(([, written]) => written)).toEqual(expected);
  });

  it('of escapes are the whole escape', () => {
    expect(pairs(textOf('"a\\"b$${c}\\u00e9"'))).toEqual([
      ['a', 'a'],
      ['"', '\\"'],
      ['b', 'b'],
      ['${', '$${'],
      ['c}', 'c}'],
      ['é', '\\u00e9'],
    ]);
  });

  it('of heredocs are line by line, without their indentation', () => {
    expect(pairs(textOf('<<-EOT\n    a\n      b ${"c"}\n    EOT\n'))).toEqual([
      ['a\n', 'a\n'],
      ['  b ', '  b '],
      ['c', 'c'],
      ['\n', '\n'],
    ]);
  });

  it('of long TXT data split for a provider stay with each part', () => {
    const value = textOf(`provider::p::txt_record("${'a'.repeat(255)}bc")`);
    expect(value.value).toBe(`"${'a'.repeat(255)}" "bc"`);
    expect(pairs(value).map(([text]) => text)).toEqual(['a'.repeat(255), 'bc']);
  });

  it('of template files are in those, where trimming goes line by line', () => {
    const file =
      'a  \n\n  ${~ "x" ~}  \n\n b\n%{ for y in ["p","q"] ~}\n  - ${y}\n%{ endfor ~}\nend "quoted" \\n $${z}\n';
    const value = textOf('templatefile("t.tpl", {})', {}, { 't.tpl': file });
    expect(value.value).toBe('a  \n\nx\n b\n  - p\n  - q\nend "quoted" \\n ${z}\n');
    expect(value.pieces.every(({ place }) => place.file.path === 't.tpl')).toBe(true);
  });

  it('never lie: a piece that is as long as its source is its source', () => {
    const file = new SourceFile('origin.tf', 'The quick brown fox, jumps over; the lazy dog.');
    const name = { x: textAt(file.text, { file, start: 0, end: file.text.length }) };
    const step = fc.constantFrom(
      ...[
        (e: string) => `trimprefix(${e}, "The ")`,
        (e: string) => `substr(${e}, 2, 30)`,
        (e: string) => `"<\${${e}}>"`,
      ],
      ...[
        (e: string) => `replace(${e}, "o", "0-0")`,
        (e: string) => `join("-", split(" ", ${e}))`,
        (e: string) => `chomp(${e})`,
      ],
      ...[(e: string) => `replace(${e}, "/[aeiou](.)/", "$1")`, (e: string) => `format("%30.20s|%s", ${e}, ${e})`],
      ...[(e: string) => `join("", reverse(split(",", ${e})))`, (e: string) => `trim(${e}, "T.g>")`],
      (e: string) => `regex(".*", ${e})`,
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        const value = textOf(
          steps.reduce((expression, wrap) => wrap(expression), 'x'),
          name,
        );
        let last = 0;
        for (const { start, end } of value.pieces) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(value.value.length);
        for (const [text, written] of pairs(value)) {
          if (text.length === written.length) expect(text).toBe(written);
        }
      }),
      { numRuns: 500 },
    );
  });
});
