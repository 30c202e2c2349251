import { isIPv4, isIPv6 } from 'node:net';
import { normalAddress } from '../../model/address.ts';
import type { Fix } from '../../model/finding.ts';
import { absolute, endsWithDot, isWithin, type Name, plain, ROOT } from '../../model/name.ts';
import type { Place } from '../../model/place.ts';
import { MAX_STRING, quoted } from '../../model/quoted.ts';
import type { Rdata } from '../../model/record.ts';
import { nameData, stringData } from '../bind/canonical.ts';
import { readName } from '../octodns/names.ts';
import { asText, placeIn } from './arguments.ts';
import { placesOf, sliceText } from './hcl/string-value.ts';
import { placeOf, type StringValue, type Value } from './hcl/value.ts';
import { withDot, withQuotes, withShortStrings } from './literal-fixes.ts';
import type { RecordResource, WrittenData } from './provider.ts';
import { type TextStrings, textStrings } from './text-strings.ts';

/** RFC 1035 §3.3.9: 16 bits. */
const MAX_PREFERENCE = 0xffff;

/** The data of a record with its places. */
export interface ReadData {
  readonly state: 'read';
  readonly rdata: Rdata;
  /** In canonical presentation format. */
  readonly data: string;
  readonly valuePlace: Place;
  readonly targetPlace?: Place;
  readonly textPlace?: (start: number, end: number) => Place;
  readonly isLiteral?: (start: number, end: number) => boolean;
  /** What is published, or refused, although it can be read. */
  readonly problem?: DataProblem;
}

export interface DataProblem {
  readonly rule: 'record-unreadable' | 'target-without-dot' | 'txt-string-too-long' | 'txt-unquoted';
  /** A sentence without its subject: `points to “x” …`. */
  readonly message: string;
  readonly advice?: string;
  readonly place: Place;
  readonly fix?: Fix;
}

export type DataReading =
  | ReadData
  | { readonly state: 'unknown'; readonly reason: string; readonly place: Place }
  | { readonly state: 'bad'; readonly problem: DataProblem };

type Spelling = Pick<RecordResource, 'targets' | 'texts'>;

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
      return readMx(value, written.preference, place, spelling, zone);
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
      other ? `Write the type ${type === 'A' ? 'AAAA' : 'A'} for this address.` : undefined,
    );
  }
  const address = normalAddress(text);
  return { state: 'read', rdata: { type, address }, data: address, valuePlace: place };
}

function readMx(
  value: StringValue,
  given: Value | undefined,
  place: Place,
  spelling: Spelling,
  zone: Name,
): DataReading {
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

function readText(type: 'TXT' | 'SPF', value: StringValue, place: Place, { texts }: Spelling): DataReading {
  const read = textStrings(value.value, texts);
  if (read.isOpen) {
    return bad(
      place,
      `has the text ${quoted(value.value)}, in which a quotation mark is missing.`,
      'Write each quotation mark inside the text as \\" and close what is opened.',
    );
  }
  const { strings } = read;
  return {
    state: 'read',
    rdata: { type, strings },
    data: strings.map(stringData).join(' '),
    valuePlace: place,
    textPlace: (start, end) => textPlace(value, read, place, start, end),
    isLiteral: (start, end) => {
      const { file, start: from, end: to } = textPlace(value, read, place, start, end);
      const written = file.slice(from, to);
      // A line break belongs to the way that several lines are written, not to the text alone.
      return !written.includes('\n') && written === strings.join('').slice(start, end);
    },
    problem: textProblem(value, read, place, texts),
  };
}

/** Where octets of the joined text are written. */
function textPlace(value: StringValue, { starts, ends }: TextStrings, around: Place, start: number, end: number) {
  const from = starts[start] ?? ends[ends.length - 1] ?? 0;
  const to = end > start ? (ends[Math.min(end, ends.length) - 1] ?? from) : from;
  return spanOf(placesOf(value, from, to)) ?? around;
}

/** Several places as one: all of it where they follow one another in a file, else the longest of them. */
function spanOf(places: readonly Place[]): Place | undefined {
  const first = places[0];
  if (places.length < 2) return first;
  const inOrder = places.every(({ file, start }, i) => i === 0 || (file === first.file && start >= places[i - 1].end));
  if (inOrder) return { file: first.file, start: first.start, end: places[places.length - 1].end };
  return places.reduce((best, place) => (place.end - place.start > best.end - best.start ? place : best));
}

function textProblem(
  value: StringValue,
  read: TextStrings,
  place: Place,
  style: Spelling['texts'],
): DataProblem | undefined {
  const { strings, isSplit } = read;
  const text = value.value;
  if (isSplit && /^v=(?:spf1|dmarc1|dkim1)\b/i.test(text.trim())) {
    return {
      rule: 'txt-unquoted',
      message: `has the text ${quoted(text)} without quotation marks inside it: every blank begins a new string, and receivers read ${quoted(strings.join(''))}.`,
      advice: `Write "\\"${text.trim()}\\"".`,
      place,
      fix: withQuotes(value, style),
    };
  }
  const long = strings.find((string) => string.length > MAX_STRING);
  if (long === undefined) return undefined;
  return {
    rule: 'txt-string-too-long',
    message: `has a text with a string of ${long.length} characters; at most ${MAX_STRING} are allowed in one, and the provider refuses the record when it is applied.`,
    advice:
      style === 'route53'
        ? 'Write \\"\\" inside the text, before character 255 and between two words, with the blank before it: "… include:a.example \\"\\"include:b.example …".'
        : 'Close and open the quotation marks before character 255: "\\"first part \\" \\"second part\\"".',
    place,
    fix: withShortStrings(value, read, style),
  };
}

function trimmed(value: StringValue): StringValue {
  const text = value.value;
  const start = text.length - text.trimStart().length;
  return sliceText(value, start, Math.max(start, text.trimEnd().length));
}

function bad(place: Place, message: string, advice?: string): DataReading {
  return { state: 'bad', problem: { rule: 'record-unreadable', message, advice, place } };
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
