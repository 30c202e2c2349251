import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/model/source-file.ts';
import { coreValue } from '../../src/yaml/core-value.ts';
import type { YamlMapping, YamlNode } from '../../src/yaml/node.ts';
import { MAX_ALIASED_NODES, MAX_DEPTH, readYaml } from '../../src/yaml/tree.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

const read = (text: string | Uint8Array) => readYaml(new SourceFile('a.yaml', text));
const value = (text: string) => coreValue(read(text).documents[0]);

/** Every scalar with the text of the file at its place. */
function scalars(node: YamlNode, text: string): [string, string][] {
  if (node.kind === 'scalar') return [[node.text, text.slice(node.start, node.end)]];
  const children = node.kind === 'sequence' ? node.items : node.entries.flatMap(({ key, value: of }) => [key, of]);
  return children.flatMap((child) => scalars(child, text));
}

describe('readYaml', () => {
  it.each([
    [
      'words that YAML 1.1 takes for truth',
      'a: off\nb: no\nc: yes\nd: 2027-01-31',
      { a: 'off', b: 'no', c: 'yes', d: '2027-01-31' },
    ],
    [
      'values of the core schema',
      'a: true\nb: ~\nc: 0x1F\nd: 1.5e3\ne: "1"\nf: .inf',
      { a: true, b: null, c: 31, d: 1500, e: '1', f: Number.POSITIVE_INFINITY },
    ],
    ['flow collections', '{a: [1, {b: c}], d: []}', { a: [1, { b: 'c' }], d: [] }],
    ['block scalars', 'a: |\n  x\n  y\nb: >-\n  x\n  y\n', { a: 'x\ny\n', b: 'x y' }],
    ['values left out', 'a:\nb:\n  -\n  - x\n', { a: null, b: [null, 'x'] }],
    ['aliases', 'a: &x [1, 2]\nb: *x\n', { a: [1, 2], b: [1, 2] }],
    ['explicit tags', 'a: !!str 1\nb: !include x.yaml', { a: '1', b: 'x.yaml' }],
  ])('reads %s', (_, text, expected) => {
    expect(read(text).problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(value(text), infinite))).toEqual(JSON.parse(JSON.stringify(expected, infinite)));
  });

  it('keeps the name __proto__ a key like any other', () => {
    expect(Object.keys(value('__proto__: {polluted: true}') as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('places scalars where they are written', () => {
    const text = "\uFEFFé: \"a\\\"b\"\nplain: two words # no\n'q': 'it''s'\nblock: |\n  x\n";
    expect(scalars(read(text).documents[0], text)).toEqual([
      ['é', 'é'],
      ['a"b', '"a\\"b"'],
      ['plain', 'plain'],
      ['two words', 'two words'],
      ['q', "'q'"],
      ["it's", "'it''s'"],
      ['block', 'block'],
      ['x\n', '  x\n'],
    ]);
  });

  it('gives a value that is left out the place behind its key', () => {
    const { entries } = read('a:\nb: 1\n').documents[0] as YamlMapping;
    expect([entries[0].value.start, entries[0].value.end]).toEqual([1, 1]);
  });

  it('reads every document', () => {
    expect(read('a: 1\n---\nb: 2\n').documents.map(coreValue)).toEqual(
      [{ a: 1 }, { b: 2 }].map((one) => Object.assign(Object.create(null), one)),
    );
    expect(read('')).toEqual({ documents: [], problems: [] });
    expect(read('# nothing\n').documents).toEqual([]);
  });

  it('tells a key that is there twice, with both places', () => {
    const text = 'a: 1\nb: 2\n"a": 3\n';
    const { problems, documents } = read(text);
    expect(problems).toHaveLength(1);
    const [{ code, place, message, related }] = problems;
    expect(code).toBe('duplicate-key');
    expect(message).toContain('line 1');
    expect(place.file.slice(place.start, place.end)).toBe('"a"');
    expect(place.file.position(place.start)).toEqual({ line: 3, column: 1 });
    expect(related?.place.file.position(related.place.start)).toEqual({ line: 1, column: 1 });
    expect((documents[0] as YamlMapping).entries).toHaveLength(3);
  });

  it('lets merge keys repeat', () => {
    expect(read('a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n').problems).toEqual([]);
  });

  it.each([
    ['a tab', 'a:\n\tb: 1\n', 2, 1],
    ['a quotation mark that is left open', 'a: 1\nb: "x\n', 3, 1],
    ['wrong indentation', 'a: 1\n  b: 2\n', 2, 4],
    ['a NUL', 'a: \0', 1, 4],
  ])('says what is wrong with %s, once and with its place', (_, text, line, column) => {
    const { documents, problems } = read(text);
    expect(documents).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['syntax']);
    expect(problems[0].place.file.position(problems[0].place.start)).toEqual({ line, column });
    expect(problems[0].message).toMatch(/^This is no YAML that can be read: .+\.$/);
  });

  it.each([
    ['an alias of nothing', 'a: *nothing', /no anchor/],
    ['an alias of the node it stands in', 'a: &a [1, *a]', /inside/],
    ['an anchor of another document', 'a: &a 1\n---\nb: *a', /no anchor/],
  ])('reports %s', (_, text, message) => {
    const { problems } = read(text);
    expect(problems.map(({ code }) => code)).toEqual(['alias']);
    expect(problems[0].message).toMatch(message);
  });
});

describe('hostile YAML', () => {
  /** Nodes as a walk over the tree meets them. */
  function size(node: YamlNode): number {
    if (node.kind === 'scalar') return 1;
    const children = node.kind === 'sequence' ? node.items : node.entries.flatMap(({ key, value: of }) => [key, of]);
    return children.reduce((sum, child) => sum + size(child), 1);
  }

  it('bounds what a bomb of aliases unfolds to', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`);
    const { documents, problems } = read(`a0: &a0 lol\n${levels.join('\n')}\n`);
    expect(problems.length).toBeGreaterThan(0);
    expect(size(documents[0])).toBeLessThan(2 * MAX_ALIASED_NODES);
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['braces', '{a: '.repeat(100_000)],
    ['dashes', `${'- '.repeat(100_000)}x`],
    ['indentation', Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('refuses 2,000 levels and more of %s', (_, text) => {
    const { problems } = read(text);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(`${MAX_DEPTH} levels`)]);
  });

  it('reads 30,000 keys and 5 MB in well under a second', () => {
    const keys = Array.from(
      { length: 30_000 },
      (_, i) => `key${i}:\n  type: A\n  values: [192.0.2.1, 192.0.2.2]\n  note: "${'x'.repeat(110)}"\n`,
    );
    const text = keys.join('');
    expect(text.length).toBeGreaterThan(5_000_000);
    const { user: started } = process.cpuUsage();
    expect((read(text).documents[0] as YamlMapping).entries).toHaveLength(30_000);
    expect(cpuMilliseconds() - started).toBeLessThan(1_500);
  });

  it('tells 30,000 duplicates as fast', () => {
    const { user: started } = process.cpuUsage();
    expect(read('same: 1\n'.repeat(30_000)).problems).toHaveLength(29_999);
    expect(cpuMilliseconds() - started).toBeLessThan(1_500);
  });

  it('never throws, and places lie inside the file', () => {
    const piece = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '  ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '!t ',
      '|',
      '>',
      '#',
      '? ',
      '%',
      '\t',
      '\\',
      'é',
      '---\n',
      '...\n',
      '<<',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const { documents, problems } = read(text);
        for (const { place, message } of problems) {
          expect(place.start).toBeGreaterThanOrEqual(0);
          expect(place.end).toBeLessThanOrEqual(text.length);
          expect(message).toMatch(/\.$/);
        }
        for (const document of documents)
          for (const [, written] of scalars(document, text)) expect(typeof written).toBe('string');
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives scalars back whose text is their source where they are plain and on one line', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9.-]{0,12}$/);
    fc.assert(
      fc.property(fc.dictionary(word, fc.array(word, { maxLength: 4 }), { minKeys: 1 }), (data) => {
        const text = Object.entries(data)
          .map(
            ([key, items]) => `${key}:${items.length === 0 ? ' []' : items.map((item) => `\n  - ${item}`).join('')}\n`,
          )
          .join('');
        const found = scalars(read(text).documents[0], text);
        expect(found.map(([of]) => of)).toEqual(Object.entries(data).flatMap(([key, items]) => [key, ...items]));
        for (const [of, written] of found) expect(written).toBe(of);
      }),
    );
  });
});

/** JSON has no infinity. */
function infinite(_: string, one: unknown): unknown {
  return one === Number.POSITIVE_INFINITY ? 'infinity' : one;
}
