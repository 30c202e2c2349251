import { endsWithDot } from '../../model/name.ts';
import type { YamlMapping, YamlScalar } from '../../yaml/node.ts';
import { stringData } from '../bind/canonical.ts';
import { type Field, fieldsOf, valueAt } from './fields.ts';
import { missingKey, unknownKeys } from './key-problems.ts';
import { isMapping, isScalar, type Located } from './located.ts';
import { OtherRecord } from './octodns-record.ts';
import { pythonText } from './python-scalar.ts';
import type { RecordContext } from './record-context.ts';
import type { KeyShape, Shape } from './record-types.ts';
import { ownerOf, shown } from './shown.ts';
import { readTarget } from './target-value.ts';

/** Keys of a mapping value that are no fields of the presentation format by themselves. */
const OPTIONAL_KEYS: Readonly<Partial<Record<Shape, string>>> = { service: 'svcparams' };

/** A type that no rule looks into: what is missing is said, the rest is taken as it is. */
export function readMapping(context: RecordContext, at: Located, dots: Located<YamlScalar>[]): void {
  const { set, type, zone } = context;
  if (!isMapping(at)) {
    notMapping(context, at);
    return;
  }
  const fields = fieldsOf(at, zone.includes);
  // The older keys of DS, which mean other fields than they say.
  if (type.mnemonic === 'DS' && fields.has('public_key')) {
    context.hole(at, 'the older keys of DS records are not read');
    return;
  }
  const parts: string[] = [];
  let isWhole = true;
  for (const key of type.keys) {
    const value = required(context, at, fields, key);
    const part = value === undefined ? undefined : valuePart(context, key, value, dots);
    if (part === undefined) isWhole = false;
    else parts.push(part);
  }
  const optional = OPTIONAL_KEYS[type.shape];
  unknownKeys(context, fields, [...keyNames(context), ...(optional === undefined ? [] : [optional])], !isWhole);
  if (!isWhole) return;
  if (type.shape === 'service') parts.push(...parameters(valueAt(fields, 'svcparams', zone.includes)));
  const text = type.shape === 'location' ? locationText(parts) : parts.join(' ');
  set.rows.push(new OtherRecord(set, at.node, at.file, type.mnemonic, text));
}

/** The sizes of a place are in metres (RFC 1876 §3). */
function locationText(parts: readonly string[]): string {
  return [...parts.slice(0, -4), ...parts.slice(-4).map((size) => `${size}m`)].join(' ');
}

/** `alpn: [h2, h3]` as `alpn=h2,h3` (RFC 9460 §2.1). */
function parameters(located: Located | undefined): string[] {
  if (located === undefined || !isMapping(located)) return [];
  return located.node.entries.flatMap(({ key, value }) => {
    if (key.kind !== 'scalar') return [];
    const items = value.kind === 'sequence' ? value.items : [value];
    const texts = items.flatMap((item) => (item.kind === 'scalar' && item.text !== '' ? [pythonText(item)] : []));
    return texts.length === 0 ? [key.text] : [`${key.text}=${texts.join(',')}`];
  });
}

/** The value of a key; where it is missing that is said. A key with a fallback gives the mapping itself. */
export function required(
  context: RecordContext,
  at: Located<YamlMapping>,
  fields: ReadonlyMap<string, Field>,
  { key, also, fallback }: KeyShape,
): Located | undefined {
  const { includes } = context.zone;
  const name = fields.has(key) || also === undefined ? key : also;
  if (fields.has(name)) {
    const value = valueAt(fields, name, includes);
    if (value === undefined) context.hole(at, 'what it includes cannot be read');
    return value;
  }
  if (fallback !== undefined) return at;
  missingKey(context, at, fields, key, keyNames(context), also);
  return undefined;
}

function valuePart(
  context: RecordContext,
  { kind, fallback }: KeyShape,
  value: Located,
  dots: Located<YamlScalar>[],
): string | undefined {
  if (!isScalar(value)) return fallback ?? '';
  if (kind === 'target') return readTarget(context, value, dots);
  return kind === 'string' ? stringData(octets(pythonText(value.node))) : pythonText(value.node);
}

/** Says that a value is no mapping, and how to write it as one. */
export function notMapping(context: RecordContext, at: Located): void {
  const { type } = context;
  const example = type.keys.map(({ key, kind }) => `${key}: ${kind === 'number' ? '10' : '…'}`).join(', ');
  context.unreadable({
    rule: 'record-unreadable',
    at,
    message: `${shown(at)} stands where the ${type.mnemonic} record of ${ownerOf(context)} needs ${listed(keyNames(context, false))}, each with its value.`,
    advice: type.shape === 'mx' ? mxAdvice(at) : `Write \`{${example}}\`.`,
  });
}

/** `10 mail.example.com.` is how a zone file has it. */
function mxAdvice(at: Located): string {
  const words = isScalar(at) ? /^\s*([0-9]+)\s+(\S+)\s*$/.exec(at.node.text) : null;
  return words === null
    ? 'Write `preference:` and `exchange:` below it, such as `{preference: 10, exchange: mail.example.com.}`.'
    : `Write \`{preference: ${words[1]}, exchange: ${endsWithDot(words[2]) ? words[2] : `${words[2]}.`}}\`.`;
}

/** The keys that a value of the type may have. */
export function keyNames({ type }: RecordContext, withOlder = true): string[] {
  return type.keys.flatMap(({ key, also }) => (also === undefined || !withOlder ? [key] : [key, also]));
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

function octets(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
