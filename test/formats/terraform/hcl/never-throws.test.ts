import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../../../src/formats/terraform/hcl/functions/index.ts';
import { unknown } from '../../../../src/formats/terraform/hcl/value.ts';
import { evaluateText } from './support/evaluate-text.ts';
import { root } from './support/roots.ts';

const names = [
  ...Object.keys(FUNCTIONS),
  'try',
  'can',
  'provider::p::txt_record',
  'provider::p::other',
  'constructor',
  '__proto__',
];
const atom = fc.constantFrom(
  ...[
    'null',
    'true',
    'false',
    '0',
    '1',
    '-1',
    '1.5',
    '1e300',
    '""',
    '"a"',
    '"1"',
    '"a,b"',
    '"%s %d %v"',
    '"/(a)/"',
    '"💥é"',
  ],
  ...[
    '[]',
    '{}',
    '"10.0.0.0/8"',
    '"::/0"',
    'open',
    '"{\\"a\\":[1]}"',
    '"a: [b]"',
    '"a,b\\n1,2"',
    '"../x"',
    '"f.txt"',
    '"utf-8"',
  ],
  ...['"__proto__"', '{ __proto__ = 1 }', '"${open}"', 'toset(["a"])', 'tomap({ a = 1 })', 'tolist([1])'],
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'expression' },
    atom,
    fc
      .tuple(fc.constantFrom(...names), fc.array(tie('expression'), { maxLength: 4 }), fc.constantFrom('', '...'))
      .map(([name, given, dots]) => `${name}(${given.join(', ')}${given.length > 0 ? dots : ''})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((elements) => `[${elements.join(', ')}]`),
    fc.tuple(tie('expression'), tie('expression')).map(([key, value]) => `{ (${key}) = ${value}, b = 1 }`),
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([list, value]) => `[for k, v in ${list} : ${value} if v != null]`),
    fc.tuple(tie('expression'), tie('expression')).map(([list, key]) => `{for k, v in ${list} : (${key}) => k...}`),
    fc.tuple(tie('expression'), tie('expression')).map(([target, key]) => `(${target})[${key}]`),
    tie('expression').map((target) => `(${target})[*].a`),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '/', '%', '==', '<', '&&', '||'), tie('expression'))
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a}) ? ${b} : ${c}`),
    tie('expression').map((value) => `"x\${${value}}%{ if ${value} }y%{ endif }"`),
  ),
}));

describe('whatever an expression asks for', () => {
  it('it has a value, and problems are placed in it', () => {
    fc.assert(
      fc.property(expression, (source) => {
        const { value, problems } = evaluateText(source, { open: unknown('it is open') }, { 'f.txt': 'text' });
        expect(value).toBeDefined();
        if (problems.length > 0) return;
        expect(value!.kind).not.toBe('failure');
      }),
      { numRuns: 20_000 },
    );
  });

  it('a module of it is read', () => {
    fc.assert(
      fc.property(
        expression,
        expression,
        fc.constantFrom('for_each', 'count', 'provider', 'x'),
        (first, second, argument) => {
          const module = root(
            `variable "v" {\n  type = ${first}\n  default = ${second}\n}\nlocals {\n  open = var.v\n}\n` +
              `resource "r" "x" {\n  ${argument} = ${first}\n  y = ${second}\n  dynamic "b" {\n    for_each = ${second}\n    content {\n      c = b.value\n    }\n  }\n}\n` +
              `module "m" {\n  source = "example/m"\n  ${argument} = ${second}\n}\noutput "o" {\n  value = r.x\n}\n`,
          );
          for (const { place } of module.problems) expect(place.end).toBeLessThanOrEqual(place.file.text.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
