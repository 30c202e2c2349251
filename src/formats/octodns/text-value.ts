/**
 * How OctoDNS gets from the text of a TXT value to the octets that are published: quotes around the whole are taken off,
 * `" "` joins two strings, `\;` is a semicolon, and what is longer than one string can hold is cut.
 */

/** RFC 1035 §3.3 */
const MAX_STRING = 255;

/** Text that is published as it stands. */
const PLAIN = /^[^"\\]*$/;
const ASCII = /^[\x00-\x7f]*$/;

export interface TextValue {
  /** Octets, one a character. */
  readonly strings: readonly string[];
  /** For each octet of the joined strings the UTF-16 units of the scalar's text that it comes from; undefined: itself. */
  readonly units: Units | undefined;
}

/** Begin and end (exclusive) by octet. */
export interface Units {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The published strings of a TXT value; `escaped` is the provider's `escaped_semicolons`. */
export function textValue(text: string, escaped: boolean): readonly string[] {
  if (PLAIN.test(text) && ASCII.test(text)) return inStrings(text);
  return readText(text, escaped).strings;
}

/** The published strings and where each octet comes from. */
export function readText(text: string, escaped: boolean): TextValue {
  if (PLAIN.test(text) && ASCII.test(text)) return { strings: inStrings(text), units: undefined };
  const starts: number[] = [];
  const ends: number[] = [];
  const pieces: string[] = [];
  let piece = '';
  const isQuoted = isQuotedText(text);
  const end = isQuoted ? text.length - 1 : text.length;
  for (let i = isQuoted ? 1 : 0; i < end; ) {
    if (text.startsWith('" "', i) && i + 3 <= end) {
      pieces.push(piece);
      piece = '';
      i += 3;
      continue;
    }
    const [length, value] = unitAt(text, i, isQuoted, escaped);
    for (const octet of octetsOf(value)) {
      piece += octet;
      starts.push(i);
      ends.push(i + length);
    }
    i += length;
  }
  pieces.push(piece);
  const fit = pieces.every((part) => part.length <= MAX_STRING);
  return { strings: fit && pieces.length > 1 ? pieces : inStrings(pieces.join('')), units: { starts, ends } };
}

/** Whether a value is wrapped in quotes as in a zone file. */
export function isQuotedText(text: string): boolean {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"');
}

/** The character that stands at an offset, with its length as written. */
function unitAt(text: string, i: number, isQuoted: boolean, escaped: boolean): [number, string] {
  if (text[i] === '\\') {
    if (escaped && text[i + 1] === ';') return [2, ';'];
    if (isQuoted && text[i + 1] === '"' && i + 2 < text.length) return [2, '"'];
  }
  const character = String.fromCodePoint(text.codePointAt(i)!);
  return [character.length, character];
}

function octetsOf(character: string): string {
  return character < '\x80' ? character : Buffer.from(character, 'utf8').toString('latin1');
}

function inStrings(octets: string): string[] {
  if (octets.length <= MAX_STRING) return [octets];
  const strings: string[] = [];
  for (let at = 0; at < octets.length; at += MAX_STRING) strings.push(octets.slice(at, at + MAX_STRING));
  return strings;
}
