import { isIPv4, isIPv6 } from 'node:net';
import { endsWithDot, type Name, ROOT } from '../../model/name.ts';
import type { YamlMapping, YamlScalar } from '../../yaml/node.ts';
import { stringData } from '../bind/canonical.ts';
import { type Field, fieldsOf, valueAt } from './fields.ts';
import { missingKey, unknownKeys } from './key-problems.ts';
import { isMapping, isScalar, type Located, quotedText } from './located.ts';
import { readName } from './names.ts';
import { AddressRecord, MxRecord, OtherRecord, TargetRecord, TextRecord } from './octodns-record.ts';
import { pythonInteger, pythonKind, pythonText } from './python-scalar.ts';
import type { RecordContext } from './record-context.ts';
import type { KeyShape } from './record-types.ts';
import { checkText } from './text-problems.ts';

/** RFC 1035 §3.3.9: 16 bits. */
const MAX_PREFERENCE = 0xffff;

const KIND_IN_WORDS = { integer: 'a number', float: 'a number', boolean: 'yes or no', date: 'a date', null: 'nothing' };

const FILLED_IN = 'a processor fills in the text between braces';

/** Reads one value of a record and adds it to the record's set. `dots` collects the targets without a final dot. */
export function readValue(context: RecordContext, located: Located, dots: Located<YamlScalar>[]): void {
  const { zone, set, type } = context;
  const at = zone.includes.resolve(located);
  if (at === undefined) {
    context.hole(located, 'what it includes cannot be read');
    return;
  }
  if (isTemplate(context, at)) {
    context.hole(at, FILLED_IN);
    return;
  }
  switch (type.shape) {
    case 'address':
      readAddress(context, at);
      return;
    case 'target': {
      const name = readTarget(context, at, dots);
      if (name === undefined) return;
      set.rows.push(new TargetRecord(set, at.node, at.file, type.mnemonic as TargetRecord['type'], name));
      return;
    }
    case 'text':
      readText(context, at);
      return;
    case 'mx':
      readMx(context, at, dots);
      return;
    case 'mapping':
      readMapping(context, at, dots);
      return;
    case 'alias': {
      const name = readTarget(context, at, dots);
      const text = name ?? ROOT;
      set.rows.push(new OtherRecord(set, at.node, at.file, type.mnemonic, text));
      return;
    }
  }
}

function isTemplate({ zone }: RecordContext, at: Located): boolean {
  return zone.settings.isTemplated && isScalar(at) && at.node.text.includes('{');
}

function readAddress(context: RecordContext, at: Located): void {
  const { set, type } = context;
  const family = type.mnemonic === 'A' ? 4 : 6;
  const text = isScalar(at) ? pythonText(at.node) : undefined;
  if (text !== undefined && isAddress(text, family)) {
    set.rows.push(new AddressRecord(set, at.node, at.file, family === 4 ? 'A' : 'AAAA', text));
    return;
  }
  const isOther = text !== undefined && isAddress(text, family === 4 ? 6 : 4);
  context.unreadable({
    rule: 'record-unreadable',
    at,
    message: `${shown(at)} is no IPv${family} address, so the ${type.mnemonic} record of ${ownerOf(context)} cannot be published.`,
    advice: isOther
      ? `It is an IPv${family === 4 ? 6 : 4} address: write \`type: ${family === 4 ? 'AAAA' : 'A'}\`.`
      : (misread(at) ?? (family === 4 ? 'Write four numbers from 0 to 255 with dots between them.' : undefined)),
  });
}

/** The check of every address of an estate; the value itself is made when something asks for it. */
function isAddress(text: string, family: 4 | 6): boolean {
  return family === 4 ? isIPv4(text) : isIPv6(text) && !text.includes('%');
}

/** A domain name; OctoDNS takes it as absolute whether or not it ends in a dot. */
function readTarget(context: RecordContext, at: Located, dots: Located<YamlScalar>[]): Name | undefined {
  const text = isScalar(at) && pythonKind(at.node) === 'text' ? at.node.text : undefined;
  if (text === undefined || text === '') {
    if (isMapping(at)) misplacedMapping(context, at);
    else {
      context.unreadable({
        rule: 'record-unreadable',
        at,
        message: `${shown(at)} stands where the ${context.type.mnemonic} record of ${ownerOf(context)} needs a domain name.`,
        advice: misread(at),
      });
    }
    return undefined;
  }
  if (text === '.') return ROOT;
  const isAbsolute = endsWithDot(text);
  const { name, defect } = readName(isAbsolute ? text.slice(0, -1) : text);
  if (defect !== undefined) {
    context.unreadable({
      rule: 'record-unreadable',
      at,
      message: `The ${context.type.mnemonic} record of ${ownerOf(context)} points to ${shown(at)}, which ${defect}.`,
    });
    return undefined;
  }
  if (!isAbsolute) dots.push(at as Located<YamlScalar>);
  return name;
}

