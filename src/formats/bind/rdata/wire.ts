import { formatAddress } from '../../../model/address.ts';
import { ROOT } from '../../../model/name.ts';
import { labelOctet } from '../name-octets.ts';
import { octetText } from '../octets.ts';
import { Scanner, WORD } from '../scanner.ts';
import { type Field, mnemonicOf } from './types.ts';

/** One field of a record's data: names absolute, strings as octets, everything else in presentation format. */
export interface Value {
  readonly field: Field;
  readonly text: string;
}

/** Deeper than any nesting of parentheses, so that within a record's data a line end never ends it. */
export const INSIDE = 0x40000000;

/** The octets that `\# length digits` writes (RFC 3597 §5), already found to be valid. */
export function readGeneric(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const scanner = new Scanner(bytes.subarray(start, end));
  scanner.depth = INSIDE;
  scanner.next();
  scanner.next();
  let digits = '';
  while (scanner.next() === WORD) digits += octetText(scanner.bytes, scanner.start, scanner.end);
  return Buffer.from(digits, 'hex');
}

/** The fields of data on the wire; undefined where the octets do not make them, or a field has no simple form. */
export function decodeWire(octets: Uint8Array, fields: readonly Field[]): Value[] | undefined {
  const wire = new WireReader(octets);
  const values: Value[] = [];
  for (const field of fields) {
    if (field.endsWith('?') && wire.left === 0) continue;
    const least = field.endsWith('*') ? 0 : 1;
    const many = field === 'string+' || field === 'name*';
    for (let count = 0; count < least || (many && wire.left > 0); count++) {
      const text = wire.field(field);
      if (text === undefined) return undefined;
      values.push({ field, text });
    }
    if (!many && least === 0) {
      const text = wire.field(field);
      if (text === undefined) return undefined;
      if (text !== '') values.push({ field, text });
    }
  }
  return wire.left === 0 ? values : undefined;
}

/** Takes fields off the front of some octets. */
class WireReader {
  readonly #octets: Uint8Array;
  #at = 0;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
  }

  get left(): number {
    return this.#octets.length - this.#at;
  }

  field(field: Field): string | undefined {
    switch (field) {
      case 'ipv4':
        return this.#taken(4)?.join('.');
      case 'ipv6': {
        const hex = this.#hex(16);
        return hex && formatAddress({ family: 6, value: BigInt(`0x${hex}`) });
      }
      case 'name':
      case 'name*':
        return this.#name();
      case 'u8':
      case 'algorithm':
        return this.#number(1);
      case 'u16':
      case 'certificate':
        return this.#number(2);
      case 'u32':
      case 'period':
        return this.#number(4);
      case 'u64':
        return this.#number(8);
      case 'type': {
        const number = this.#number(2);
        return number && mnemonicOf(Number(number));
      }
      case 'string':
      case 'string?':
      case 'string+':
        return this.#string();
      case 'hex+':
        return this.left > 0 ? this.#hex(this.left) : undefined;
      case 'base64+':
      case 'base64*':
        return Buffer.from(this.#taken(this.left) ?? []).toString('base64');
      default:
        return undefined;
    }
  }

  #taken(count: number): Uint8Array | undefined {
    if (this.left < count) return undefined;
    this.#at += count;
    return this.#octets.subarray(this.#at - count, this.#at);
  }

  #hex(count: number): string | undefined {
    const octets = this.#taken(count);
    return octets && Buffer.from(octets).toString('hex').toUpperCase();
  }

  #number(count: number): string | undefined {
    const hex = this.#hex(count);
    return hex && BigInt(`0x${hex}`).toString();
  }

  #string(): string | undefined {
    const length = this.#taken(1)?.[0];
    if (length === undefined) return undefined;
    const octets = this.#taken(length);
    return octets && Buffer.from(octets).toString('latin1');
  }

  /** No compression: RFC 3597 §4. */
  #name(): string | undefined {
    let text = '';
    for (const start = this.#at; this.#at - start <= 254; ) {
      const length = this.#taken(1)?.[0];
      if (length === undefined || length > 63) return undefined;
      if (length === 0) return text === '' ? ROOT : text;
      const label = this.#taken(length);
      if (label === undefined) return undefined;
      for (const octet of label) text += labelOctet(octet);
      text += '.';
    }
    return undefined;
  }
}
