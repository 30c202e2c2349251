import { parseAddress } from '../../model/address.ts';
import { ROOT } from '../../model/name.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { isIpv4, isIpv6 } from '../bind/rdata/address-octets.ts';
import { fieldsOf } from './fields.ts';
import { unknownKeys } from './key-problems.ts';
import { isMapping, isScalar, type Located } from './located.ts';
import { keyNames, notMapping, readMapping, required } from './mapping-value.ts';
import { AddressRecord, MxRecord, OtherRecord, TargetRecord, TextRecord } from './octodns-record.ts';
import { pythonInteger, pythonKind, pythonText } from './python-scalar.ts';
import type { RecordContext } from './record-context.ts';
import { misread, ownerOf, shown } from './shown.ts';
import { misplacedMapping, readTarget } from './target-value.ts';
import { checkText } from './text-problems.ts';

/** RFC 1035 §3.3.9: 16 bits. */
const MAX_PREFERENCE = 0xffff;

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
    case 'service':
    case 'location':
      readMapping(context, at, dots);
      return;
    case 'word':
      readWord(context, at);
      return;
    case 'alias': {
      const name = readTarget(context, at, dots);
      const text = name ?? ROOT;
      set.rows.push(new OtherRecord(set, at.node, at.file, type.mnemonic, text));
      return;
    }
  }
}

function readWord(context: RecordContext, at: Located): void {
  const { set, type } = context;
  if (isScalar(at)) set.rows.push(new OtherRecord(set, at.node, at.file, type.mnemonic, pythonText(at.node)));
  else misplacedMapping(context, at);
}

function isTemplate({ zone }: RecordContext, at: Located): boolean {
  return zone.settings.isTemplated && isScalar(at) && at.node.text.includes('{');
}

function readAddress(context: RecordContext, at: Located): void {
  const { set, type } = context;
  const family = type.mnemonic === 'A' ? 4 : 6;
  const text = isScalar(at) ? addressText(at, family) : undefined;
  if (text !== undefined) {
    set.rows.push(new AddressRecord(set, at.node, at.file, family === 4 ? 'A' : 'AAAA', text));
    return;
  }
  const isOther = isScalar(at) && addressText(at, family === 4 ? 6 : 4) !== undefined;
  context.unreadable({
    rule: 'record-unreadable',
    at,
    message: `${shown(at)} is no IPv${family} address, so the ${type.mnemonic} record of ${ownerOf(context)} cannot be published.`,
    advice: isOther
      ? `It is an IPv${family === 4 ? 6 : 4} address: write \`type: ${family === 4 ? 'AAAA' : 'A'}\`.`
      : (misread(at) ?? (family === 4 ? 'Write four numbers from 0 to 255 with dots between them.' : undefined)),
  });
}

/**
 * The address as Python has it; undefined where it is none of the family. This is the check of every address of an estate,
 * so where one is written as it reads the octets of the file are looked at.
 */
function addressText({ node, file }: Located<YamlScalar>, family: 4 | 6): string | undefined {
  const { text, tag, contentStart, contentEnd } = node;
  const isAsWritten = tag === undefined && contentEnd - contentStart === text.length && file.isAscii;
  const isOfFamily = isAsWritten
    ? (family === 4 ? isIpv4 : isIpv6)(file.bytes, contentStart, contentEnd)
    : parseAddress(text)?.family === family;
  if (!isOfFamily) return undefined;
  // Eight small numbers with colons between them are one number to Python, four with dots are text.
  return (family === 4 && tag === undefined) || pythonText(node) === text ? text : undefined;
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