function readText(context: RecordContext, at: Located): void {
  const { set, type } = context;
  if (isMapping(at)) {
    misplacedMapping(context, at);
    return;
  }
  if (!isScalar(at) || pythonKind(at.node) !== 'text') {
    context.unreadable({
      rule: 'record-unreadable',
      at,
      message: `${shown(at)} stands where the ${type.mnemonic} record of ${ownerOf(context)} needs a text.`,
      advice: misread(at),
    });
    return;
  }
  checkText(context, at);
  set.rows.push(new TextRecord(set, at.node, at.file, type.mnemonic === 'SPF' ? 'SPF' : 'TXT'));
}

function readMx(context: RecordContext, at: Located, dots: Located<YamlScalar>[]): void {
  const { set, zone } = context;
  if (!isMapping(at)) {
    notMapping(context, at);
    return;
  }
  const fields = fieldsOf(at, zone.includes);
  const preference = required(context, at, fields, context.type.keys[0]);
  const exchange = required(context, at, fields, context.type.keys[1]);
  const reported = preference === undefined || exchange === undefined;
  unknownKeys(context, fields, keyNames(context), reported);
  if (preference === undefined || exchange === undefined) return;
  const number = isScalar(preference) ? pythonInteger(preference.node) : undefined;
  if (number === undefined || number < 0 || number > MAX_PREFERENCE) {
    context.unreadable({
      rule: 'record-unreadable',
      at: preference,
      message: `${shown(preference)} stands where the MX record of ${ownerOf(context)} needs its preference, a number from 0 to ${MAX_PREFERENCE}.`,
    });
    return;
  }
  if (isTemplate(context, exchange)) {
    context.hole(exchange, FILLED_IN);
    return;
  }
  const name = readTarget(context, exchange, dots);
  if (name === undefined) return;
  set.rows.push(new MxRecord(set, at.node, at.file, number, name, exchange.node));
}

/** A type that no rule looks into: what is missing is said, the rest is taken as it is. */
function readMapping(context: RecordContext, at: Located, dots: Located<YamlScalar>[]): void {
  const { set, type, zone } = context;
  if (!isMapping(at)) {
    notMapping(context, at);
    return;
  }
  const fields = fieldsOf(at, zone.includes);
  const parts: string[] = [];
  let isWhole = true;
  for (const key of type.keys) {
    const value = required(context, at, fields, key);
    const part = value === undefined ? undefined : valuePart(context, key, value, dots);
    if (part === undefined) isWhole = false;
    else parts.push(part);
  }
  unknownKeys(context, fields, keyNames(context), !isWhole);
  if (isWhole) set.rows.push(new OtherRecord(set, at.node, at.file, type.mnemonic, parts.join(' ')));
}

/** The value of a key; where it is missing that is said. A key with a fallback gives the mapping itself. */
function required(
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

function notMapping(context: RecordContext, at: Located): void {
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

function misplacedMapping(context: RecordContext, at: Located<YamlMapping>): void {
  const { type } = context;
  const first = at.node.entries[0]?.key;
  const key = first?.kind === 'scalar' ? first.text : undefined;
  const what = type.shape === 'text' ? 'plain texts' : 'plain names';
  context.unreadable({
    rule: 'key-unknown',
    at: first === undefined ? at : { node: first, file: at.file },
    severity: 'error',
    names: key === undefined ? undefined : [key],
    message:
      key === undefined
        ? `An empty mapping stands where the ${type.mnemonic} record of ${ownerOf(context)} needs a value.`
        : `The key ${quotedText(key)} stands inside a value of the ${type.mnemonic} record of ${ownerOf(context)}; values of this type are ${what}.`,
    advice: `Write the ${type.shape === 'text' ? 'text' : 'name'} itself after the hyphen in \`values\`, or after \`value:\`.`,
  });
}

/** Why YAML makes something else of a value that looks like text. */
function misread(at: Located): string | undefined {
  if (!isScalar(at)) return undefined;
  const kind = pythonKind(at.node);
  if (kind === 'text') return undefined;
  if (kind === 'unknown') return `OctoDNS does not know the tag ${quotedText(at.node.tag ?? '')}.`;
  return kind === 'null'
    ? undefined
    : `YAML reads it as ${KIND_IN_WORDS[kind]}: put it in quotes, \`'${at.node.text.replace(/'/g, "''")}'\`.`;
}

/** A value as a message shows it. */
function shown(at: Located): string {
  const { node } = at;
  if (node.kind === 'mapping') return 'A mapping';
  if (node.kind === 'sequence') return 'A list';
  return node.text === '' || pythonKind(node) === 'null' ? 'Nothing' : quotedText(node.text);
}

function keyNames({ type }: RecordContext, withOlder = true): string[] {
  return type.keys.flatMap(({ key, also }) => (also === undefined || !withOlder ? [key] : [key, also]));
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

function ownerOf({ owner }: RecordContext): string {
  return owner === ROOT ? '.' : owner.slice(0, -1);
}

function octets(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
