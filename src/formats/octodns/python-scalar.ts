import type { YamlScalar } from '../../yaml/node.ts';

/** What PyYAML, and with it OctoDNS, makes of a scalar. `unknown` carries a tag that it refuses. */
export type PythonKind = 'text' | 'integer' | 'float' | 'boolean' | 'null' | 'date' | 'unknown';

/** The first characters of everything that is not text; most scalars end here. */
const MAY_BE_NUMBER = /^[-+.0-9]/;
const MAY_BE_WORD = /^[~nNyYtTfFoO]/;
/** The longest word that is no text: `false`. */
const MAX_WORD = 5;
/** Nearly every number is a TTL or a preference, written in the usual way. */
const USUAL_INTEGER = /^(?:0|[1-9][0-9]{0,14})$/;

/** The YAML 1.1 types as PyYAML tells them by pattern: unlike others it wants a dot in a float and a sign in its exponent. */
const BOOLEAN = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const TRUE = /^(?:yes|true|on)$/i;
const NULL = /^(?:~|null|Null|NULL|)$/;
const INTEGER = /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]+|0|[1-9][0-9_]*|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const DATE =
  /^[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/;

/** Longer scalars are no numbers, whatever they are made of. */
const MAX_NUMBER = 100;

const KIND_OF_TAG: Readonly<Record<string, PythonKind>> = {
  '!': 'text',
  '!!str': 'text',
  '!!int': 'integer',
  '!!float': 'float',
  '!!bool': 'boolean',
  '!!null': 'null',
  '!!timestamp': 'date',
};

/** The type that a scalar has in Python. */
export function pythonKind({ text, style, tag }: YamlScalar): PythonKind {
  if (tag !== undefined) return Object.hasOwn(KIND_OF_TAG, tag) ? KIND_OF_TAG[tag] : 'unknown';
  if (style !== 'plain') return 'text';
  if (text === '') return 'null';
  if (!MAY_BE_NUMBER.test(text)) {
    if (text.length > MAX_WORD || !MAY_BE_WORD.test(text)) return 'text';
    return BOOLEAN.test(text) ? 'boolean' : NULL.test(text) ? 'null' : 'text';
  }
  if (text.length > MAX_NUMBER) return 'text';
  if (INTEGER.test(text)) return 'integer';
  if (FLOAT.test(text)) return 'float';
  return DATE.test(text) ? 'date' : 'text';
}

/** The scalar as Python's `str()` writes its value: `010` is `8`, `1:30` is `90`, `on` is `True`. */
export function pythonText(scalar: YamlScalar): string {
  const { text } = scalar;
  switch (pythonKind(scalar)) {
    case 'integer':
      return integerText(text);
    case 'float':
      return floatText(text);
    case 'boolean':
      return TRUE.test(text) ? 'True' : 'False';
    case 'null':
      return 'None';
    default:
      return text;
  }
}

/** Whether a scalar is true as Python takes it: a boolean, or any text that is not empty. */
export function isTruthy(scalar: YamlScalar): boolean {
  switch (pythonKind(scalar)) {
    case 'boolean':
      return TRUE.test(scalar.text);
    case 'null':
      return false;
    case 'integer':
      return integerText(scalar.text) !== '0';
    default:
      return scalar.text !== '';
  }
}

/** What `int()` makes of a scalar, such as a TTL or a preference; undefined where it refuses. */
export function pythonInteger(scalar: YamlScalar): number | undefined {
  switch (pythonKind(scalar)) {
    case 'integer':
      return Number(integerText(scalar.text));
    case 'boolean':
      return TRUE.test(scalar.text) ? 1 : 0;
    case 'float': {
      const value = Number(floatText(scalar.text));
      return Number.isFinite(value) ? Math.trunc(value) : undefined;
    }
    case 'text':
      return /^\s*[-+]?[0-9]+(?:_[0-9]+)*\s*$/.test(scalar.text) ? Number(scalar.text.replace(/_/g, '')) : undefined;
    default:
      return undefined;
  }
}

function integerText(written: string): string {
  if (USUAL_INTEGER.test(written)) return written;
  const text = written.replace(/_/g, '');
  const isNegative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '');
  let value: bigint;
  if (digits.includes(':')) value = digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  else if (/^0[0-7]+$/.test(digits)) value = BigInt(`0o${digits.slice(1)}`);
  else value = /^(?:0[bx])?[0-9a-f]+$/i.test(digits) ? BigInt(digits) : 0n;
  return `${isNegative ? -value : value}`;
}

function floatText(written: string): string {
  const text = written.replace(/_/g, '').toLowerCase();
  if (text.endsWith('inf')) return text.startsWith('-') ? '-inf' : 'inf';
  if (text.endsWith('nan')) return 'nan';
  const sign = text.startsWith('-') ? -1 : 1;
  const value =
    sign *
    text
      .replace(/^[-+]/, '')
      .split(':')
      .reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : String(value);
}
