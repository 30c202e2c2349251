import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../../../src/formats/terraform/hcl/parse.ts';
import { MAX_NESTING, MAX_SYNTAX_PROBLEMS } from '../../../../src/formats/terraform/hcl/parser.ts';
import type { Block } from '../../../../src/formats/terraform/hcl/syntax.ts';
import { SourceFile } from '../../../../src/model/source-file.ts';
import { cpuMilliseconds } from '../../../support/cpu-time.ts';
import snippets from './support/snippets.json' with { type: 'json' };

const parse = (text: string) => parseFile(new SourceFile('main.tf', text));
const labels = (blocks: readonly Block[]) => blocks.map((block) => [block.type, ...block.labels].join('.'));

describe('the parser of HCL', () => {
  it.each(snippets.accepted)('accepts what Terraform accepts: %j', (text) => {
    expect(parse(text).problems).toEqual([]);
  });

  it.each(snippets.refused)('refuses what Terraform refuses: %j', (text) => {
    const { problems } = parse(text);
    expect(problems.length).toBeGreaterThan(0);
    for (const { place } of problems) {
      expect(place.start).toBeLessThanOrEqual(place.end);
      expect(place.end).toBeLessThanOrEqual(text.length);
    }
  });

  it('places every node where it is written', () => {
    const text = 'record "a" "x" {\n  name = "a${var.b[0].c}"\n  ttl = 1 + f(2)\n}\n';
    const [block] = parse(text).body.blocks;
    const cut = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    expect(cut(block.header)).toBe('record "a" "x"');
    expect(cut(block)).toBe(text.trimEnd());
    const name = block.body.attributes.get('name')!;
    expect(cut(name)).toBe('name = "a${var.b[0].c}"');
    expect(cut(name.namePlace)).toBe('name');
    expect(cut(name.value)).toBe('"a${var.b[0].c}"');
    expect(name.value.kind === 'template' && name.value.parts.map((part) => cut(part))).toEqual(['a', 'var.b[0].c']);
    const ttl = block.body.attributes.get('ttl')!.value;
    expect(ttl.kind === 'binary' && [cut(ttl.left), cut(ttl.right)]).toEqual(['1', 'f(2)']);
  });

  it('keeps what stands before and after a mistake', () => {
    const { body, problems } = parse(
      'a "1" {\n  x = 1\n  y = [1 2]\n  z = 3\n}\nb "2" {\n  c = "${ + }"\n  d = 4\n}\n',
    );
    expect(labels(body.blocks)).toEqual(['a.1', 'b.2']);
    expect([...body.blocks[0].body.attributes.keys()]).toEqual(['x', 'z']);
    expect([...body.blocks[1].body.attributes.keys()]).toEqual(['d']);
    expect(problems).toHaveLength(2);
  });

  it('sees where an unclosed block should have ended', () => {
    const { body, problems } = parse(
      'resource "a" "one" {\n  x = 1\n\nresource "a" "two" {\n  nested {\n    y = 2\n  }\n}\nlocals {\n  z = 3\n}\n',
    );
    expect(labels(body.blocks)).toEqual(['resource.a.one', 'resource.a.two', 'locals']);
    expect(problems).toHaveLength(1);
    expect(problems[0].message).toContain('“resource” that begins here is not closed');
    expect([problems[0].place.start, problems[0].place.end]).toEqual([0, 'resource "a" "one"'.length]);
  });

  it('goes on behind a heredoc that it cannot read', () => {
    const { body, problems } = parse('a = <<EOT\nx ${ + }\n} {\nEOT\nb = 2\n');
    expect([...body.attributes.keys()]).toEqual(['b']);
    expect(problems).toHaveLength(1);
  });

  it.each(['(', '[', '{a=', '"${', '!', '-', '1+(', 'f(', 'x ? ', '[for a in ', 'x[', 'x[*]', 'x.*', '"%{if '])(
    'refuses %j nested without end, in time and without a crash',
    (open) => {
      const { problems } = parse(`a = ${open.repeat(50_000)}\nb = 2\n`);
      expect(problems.length).toBeGreaterThan(0);
    },
  );

  it('refuses blocks nested without end', () => {
    expect(parse('a {\n'.repeat(50_000)).problems[0].message).toContain(`More than ${MAX_NESTING}`);
  });

  it('tells only so many mistakes', () => {
    expect(parse('a = 1 2\n'.repeat(10_000)).problems).toHaveLength(MAX_SYNTAX_PROBLEMS);
  });

  it('never throws, and places problems in the file', () => {
    const part = fc.constantFrom(
      ...[
        'a',
        '=',
        '"',
        '${',
        '}',
        '{',
        '[',
        ']',
        '(',
        ')',
        '\n',
        '<<EOT\n',
        'EOT\n',
        '%{ if ',
        '%{ for ',
        ' in ',
        ':',
        '?',
      ],
      ...[
        'for ',
        '=>',
        '...',
        '.',
        '*',
        '1',
        '\\',
        '~',
        '//',
        '/*',
        '*/',
        '#',
        '\r\n',
        '"x"',
        'resource "a" "b" {\n',
        'ß',
        '😀',
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const { place } of parse(text).problems) {
          expect(place.start).toBeGreaterThanOrEqual(0);
          expect(place.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion to the file', () => {
    const block = 'resource "a" "b" {\n  name = "x${each.key}"\n  ttl = 300\n  records = ["192.0.2.1"]\n}\n';
    const time = (text: string) => {
      const begin = cpuMilliseconds();
      parse(text);
      return cpuMilliseconds() - begin;
    };
    time(block.repeat(2_000));
    expect(time(block.repeat(10_000))).toBeLessThan(5_000);
    expect(time(`a = "${'$'.repeat(500_000)}"\n`)).toBeLessThan(5_000);
    expect(time(`a = "${'"'.repeat(200_000)}\n`)).toBeLessThan(5_000);
    expect(time('a = <<EOT\n'.repeat(5_000))).toBeLessThan(5_000);
    expect(time('x ? /* '.repeat(50_000))).toBeLessThan(5_000);
  });
});
