import { MAX_LABEL_LENGTH, type Name, ROOT } from '../../model/name.ts';
import { type NameId, type NameTable, ROOT_ID } from '../../model/name-table.ts';
import { AT, BACKSLASH, DOT, escapedOctet, escapeLength, octetText } from './octets.ts';

/** RFC 1035 §3.1: octets of a name on the wire, length octets and the root label included. */
export const MAX_WIRE_LENGTH = 255;

/** The name at which relative names hang: `$ORIGIN` or the zone. */
export interface Origin {
  readonly id: NameId;
  readonly name: Name;
  /** Octets on the wire. */
  readonly wireLength: number;
}

/** An origin made of a name of the table. */
export function originOf(names: NameTable, id: NameId): Origin {
  return { id, name: names.name(id), wireLength: names.wireLength(id) };
}

/** What is wrong with a name as written; 0 for nothing. */
export type NameDefect = 0 | 1 | 2 | 3 | 4;
export const EMPTY_LABEL = 1;
export const LONG_LABEL = 2;
export const LONG_NAME = 3;
export const BAD_ESCAPE = 4;

/** The defect in words that go on after the quoted name. */
export const NAME_DEFECT: readonly string[] = [
  '',
  'has an empty label: two dots stand side by side or a dot stands in front',
  `has a label (the part between two dots) of more than ${MAX_LABEL_LENGTH} octets`,
  `is longer than ${MAX_WIRE_LENGTH} octets together with the zone’s name behind it`,
  'has a backslash that begins no escape; `\\.` or three digits from `\\000` to `\\255` can follow it',
];

/** Checks a domain name as written (RFC 1035 §5.1) without keeping anything of it. */
export function nameDefect(bytes: Uint8Array, start: number, end: number, origin: Origin): NameDefect {
  if (end - start === 1 && (bytes[start] === DOT || bytes[start] === AT)) return 0;
  let wire = 1;
  let label = 0;
  for (let i = start; i < end; i++) {
    if (bytes[i] === DOT) {
      if (label === 0) return EMPTY_LABEL;
      wire += label + 1;
      label = 0;
      continue;
    }
    if (bytes[i] === BACKSLASH) {
      const length = escapeLength(bytes, i, end);
      if (length < 0) return BAD_ESCAPE;
      i += length - 1;
    }
    if (++label > MAX_LABEL_LENGTH) return LONG_LABEL;
  }
  if (label > 0) wire += label + origin.wireLength;
  else if (wire === 1) return EMPTY_LABEL;
  return wire > MAX_WIRE_LENGTH ? LONG_NAME : 0;
}

/** Puts a name that has no defect into the table: its id. */
export function internName(
  bytes: Uint8Array,
  start: number,
  end: number,
  escaped: boolean,
  origin: Origin,
  names: NameTable,
): NameId {
  if (end - start === 1) {
    if (bytes[start] === AT) return origin.id;
    if (bytes[start] === DOT) return ROOT_ID;
  }
  if (escaped) return names.intern(nameText(bytes, start, end, origin));
  const isAbsolute = bytes[end - 1] === DOT;
  let id = isAbsolute ? ROOT_ID : origin.id;
  let labelEnd = isAbsolute ? end - 1 : end;
  for (let i = labelEnd - 1; i >= start; i--) {
    if (bytes[i] !== DOT) continue;
    id = names.child(id, bytes, i + 1, labelEnd);
    labelEnd = i;
  }
  return names.child(id, bytes, start, labelEnd);
}

/** A name that has no defect as the absolute text that the whole program uses. */
export function nameText(bytes: Uint8Array, start: number, end: number, origin: Origin): Name {
  if (end - start === 1) {
    if (bytes[start] === AT) return origin.name;
    if (bytes[start] === DOT) return ROOT;
  }
  // Nearly every name is written as it is shown, and then it is one slice.
  const text = isAsShown(bytes, start, end) ? octetText(bytes, start, end) : shown(bytes, start, end);
  const isAbsolute = bytes[end - 1] === DOT && !endsInEscape(bytes, start, end);
  return isAbsolute ? text : origin.name === ROOT ? `${text}.` : `${text}.${origin.name}`;
}

/** Whether a name as written has no escape, no capital and nothing that needs an escape. */
function isAsShown(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const octet = bytes[i];
    if (octet <= 0x20 || octet >= 0x7f || octet === BACKSLASH || (octet >= 0x41 && octet <= 0x5a)) return false;
  }
  return true;
}

function shown(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) {
    if (bytes[i] === DOT) {
      text += '.';
    } else if (bytes[i] === BACKSLASH) {
      text += labelOctet(escapedOctet(bytes, i));
      i += escapeLength(bytes, i, end) - 1;
    } else {
      text += labelOctet(bytes[i]);
    }
  }
  return text;
}

/** One octet of a label in lower case as RFC 1035 §5.1 presents it. */
export function labelOctet(octet: number): string {
  if (octet === DOT || octet === BACKSLASH) return `\\${String.fromCharCode(octet)}`;
  if (octet >= 0x41 && octet <= 0x5a) return String.fromCharCode(octet | 0x20);
  if (octet > 0x20 && octet < 0x7f) return String.fromCharCode(octet);
  return `\\${String(octet).padStart(3, '0')}`;
}

/** Whether the last octet is the second one of an escape. */
function endsInEscape(bytes: Uint8Array, start: number, end: number): boolean {
  let backslashes = 0;
  while (end - 2 - backslashes >= start && bytes[end - 2 - backslashes] === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}
