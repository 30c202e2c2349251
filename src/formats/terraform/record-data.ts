import { isIPv4, isIPv6 } from 'node:net';
import { normalAddress } from '../../model/address.ts';
import { absolute, endsWithDot, isWithin, type Name, plain, ROOT } from '../../model/name.ts';
import type { Place } from '../../model/place.ts';
import { quoted } from '../../model/quoted.ts';
import { nameData } from '../bind/canonical.ts';
import { readName } from '../octodns/names.ts';
import { asText, placeIn } from './arguments.ts';
import { bad, type DataProblem, type DataReading, type Spelling } from './data-reading.ts';
import { sliceText } from './hcl/string-value.ts';
import { placeOf, type StringValue } from './hcl/value.ts';
import { withDot } from './literal-fixes.ts';
import type { RecordResource, WrittenData } from './provider.ts';
import { readText } from './text-data.ts';

/** RFC 1035 §3.3.9: 16 bits. */
const MAX_PREFERENCE = 0xffff;

/** Reads what a resource gives as data of a type. Never throws. */
export function readData(type: string, written: WrittenData, spelling: Spelling, zone: Name): DataReading {
  const place = placeIn(written.value, written.place);
  const value = asText(written.value);
  if (value === undefined) return bad(place, 'has a value that is no text.');
  if (value.kind === 'unknown') return { state: 'unknown', reason: value.reason, place };
  switch (type) {
    case 'A':
    case 'AAAA':
      return readAddress(type, value, place);
    case 'CNAME':
    case 'DNAME':
    case 'NS':
    case 'PTR': {
      const target = readTarget(trimmed(value), place, spelling, zone);
      if (typeof target === 'string') return bad(place, target);
      return {
        state: 'read',
        rdata: { type, target: target.name },
        data: nameData(target.name),
        valuePlace: place,
        targetPlace: target.place,
        problem: target.problem,
      };
    }
    case 'MX':
      return readMx(value, written, place, spelling, zone);
    case 'TXT':
    case 'SPF':
      return readText(type, value, place, spelling);
    default:
      return {
        state: 'read',
        rdata: { type: 'OTHER', mnemonic: type, text: value.value },
        data: value.value,
        valuePlace: place,
      };
  }
}

function readAddress(type: 'A' | 'AAAA', value: StringValue, place: Place): DataReading {
  const text = value.value.trim();
  const isOne = type === 'A' ? isIPv4(text) : isIPv6(text) && !text.includes('%');
  if (!isOne) {
    const other = type === 'A' ? isIPv6(text) : isIPv4(text);
    return bad(
      place,
      `has ${quoted(text)} where an ${type === 'A' ? 'IPv4' : 'IPv6'} address is needed.`,
      other
        ? `Write the type ${type === 'A' ? 'AAAA' : 'A'} for this address.`
        : isHostName(text)
          ? `Write the address of ${text}, or make an alias of the record: the type CNAME takes a name.`
          : undefined,
    );
  }
  const address = normalAddress(text);
  return { state: 'read', rdata: { type, address }, data: address, valuePlace: place };
}

/** Whether a text is a name of several labels, and no address with a mistake in it. */
function isHostName(text: string): boolean {
  return /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.[a-z]{2,}\.?$/i.test(text);
}

function readMx(
  value: StringValue,
  { preference: given, preferenceName, place: around }: WrittenData,
  place: Place,
  spelling: Spelling,
  zone: Name,
): DataReading {
  if (given === undefined && preferenceName !== undefined) {
    const { file, start, end } = around;
    return bad(
      { file, start, end },
      `lacks “${preferenceName}”, its preference.`,
      `Add \`${preferenceName} = 10\`; of several hosts the lowest number is tried first.`,
    );
  }
  let number = given === undefined ? undefined : asText(given);
  let target = trimmed(value);
  if (given === undefined) {
    const words = /^(\s*)([0-9]+)(\s+)(\S+)\s*$/.exec(value.value);
    if (words === null) {
      return bad(
        place,
        `has ${quoted(value.value)} where a preference and a host are needed.`,
        'Write both in one text, such as "10 mail.example.com.".',
      );
    }
    const [, before, digits, between, host] = words;
    const start = before.length + digits.length + between.length;
    number = sliceText(value, before.length, before.length + digits.length);
    target = sliceText(value, start, start + host.length);
  }
  if (number?.kind === 'unknown') return { state: 'unknown', reason: number.reason, place };
  const preference = number === undefined ? Number.NaN : Number(number.value);
  if (!Number.isInteger(preference) || preference < 0 || preference > MAX_PREFERENCE) {
    return bad(place, `has a preference that is no number from 0 to ${MAX_PREFERENCE}.`);
  }
  const read = readTarget(target, place, spelling, zone);
  if (typeof read === 'string') return bad(place, read);
  return {
    state: 'read',
    rdata: { type: 'MX', preference, exchange: read.name },
    data: `${preference} ${nameData(read.name)}`,
    valuePlace: place,
    targetPlace: read.place,
    problem: read.problem,
  };
}

interface Target {
  readonly name: Name;
  readonly place: Place;
  readonly problem?: DataProblem;
}

/** A name that the record points to, or what is wrong with it. */
function readTarget(value: StringValue, around: Place, { targets }: Spelling, zone: Name): Target | string {
  const text = value.value;
  const place = placeOf(value) ?? around;
  if (text === '.') return { name: ROOT, place };
  if (targets !== 'absolute' && text === '@') return { name: zone, place };
  if (text === '') return 'points to nothing.';
  const isAbsolute = endsWithDot(text);
  const { name, defect } = readName(isAbsolute ? text.slice(0, -1) : text);
  if (defect !== undefined) return `points to ${quoted(text)}, which ${defect}.`;
  if (isAbsolute || targets === 'absolute') return { name, place };
  if (targets === 'relative') return { name: zone === ROOT ? name : `${name}${zone}`, place };
  const problem: DataProblem = {
    rule: 'target-without-dot',
    message: `points to ${quoted(text)} without a final dot, which the provider refuses.`,
    advice: `Write ${quoted(`${text}.`)}.`,
    place,
    fix: withDot(value),
  };
  return { name, place, problem };
}

function trimmed(value: StringValue): StringValue {
  const text = value.value;
  const start = text.length - text.trimStart().length;
  return sliceText(value, start, Math.max(start, text.trimEnd().length));
}

/** The owner's name as a provider takes it, or what is wrong with it in words that follow the name. */
export function ownerName(text: string, style: RecordResource['name']['style'], zone: Name): Name | { defect: string } {
  const written = text.replace(/\\052/g, '*');
  if (written === '' || written === '@') return style === 'dotted' ? { defect: 'is no whole name' } : zone;
  const isAbsolute = endsWithDot(written);
  const { name, defect } = readName(isAbsolute ? written.slice(0, -1) : written);
  if (defect !== undefined) return { defect };
  if (style === 'dotted' && !isAbsolute) return { defect: 'has no final dot, so the provider refuses it' };
  const isWhole =
    isAbsolute ||
    style === 'absolute' ||
    (style === 'either' && isWithin(name, zone)) ||
    (style === 'suffix' && name.endsWith(zone));
  const owner = isWhole ? name : absolute(`${name}${zone === ROOT ? '' : zone}`);
  return isWithin(owner, zone) ? owner : { defect: `does not end in ${plain(zone)}` };
}
