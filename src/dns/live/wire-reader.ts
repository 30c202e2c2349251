import { MAX_LABEL_LENGTH, type Name, ROOT } from '../../model/name.ts';
import { presented } from '../../model/name-table.ts';
import { MAX_WIRE_LENGTH } from './wire-name.ts';

/** The two high bits of a length octet that make it a pointer (RFC 1035 §4.1.4). */
const POINTER = 0xc0;

/** Reads a message octet by octet. What runs past its end makes the whole `broken` and gives zeros, never a throw. */
export class WireReader {
  readonly octets: Uint8Array;
  at = 0;
  /** Where reading has to stop: the end of the message, or of the record's data while that is read. */
  end: number;
  broken = false;

  constructor(octets: Uint8Array) {
    this.octets = octets;
    this.end = octets.length;
  }

  octet(): number {
    if (this.at >= this.end) {
      this.broken = true;
      return 0;
    }
    return this.octets[this.at++];
  }

  short(): number {
    return this.octet() * 0x100 + this.octet();
  }

  long(): number {
    return this.short() * 0x10000 + this.short();
  }

  /** So many octets, one a character. */
  text(length: number): string {
    const start = this.at;
    this.skip(length);
    return this.broken ? '' : Buffer.from(this.octets.subarray(start, this.at)).toString('latin1');
  }

  skip(length: number): void {
    if (this.at + length > this.end) this.broken = true;
    else this.at += length;
  }

  /** A name in lower case, pointers followed. They only lead back, so that no message keeps the reader in a circle. */
  name(): Name {
    const { octets } = this;
    let { at, end } = this;
    let before = at;
    let jumped = false;
    let length = 1;
    let text = '';
    while (at < end) {
      const octet = octets[at++];
      if (octet === 0) {
        if (!jumped) this.at = at;
        return text === '' ? ROOT : text;
      }
      if (octet >= POINTER) {
        if (at >= end) break;
        const target = (octet - POINTER) * 0x100 + octets[at++];
        if (!jumped) this.at = at;
        if (target >= before) break;
        jumped = true;
        before = target;
        at = target;
        end = octets.length;
        continue;
      }
      length += octet + 1;
      if (octet > MAX_LABEL_LENGTH || length > MAX_WIRE_LENGTH || at + octet > end) break;
      for (const stop = at + octet; at < stop; at++) text += presented(lower(octets[at]));
      text += '.';
    }
    this.broken = true;
    return ROOT;
  }
}

function lower(octet: number): number {
  return octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet;
}
