import { isDigit, octetText, ZERO } from './octets.ts';
import { typeNumber } from './rdata/types.ts';

/** Longer words are no keyword, and are not made a string to find that out. */
const MAX_KEYWORD = 16;

export const CLASS_IN = 1;

/** The number of the record type that the octets name; −1 for none. The frequent ones cost no string. */
export function readType(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] | 0x20;
  switch (end - start) {
    case 1:
      if (first === 0x61) return 1;
      break;
    case 2:
      if (first === 0x6d && (bytes[start + 1] | 0x20) === 0x78) return 15;
      if (first === 0x6e && (bytes[start + 1] | 0x20) === 0x73) return 2;
      break;
    case 3:
      if (first === 0x74 && is(bytes, start, 0x74, 0x78, 0x74)) return 16;
      if (first === 0x70 && is(bytes, start, 0x70, 0x74, 0x72)) return 12;
      break;
    case 4:
      if (first === 0x61 && is(bytes, start, 0x61, 0x61, 0x61) && (bytes[start + 3] | 0x20) === 0x61) return 28;
      break;
    case 5:
      if (first === 0x63 && is(bytes, start + 1, 0x6e, 0x61, 0x6d) && (bytes[start + 4] | 0x20) === 0x65) return 5;
      break;
  }
  return end - start > MAX_KEYWORD ? -1 : typeNumber(octetText(bytes, start, end));
}

/** The number of the class that the octets name: `IN`, `CH`, `CLASS1` …; −1 for none. */
export function readClass(bytes: Uint8Array, start: number, end: number): number {
  if (end - start === 2 && (bytes[start] | 0x20) === 0x69 && (bytes[start + 1] | 0x20) === 0x6e) return CLASS_IN;
  if (end - start < 2 || end - start > MAX_KEYWORD) return -1;
  // Two letters tell nearly every type from a class, so that no string is made for one.
  switch (((bytes[start] | 0x20) << 8) | (bytes[start + 1] | 0x20)) {
    case 0x6368: // CH
    case 0x6873: // HS
    case 0x616e: // ANY
    case 0x6865: // HESIOD
    case 0x636c: // CLASSnnn
    case 0x6e6f: // NONE
    case 0x7265: // RESERVED0
      return classNumber(octetText(bytes, start, end).toLowerCase());
    default:
      return -1;
  }
}

function classNumber(word: string): number {
  switch (word) {
    case 'ch':
    case 'chaos':
      return 3;
    case 'hs':
    case 'hesiod':
      return 4;
    case 'none':
      return 254;
    case 'any':
      return 255;
    case 'reserved0':
      return 0;
  }
  const number = /^class([0-9]{1,5})$/.exec(word)?.[1];
  return number !== undefined && Number(number) <= 0xffff ? Number(number) : -1;
}

/** A decimal number of at most `max`; −1 for anything else. */
export function readNumber(bytes: Uint8Array, start: number, end: number, max: number): number {
  if (start === end) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    if (!isDigit(bytes[i])) return -1;
    value = value * 10 + (bytes[i] - ZERO);
    if (value > max) return -1;
  }
  return value;
}

/** Three letters, given in lower case. */
function is(bytes: Uint8Array, at: number, a: number, b: number, c: number): boolean {
  return (bytes[at] | 0x20) === a && (bytes[at + 1] | 0x20) === b && (bytes[at + 2] | 0x20) === c;
}
