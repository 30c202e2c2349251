import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/model/source-file.ts';
import { readPlainYaml } from '../../src/yaml/plain-reader.ts';
import { readAnyYaml } from '../../src/yaml/tree.ts';

const file = (text: string) => new SourceFile('a.yaml', text);

/** Whether the plain reader took it; if so, it gave what the library does. */
function agrees(text: string): boolean {
  const plain = readPlainYaml(file(text));
  if (plain !== undefined) expect(plain, JSON.stringify(text)).toEqual(readAnyYaml(file(text)));
  return plain !== undefined;
}

describe('readPlainYaml', () => {
  it.each([
    ['a zone of OctoDNS', "---\n'':\n  - type: MX\n    values:\n    - exchange: mail.\n"],
    ['lists at the column of their key', 'a:\n- 1\n- 2\nb:\n- - 3\n  - 4\n-   c: d\n    e: f\n'],
    ['values left out', 'a:\nb:\n  -\n  - x\n  -\nc:'],
    ['comments and empty lines', '# one\n\n---\n\na: b # two\n    # three\nc: "d" # four\n\n'],
    ['quotes', `'it''s': "a\\\\;\\"b"\n"": ''\n'#': 'a: b'\n`],
    ['dashes, hashes and colons inside', 'a-b: -c\nd#e: f#g\nh:i: j:k\n'],
    ['lists in brackets', 'a: [b, "c" , 2001:db8::1 ] # d\n-e:\n- []\n- [f g, \'h\']\n'],
    ['blanks around', 'a :   b   \n-c:  d\n'],
    ['keys that are there twice', 'a: 1\nb: 2\na: 3\n'],
  ])('reads %s', (_, text) => expect(agrees(text)).toBe(true));

  it.each([
    ['an empty file', ''],
    ['a comment alone', '# nothing\n'],
    ['a scalar', 'a\n'],
    ['flow style', 'a: {b: c}\n'],
    ['block scalars', 'a: |\n  b\n'],
    ['a scalar over two lines', 'a: b\n  c\n'],
    ['quotes over two lines', 'a: "b\n  c"\n'],
    ['a scalar below its key', 'a:\n  b\n'],
    ['tags, anchors and aliases', 'a: !!str b\n'],
    ['explicit keys', '? a\n: b\n'],
    ['several documents', 'a: b\n---\nc: d\n'],
    ['an end of the document', 'a: b\n...\n'],
    ['directives', '%YAML 1.2\n---\na: b\n'],
    ['tabs', 'a:\tb\n'],
    ['other line ends', 'a: b\r\n'],
    ['control characters', 'a: b\x01\n'],
    ['characters beyond the plane', 'a: 😀\n'],
    ['a null byte', 'a: b # \0\n'],
    ['escapes with values of their own', 'a: "\\x41"\n'],
    ['a quote without an end', "'a: b\n"],
    ['no YAML', 'a: b: c\n'],
    ['wrong indentation', 'a:\n    b: c\n  d: e\n'],
    ['too deep nesting', `${'- '.repeat(40)}a\n`],
  ])('leaves %s to the library', (_, text) => expect(agrees(text)).toBe(false));

  /** Pieces that mean something to YAML, so that many texts are nearly plain. */
  const piece = fc.constantFrom(
    ...[
      'a',
      'b',
      'v=spf1',
      '~all',
      'é',
      '0',
      ':',
      ': ',
      ':\n',
      '- ',
      '-',
      '--',
      '---',
      '---\n',
      '...',
      '\n',
      '\n  ',
      '\n    ',
    ],
    ...[
      '\n ',
      ' ',
      '  ',
      '#',
      ' #',
      "'",
      "''",
      '"',
      '""',
      '\\',
      '\\\\',
      '\\"',
      '?',
      '? ',
      '|',
      '>',
      '&a',
      '*a',
      '!',
      '%',
      '@',
    ],
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      '`',
      '=',
      ';',
      '<<',
      '~',
      '\n- ',
      '\n  - ',
      '\n- - ',
      '\na: ',
      '\n  b: ',
      "\n'': ",
      '\n"c": ',
    ],
  );

  it('reads what the library reads, of any text', () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 16 }), (pieces) => {
        if (agrees(`a: ${pieces.join('')}`)) plain++;
        if (agrees(pieces.join(''))) plain++;
      }),
      { numRuns: 3_000 },
    );
    expect(plain).toBeGreaterThan(100);
  });

  it('reads what the library reads, of a plain file with one change', () => {
    const text = [
      '---',
      "'':",
      '  - ttl: 300',
      '    type: MX',
      '    values:',
      '    - exchange: mail.example.com. # first',
      '      preference: 10',
      '    -',
      '      exchange: "mx.example.net."',
      '      preference: 20',
      '  - type: TXT',
      '    value: v=spf1 ip4:192.0.2.1 ~all',
      '',
      '  # the web',
      'www: ',
      '  type: CNAME',
      "  value: 'example.com.'",
      'list: [a.example., "b" , 1:2]',
      'lists:',
      '- - a',
      '  - b',
      '- "c\\\\;"',
      '',
    ].join('\n');
    expect(agrees(text)).toBe(true);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(3), fc.oneof(piece, fc.constant('')), (at, cut, put) => {
        agrees(text.slice(0, at) + put + text.slice(at + cut));
      }),
      { numRuns: 3_000 },
    );
  });
});
