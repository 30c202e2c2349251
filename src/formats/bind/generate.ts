import { octetText } from './octets.ts';

/** Records that one `$GENERATE` may make: all of an IPv4 /16. */
export const MAX_GENERATED = 65_536;
/** Octets that all `$GENERATE` of one zone may make together. */
export const MAX_GENERATED_OCTETS = 32 * 1024 * 1024;
/** BIND formats each number into 128 octets. */
const MAX_WIDTH = 127;

export interface Range {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

/** Reads `start-stop` or `start-stop/step`; undefined for anything else. */
export function parseRange(text: string): Range | undefined {
  const match = /^([0-9]{1,10})-([0-9]{1,10})(?:\/([0-9]{1,10}))?$/.exec(text);
  if (match === null) return undefined;
  const [start, stop, step] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 1)];
  return stop < start || step < 1 || stop > 0x7fffffff ? undefined : { start, stop, step };
}

/** How many records a range makes. */
export function countOf({ start, stop, step }: Range): number {
  return Math.floor((stop - start) / step) + 1;
}

/** A template as literal text and formats in turn. */
type Piece = string | { readonly offset: number; readonly width: number; readonly mode: string };

/**
 * Cuts a left or right side at each `$`: `$` is the number, `$$` a dollar, `${offset,width,mode}` the number plus the
 * offset in a mode of `doxXnN`, and what a backslash escapes stays. Undefined where `${…}` is malformed.
 */
export function parseTemplate(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let literal = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') {
      literal += text.slice(i, i + 2);
      i++;
    } else if (text[i] !== '$') {
      literal += text[i];
    } else if (text[i + 1] === '$') {
      literal += '$';
      i++;
    } else {
      let format = { offset: 0, width: 0, mode: 'd' };
      if (text[i + 1] === '{') {
        const written = /^\{([+-]?[0-9]{1,10})(?:,([0-9]{1,3})(?:,([doxXnN]))?)?\}/.exec(text.slice(i + 1, i + 40));
        if (written === null || Number(written[2] ?? 0) > MAX_WIDTH) return undefined;
        format = { offset: Number(written[1]), width: Number(written[2] ?? 0), mode: written[3] ?? 'd' };
        i += written[0].length;
      }
      if (literal !== '') pieces.push(literal);
      literal = '';
      pieces.push(format);
    }
  }
  if (literal !== '') pieces.push(literal);
  return pieces;
}

/** The text for one number of the range. */
export function fill(pieces: readonly Piece[], number: number): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : formatted(number + piece.offset, piece))).join('');
}

function formatted(value: number, { width, mode }: { readonly width: number; readonly mode: string }): string {
  // As in C: a negative number has its sign in decimal only.
  switch (mode) {
    case 'd':
      return value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');
    case 'o':
      return (value >>> 0).toString(8).padStart(width, '0');
    case 'x':
      return (value >>> 0).toString(16).padStart(width, '0');
    case 'X':
      return (value >>> 0).toString(16).toUpperCase().padStart(width, '0');
    default:
      return mode === 'n' ? nibbles(value >>> 0, width) : nibbles(value >>> 0, width).toUpperCase();
  }
}

/** The hexadecimal digits as labels, the lowest one first; the width counts digits and dots. */
function nibbles(value: number, width: number): string {
  let text = '';
  let left = value;
  let room = width;
  do {
    text += (left & 0xf).toString(16);
    left >>>= 4;
    if (room > 0) room--;
    if (room > 0 || left !== 0) {
      text += '.';
      if (room > 0) room--;
    }
  } while (left !== 0 || room > 0);
  return text;
}

/** The right side of a directive: in quotes, `\"` stands for a quote of the record's data. */
export function rightSide(bytes: Uint8Array, start: number, end: number, isQuoted: boolean): string {
  const text = octetText(bytes, start, end);
  return isQuoted ? text.replaceAll('\\"', '"') : text;
}
