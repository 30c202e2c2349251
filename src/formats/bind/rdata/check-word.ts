import { readNumber, readType } from '../keyword.ts';
import { isDigit, MINUS } from '../octets.ts';
import { readPeriod } from '../period.ts';
import { isHex, isIpv4, isIpv6 } from './address-octets.ts';
import { algorithmNumber, certificateNumber } from './numbers.ts';
import type { Field } from './types.ts';

const MAX_UINT8 = 0xff;
const MAX_UINT16 = 0xffff;
const MAX_UINT32 = 0xffffffff;
const PLUS = 0x2b;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const COLON = 0x3a;

/** What belongs into a field, in words that go on after «expected is». */
export function expectation(field: Field): string {
  switch (field) {
    case 'ipv4':
      return 'an IPv4 address (four numbers from 0 to 255 with dots between them)';
    case 'ipv6':
      return 'an IPv6 address';
    case 'name':
    case 'name*':
      return 'a domain name';
    case 'u8':
      return 'a number from 0 to 255';
    case 'u16':
      return 'a number from 0 to 65535';
    case 'u32':
    case 'u64':
      return 'a number';
    case 'period':
      return 'a number of seconds';
    case 'string':
    case 'string?':
    case 'string+':
      return 'a text, best in double quotes';
    case 'hex+':
    case 'hex':
    case 'salt':
      return 'pairs of hexadecimal digits';
    case 'base32':
      return 'a base32 text';
    case 'base64':
    case 'base64+':
    case 'base64*':
      return 'a base64 text';
    case 'type':
    case 'types*':
      return 'a record type';
    case 'certificate':
      return 'a certificate type';
    case 'algorithm':
      return 'the number or name of an algorithm';
    case 'time':
      return 'a time as YYYYMMDDHHMMSS';
    case 'groups4':
      return 'four groups of hexadecimal digits with colons';
    case 'eui48':
    case 'eui64':
      return 'pairs of hexadecimal digits with hyphens';
    case 'gateway':
      return 'an address, a domain name or a dot';
    default:
      return 'more data';
  }
}

/** Whether one unquoted word is what its field wants; names, strings and base64 are checked elsewhere. */
export function fits(field: Field, bytes: Uint8Array, start: number, end: number): boolean {
  switch (field) {
    case 'ipv4':
      return isIpv4(bytes, start, end);
    case 'ipv6':
      return isIpv6(bytes, start, end);
    case 'u8':
      return readNumber(bytes, start, end, MAX_UINT8) >= 0;
    case 'u16':
      return readNumber(bytes, start, end, MAX_UINT16) >= 0;
    case 'u32':
      return readNumber(bytes, start, end, MAX_UINT32) >= 0;
    case 'u64':
      return end - start <= 20 && allOf(bytes, start, end, isDigit);
    case 'period':
      return readPeriod(bytes, start, end) >= 0;
    case 'hex':
    case 'hex+':
      return allOf(bytes, start, end, isHex);
    case 'salt':
      return isMinus(bytes, start, end) || ((end - start) % 2 === 0 && allOf(bytes, start, end, isHex));
    case 'base32':
      return allOf(bytes, start, end, isBase32);
    case 'base64':
    case 'base64+':
    case 'base64*':
      return allOf(bytes, start, end, isBase64);
    case 'type':
    case 'types*':
      return readType(bytes, start, end) >= 0;
    case 'algorithm':
      return algorithmNumber(bytes, start, end) >= 0;
    case 'certificate':
      return certificateNumber(bytes, start, end) >= 0;
    case 'time':
      return isTime(bytes, start, end);
    case 'groups4':
      return isIpv6Half(bytes, start, end);
    case 'eui48':
      return isEui(bytes, start, end, 6);
    case 'eui64':
      return isEui(bytes, start, end, 8);
    default:
      return true;
  }
}

function allOf(bytes: Uint8Array, start: number, end: number, test: (octet: number) => boolean): boolean {
  for (let i = start; i < end; i++) if (!test(bytes[i])) return false;
  return end > start;
}

function isMinus(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 1 && bytes[start] === MINUS;
}

function isBase32(octet: number): boolean {
  const lower = octet | 0x20;
  return isDigit(octet) || (lower >= 0x61 && lower <= 0x76);
}

function isBase64(octet: number): boolean {
  const lower = octet | 0x20;
  const letter = lower >= 0x61 && lower <= 0x7a;
  return letter || isDigit(octet) || octet === PLUS || octet === SLASH || octet === EQUALS;
}

/** RFC 4034 §3.2: YYYYMMDDHHMMSS, or seconds since 1970. */
function isTime(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 14 ? allOf(bytes, start, end, isDigit) : readNumber(bytes, start, end, MAX_UINT32) >= 0;
}

/** RFC 6742 §2.1.2: like the first half of an IPv6 address, never shortened. */
function isIpv6Half(bytes: Uint8Array, start: number, end: number): boolean {
  let groups = 1;
  let digits = 0;
  for (let i = start; i < end; i++) {
    if (bytes[i] === COLON && digits > 0) {
      groups++;
      digits = 0;
    } else if (!isHex(bytes[i]) || ++digits > 4) {
      return false;
    }
  }
  return groups === 4 && digits > 0;
}

/** RFC 7043 §3.2: pairs of hexadecimal digits with hyphens. */
function isEui(bytes: Uint8Array, start: number, end: number, octets: number): boolean {
  if (end - start !== octets * 3 - 1) return false;
  for (let i = start; i < end; i++) {
    const hyphen = (i - start) % 3 === 2;
    if (hyphen ? bytes[i] !== MINUS : !isHex(bytes[i])) return false;
  }
  return true;
}
