import { isAscii } from 'node:buffer';

/** One text file of a tree. Offsets everywhere else are UTF-16 offsets into `text`. */

const NEWLINE = 0x0a;
const ANCHOR_STEP = 512;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A line and a column, both 1-based; the column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The same points as offsets into the bytes and into the text; the two differ only where the file is not ASCII. */
interface LineStarts {
  readonly bytes: Uint32Array;
  readonly text: Uint32Array;
}

/**
 * A file as it was read: its path from the root with `/`, and its octets. Text, line starts and the map from octets to
 * UTF-16 offsets are made when something asks for them, because most files of an estate never appear in a finding.
 */
export class SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  #ascii: boolean | undefined;
  #text: string | undefined;
  #starts: LineStarts | undefined;
  #anchors: LineStarts | undefined;

  constructor(path: string, content: Uint8Array | string) {
    this.path = path;
    this.bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  }

  /** Whether every octet is below 0x80, so that octet offsets and text offsets are the same numbers. */
  get isAscii(): boolean {
    this.#ascii ??= isAscii(this.bytes);
    return this.#ascii;
  }

  /** The whole file decoded as UTF-8, a byte order mark kept, malformed octets as U+FFFD. */
  get text(): string {
    this.#text ??= this.#decode(0, this.bytes.length);
    return this.#text;
  }

  /** The text between two UTF-16 offsets. */
  slice(start: number, end: number): string {
    if (this.#text === undefined && this.isAscii) return this.#decode(start, end);
    return this.text.slice(start, end);
  }

  /** The position of a UTF-16 offset; offsets past the end give the end. */
  position(offset: number): Position {
    const { text } = this.#lineStarts();
    const line = lastAtOrBefore(text, Math.max(0, offset));
    return { line: line + 1, column: offset - text[line] + 1 };
  }

  /** How many lines the file has, at least 1; a final newline begins no further line. */
  get lineCount(): number {
    const { bytes } = this.#lineStarts();
    const last = bytes[bytes.length - 1];
    return bytes.length > 1 && last === this.bytes.length ? bytes.length - 1 : bytes.length;
  }

  /** The text of a 1-based line without its line end; the empty string for a line that is not there. */
  line(number: number): string {
    const { text } = this.#lineStarts();
    if (number < 1 || number > text.length) return '';
    const end = number < text.length ? text[number] : this.isAscii ? this.bytes.length : this.text.length;
    return this.slice(text[number - 1], end).replace(/\r?\n$/, '');
  }

  /** The UTF-16 offset at which a 1-based line begins. */
  lineStart(number: number): number {
    return this.#lineStarts().text[number - 1];
  }

  /** The UTF-16 offset for an octet offset: readers that work on octets convert here, and only what is printed pays. */
  textOffset(octet: number): number {
    if (this.isAscii) return octet;
    this.#anchors ??= this.#findAnchors();
    const { bytes, text } = this.#anchors;
    const anchor = lastAtOrBefore(bytes, octet);
    return text[anchor] + this.#decode(bytes[anchor], octet).length;
  }

  /** Offsets about every ANCHOR_STEP octets behind ASCII, where no character is torn: lines can be as long as the file. */
  #findAnchors(): LineStarts {
    const source = this.bytes;
    const anchors = [0];
    for (let i = ANCHOR_STEP; i < source.length; i++) {
      if (source[i - 1] >= 0x80) continue;
      anchors.push(i);
      i += ANCHOR_STEP - 1;
    }
    const bytes = Uint32Array.from(anchors);
    const text = new Uint32Array(bytes.length);
    for (let i = 1; i < bytes.length; i++) text[i] = text[i - 1] + this.#decode(bytes[i - 1], bytes[i]).length;
    return { bytes, text };
  }

  #decode(start: number, end: number): string {
    const part = this.bytes.subarray(start, end);
    return this.isAscii ? Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1') : utf8.decode(part);
  }

  #lineStarts(): LineStarts {
    this.#starts ??= this.#findLineStarts();
    return this.#starts;
  }

  #findLineStarts(): LineStarts {
    const source = this.bytes;
    let count = 1;
    for (let i = source.indexOf(NEWLINE); i >= 0; i = source.indexOf(NEWLINE, i + 1)) count++;
    const bytes = new Uint32Array(count);
    for (let i = source.indexOf(NEWLINE), line = 1; i >= 0; i = source.indexOf(NEWLINE, i + 1)) bytes[line++] = i + 1;
    if (this.isAscii) return { bytes, text: bytes };
    const text = new Uint32Array(count);
    for (let line = 1; line < count; line++) {
      text[line] = text[line - 1] + this.#decode(bytes[line - 1], bytes[line]).length;
    }
    return { bytes, text };
  }
}

/** The index of the last entry that is not above the value, in an ascending array that begins with 0. */
function lastAtOrBefore(starts: Uint32Array, value: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
