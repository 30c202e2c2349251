import { quoted } from '../../../model/quoted.ts';
import { readNumber } from '../keyword.ts';
import { NAME_DEFECT, nameDefect, type Origin } from '../name-octets.ts';
import { BACKSLASH, escapeLength, isGenericMark, octetText } from '../octets.ts';
import { readPeriod } from '../period.ts';
import { BROKEN, END, QUOTED, type Scanner, type TokenKind, WORD } from '../scanner.ts';
import { isIpv4, isIpv6 } from './address-octets.ts';
import { expectation, fits } from './check-word.ts';
import type { Field, TypeInfo } from './types.ts';
import { decodeWire, readGeneric } from './wire.ts';

/** RFC 1035 §3.2.1: RDLENGTH has 16 bits. */
const MAX_RDATA = 0xffff;

/**
 * Reads the data of one record with a scanner and finds out whether it is valid for its type, without keeping anything.
 * What it noticed on the way is in its fields until the next record.
 */
export class RdataCheck {
  /** Where the data began and where its last token ended; a closing quote included. */
  valueStart = 0;
  valueEnd = 0;
  /** The last period that was read: the minimum of an SOA record. */
  period = 0;
  /** How many character-strings the last field held, and the longest of them in octets. */
  strings = 0;
  longest = 0;
  /** Where in the file the defect is. */
  defectStart = 0;
  defectEnd = 0;
  /** Octets of character-strings on the wire. */
  #octets = 0;
  /** Hexadecimal digits of the current field. */
  #digits = 0;

  /** Reads to the end of the record; what is wrong in words, or undefined. After a defect the rest is still unread. */
  read(scanner: Scanner, info: TypeInfo | undefined, origin: Origin): string | undefined {
    this.strings = 0;
    this.longest = 0;
    this.#octets = 0;
    let kind = scanner.next();
    this.valueStart = kind === QUOTED ? scanner.start - 1 : scanner.start;
    if (kind === END) this.valueStart = this.valueEnd;
    if (kind === WORD && isGenericMark(scanner.bytes, scanner.start, scanner.end))
      return this.#generic(scanner, info?.fields);
    if (info?.fields === undefined) {
      return this.#defect(scanner, kind, '`\\#`, the length and the data in hexadecimal digits');
    }
    for (let i = 0; i < info.fields.length; i++) {
      if (kind === END && info.mayMiss[i]) continue;
      this.#digits = 0;
      do {
        const defect = this.#field(info.fields[i], kind, scanner, origin);
        if (defect !== undefined) return defect;
        this.valueEnd = kind === QUOTED ? scanner.end + 1 : scanner.end;
        kind = scanner.next();
      } while (kind !== END && info.takesRest[i]);
      if (this.#digits % 2 === 1) return this.#oddDigits();
    }
    if (kind !== END) return this.#defect(scanner, kind, 'the end of the record');
    return undefined;
  }

  #field(field: Field, kind: TokenKind, scanner: Scanner, origin: Origin): string | undefined {
    const { bytes, start, end } = scanner;
    switch (field) {
      case 'string':
      case 'string?':
      case 'string+':
        return kind === WORD || kind === QUOTED ? this.#string(scanner) : this.#missing(scanner, kind, field);
      case 'any':
      case 'any+':
      case 'any*':
        return kind === WORD || kind === QUOTED ? undefined : this.#missing(scanner, kind, field);
    }
    if (kind !== WORD) return this.#missing(scanner, kind, field);
    if (field === 'name' || field === 'name*') return this.#name(scanner, origin);
    if (field === 'gateway') {
      return isIpv4(bytes, start, end) || isIpv6(bytes, start, end) ? undefined : this.#name(scanner, origin);
    }
    if (field === 'period') this.period = readPeriod(bytes, start, end);
    if (field === 'hex+' || field === 'hex') this.#digits += end - start;
    return fits(field, bytes, start, end) ? undefined : this.#missing(scanner, kind, field);
  }

