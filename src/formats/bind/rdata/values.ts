import { formatAddress, parseIpv6 } from '../../../model/address.ts';
import { readNumber, readType } from '../keyword.ts';
import { nameText, type Origin } from '../name-octets.ts';
import { BACKSLASH, escapedOctet, escapeLength, isDigit, isGenericMark, octetText } from '../octets.ts';
import { readPeriod } from '../period.ts';
import { BROKEN, END, QUOTED, Scanner } from '../scanner.ts';
import { isIpv4, isIpv6 } from './address-octets.ts';
import { algorithmNumber, certificateNumber } from './numbers.ts';
import { type Field, mnemonicOf, typeOf } from './types.ts';
import { decodeWire, INSIDE, readGeneric, type Value } from './wire.ts';

/** The value of data that has no presentation format: `\# length digits`. */
const GENERIC: Field = 'any';

/**
 * The fields of a record's data that `RdataCheck` has found to be valid, each in one spelling: names absolute and in
 * lower case, character-strings as octets, numbers in decimal, hexadecimal digits in upper case, base64 without blanks.
 */
export function readValues(bytes: Uint8Array, start: number, end: number, type: number, origin: Origin): Value[] {
  const fields = typeOf(type)?.fields;
  if (isGenericMark(bytes, start, end)) {
    const octets = readGeneric(bytes, start, end);
    return (fields && decodeWire(octets, fields)) ?? [{ field: GENERIC, text: genericText(octets) }];
  }
  // Addresses and the names of NS, CNAME and PTR are most of the records of the world.
  if (fields?.length === 1 && (fields[0] === 'name' || fields[0] === 'ipv4') && isOneWord(bytes, start, end)) {
    const [field] = fields;
    return [{ field, text: field === 'name' ? nameText(bytes, start, end, origin) : octetText(bytes, start, end) }];
  }
  const scanner = new Scanner(bytes.subarray(start, end));
  scanner.depth = INSIDE;
  const values: Value[] = [];
  let kind = scanner.next();
  for (const field of fields ?? []) {
    const rest = field.endsWith('*') || field.endsWith('+');
    let joined = '';
    let last = -1;
    while (kind !== END && kind !== BROKEN) {
      const text = valueText(field, scanner, kind === QUOTED, origin);
      const joins = field.startsWith('hex') || field.startsWith('base64');
      if (joins) joined += text;
      else if (field === 'any*' && last === scanner.start - (kind === QUOTED ? 1 : 0)) {
        // `alpn="h2,h3"` is one word.
        values[values.length - 1] = { field, text: values[values.length - 1].text + text };
      } else values.push({ field, text });
      last = kind === QUOTED ? scanner.end + 1 : scanner.end;
      kind = scanner.next();
      if (!rest) break;
    }
    if (joined !== '') values.push({ field, text: joined });
  }
  return values;
}

/** Whether nothing between two offsets ends a word, quotes or escapes. */
function isOneWord(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] <= 0x20 || ENDS_WORD.has(bytes[i])) return false;
  return true;
}

/** `"`, `(`, `)`, `;` and the backslash. */
const ENDS_WORD: ReadonlySet<number> = new Set([0x22, 0x28, 0x29, 0x3b, BACKSLASH]);

/** Octets in the form of RFC 3597 §5. */
function genericText(octets: Uint8Array): string {
  const digits = Buffer.from(octets).toString('hex').toUpperCase();
  return digits === '' ? '\\# 0' : `\\# ${octets.length} ${digits}`;
}

function valueText(field: Field, scanner: Scanner, isQuoted: boolean, origin: Origin): string {
  const { bytes, start, end } = scanner;
  const text = () => octetText(bytes, start, end);
  switch (field) {
    case 'name':
    case 'name*':
      return nameText(bytes, start, end, origin);
    case 'string':
    case 'string?':
    case 'string+':
      return scanner.escaped ? unescaped(bytes, start, end) : text();
    case 'ipv6':
      return canonicalIpv6(text());
    case 'u8':
    case 'u16':
    case 'u32':
      return String(readNumber(bytes, start, end, 0xffffffff));
    case 'period':
      return String(readPeriod(bytes, start, end));
    case 'hex':
    case 'hex+':
    case 'salt':
    case 'base32':
      return text().toUpperCase();
    case 'word':
    case 'groups4':
    case 'eui48':
    case 'eui64':
      return text().toLowerCase();
    case 'type':
    case 'types*':
      return mnemonicOf(readType(bytes, start, end));
    case 'algorithm':
      return String(algorithmNumber(bytes, start, end));
    case 'certificate':
      return String(certificateNumber(bytes, start, end));
    case 'time':
      return end - start === 14 ? text() : timeText(readNumber(bytes, start, end, 0xffffffff));
    case 'gateway':
      if (isIpv4(bytes, start, end)) return text();
      return isIpv6(bytes, start, end) ? canonicalIpv6(text()) : nameText(bytes, start, end, origin);
    case 'any+':
    case 'any*':
      return isQuoted ? `"${text()}"` : text();
    default:
      return text();
  }
}

function canonicalIpv6(text: string): string {
  const address = parseIpv6(text);
  return address === undefined ? text : formatAddress(address);
}

/** Seconds since 1970 as RFC 4034 §3.2 writes them: YYYYMMDDHHMMSS. */
function timeText(seconds: number): string {
  return [...new Date(seconds * 1000).toISOString().slice(0, 19)].filter((c) => isDigit(c.charCodeAt(0))).join('');
}

/** The octets that a string with escapes stands for, one character each. */
export function unescaped(bytes: Uint8Array, start: number, end: number): string {
  const octets = Buffer.allocUnsafe(end - start);
  let length = 0;
  for (let i = start; i < end; i++) {
    if (bytes[i] === BACKSLASH) {
      octets[length++] = escapedOctet(bytes, i);
      i += escapeLength(bytes, i, end) - 1;
    } else {
      octets[length++] = bytes[i];
    }
  }
  return octets.toString('latin1', 0, length);
}
