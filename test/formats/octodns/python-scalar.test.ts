import { describe, expect, test } from 'vitest';
import { pythonInteger, pythonKind, pythonText } from '../../../src/formats/octodns/python-scalar.ts';
import { SourceFile } from '../../../src/model/source-file.ts';
import type { YamlScalar } from '../../../src/yaml/node.ts';
import { readYaml } from '../../../src/yaml/tree.ts';

function scalar(text: string): YamlScalar {
  const [node] = readYaml(new SourceFile('x.yaml', text)).documents;
  if (node?.kind !== 'scalar') throw new Error(`${text} is no scalar`);
  return node;
}

/** What PyYAML 6 gives: the type, and `str()` of the value. */
const AS_PYTHON: readonly (readonly [string, string, string])[] = [
  ['mail', 'text', 'mail'],
  ['3e929528', 'text', '3e929528'],
  ['1e5', 'text', '1e5'],
  ['1.5e+3', 'float', '1500.0'],
  ['1.5e3', 'text', '1.5e3'],
  ['010', 'integer', '8'],
  ['08', 'text', '08'],
  ['0x1F', 'integer', '31'],
  ['0b101', 'integer', '5'],
  ['0o17', 'text', '0o17'],
  ['1_000', 'integer', '1000'],
  ['1:30', 'integer', '90'],
  ['1:30:15', 'integer', '5415'],
  ['1:60', 'text', '1:60'],
  ['-12', 'integer', '-12'],
  ['+12', 'integer', '12'],
  ['1.10', 'float', '1.1'],
  ['1.0', 'float', '1.0'],
  ['.5', 'float', '0.5'],
  ['1.', 'float', '1.0'],
  ['192.0.2.1', 'text', '192.0.2.1'],
  ['2001:db8::1', 'text', '2001:db8::1'],
  ['2001:10:20:30:40:50:10:11', 'integer', '5602001869620611'],
  ['yes', 'boolean', 'True'],
  ['Off', 'boolean', 'False'],
  ['y', 'text', 'y'],
  ['n', 'text', 'n'],
  ['null', 'null', 'None'],
  ['~', 'null', 'None'],
  ['2026-11-23', 'date', '2026-11-23'],
  ['2026-11-3', 'text', '2026-11-3'],
  ['.inf', 'float', 'inf'],
  ["'010'", 'text', '010'],
  ['"yes"', 'text', 'yes'],
  ['!!str 010', 'text', '010'],
  ["!!int '7'", 'integer', '7'],
];

describe('scalars of YAML 1.1', () => {
  test.each(AS_PYTHON)('%s is %s %s', (written, kind, text) => {
    const node = scalar(written);
    expect([pythonKind(node), pythonText(node)]).toEqual([kind, text]);
  });

  test.each([
    ['10', 10],
    ["'10'", 10],
    ['010', 8],
    ['1:30', 90],
    ['10.9', 10],
    ['yes', 1],
    ['ten', undefined],
    ['~', undefined],
    ['"1 0"', undefined],
  ] as const)('int() of %s is %s', (written, value) => {
    expect(pythonInteger(scalar(written))).toBe(value);
  });
});