  #name(scanner: Scanner, origin: Origin): string | undefined {
    const { bytes, start, end } = scanner;
    const defect = nameDefect(bytes, start, end, origin);
    if (defect === 0) return undefined;
    this.#mark(scanner);
    return `${quoted(octetText(bytes, start, end))} ${NAME_DEFECT[defect]}`;
  }

  #string(scanner: Scanner): string | undefined {
    const { bytes, start, end } = scanner;
    let length = end - start;
    if (scanner.escaped) {
      length = 0;
      for (let i = start; i < end; i++, length++) {
        if (bytes[i] !== BACKSLASH) continue;
        const taken = escapeLength(bytes, i, end);
        if (taken < 0) {
          this.defectStart = i;
          this.defectEnd = Math.min(end, i + 4);
          const text = quoted(octetText(bytes, i, this.defectEnd));
          return `${text} is no escape: after a backslash stands one character or three digits from 000 to 255`;
        }
        i += taken - 1;
      }
    }
    this.strings++;
    if (length > this.longest) this.longest = length;
    this.#octets += length + 1;
    if (this.#octets <= MAX_RDATA) return undefined;
    this.#mark(scanner);
    return `its text is longer than the ${MAX_RDATA} octets that a record can hold`;
  }

  /** RFC 3597 §5: the data of any type in hexadecimal digits. */
  #generic(scanner: Scanner, fields: readonly Field[] | undefined): string | undefined {
    let kind = scanner.next();
    const length = kind === WORD ? readNumber(scanner.bytes, scanner.start, scanner.end, MAX_RDATA) : -1;
    if (length < 0) return this.#defect(scanner, kind, 'the length of the data in octets after `\\#`');
    let digits = 0;
    for (;;) {
      this.valueEnd = scanner.end;
      kind = scanner.next();
      if (kind === END) break;
      if (kind !== WORD || !fits('hex', scanner.bytes, scanner.start, scanner.end)) {
        return this.#defect(scanner, kind, 'pairs of hexadecimal digits');
      }
      digits += scanner.end - scanner.start;
    }
    this.defectStart = this.valueStart;
    this.defectEnd = this.valueEnd;
    if (digits !== length * 2) {
      return `\`\\#\` announces ${length} octets, but ${digits} hexadecimal digits follow (two make an octet)`;
    }
    if (fields === undefined) return undefined;
    const values = decodeWire(readGeneric(scanner.bytes, this.valueStart, this.valueEnd), fields);
    if (values === undefined) return 'the octets after `\\#` are no data of this type';
    for (const { field, text } of values) if (field === 'period') this.period = Number(text);
    return undefined;
  }

  #oddDigits(): string {
    this.defectStart = this.valueStart;
    this.defectEnd = this.valueEnd;
    return `it has ${this.#digits} hexadecimal digits, an odd number, and two make an octet`;
  }

  #missing(scanner: Scanner, kind: TokenKind, field: Field): string {
    return this.#defect(scanner, kind, expectation(field));
  }

  #defect(scanner: Scanner, kind: TokenKind, expected: string): string {
    if (kind === END) {
      this.defectStart = this.valueStart;
      this.defectEnd = Math.max(this.valueStart, this.valueEnd);
      return `it ends where ${expected} is expected`;
    }
    this.#mark(scanner);
    if (kind === BROKEN) return brokenText(scanner);
    const text = quoted(octetText(scanner.bytes, scanner.start, scanner.end));
    return `${text} stands where ${expected} is expected`;
  }

  #mark(scanner: Scanner): void {
    this.defectStart = scanner.start;
    this.defectEnd = scanner.end;
  }
}

/** A token that could not be cut out, in words. */
export function brokenText(scanner: Scanner): string {
  switch (scanner.defect) {
    case 'quote-not-closed':
      return 'a double quote opens here and is not closed on the same line';
    case 'parenthesis-not-closed':
      return 'a parenthesis opens here and is never closed';
    case 'parenthesis-not-opened':
      return 'a parenthesis closes here that was never opened';
    case 'nul':
      return 'a NUL octet stands here, which no zone file holds';
  }
}
