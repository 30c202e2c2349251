/** Longer texts are cut in a message; the place shows the rest. */
const MAX_QUOTED = 120;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * File text as a message shows it: in typographic quotes, octets (one a character) read as UTF-8 where they are, control
 * characters visible, and cut after `max` characters.
 */
export function quoted(octets: string, max: number = MAX_QUOTED): string {
  const text = visible(octets.length > max ? octets.slice(0, max) : octets);
  return octets.length > max ? `“${text} …”` : `“${text}”`;
}

/** Octets as text that can be shown: UTF-8 where they are UTF-8, else each octet that does not print as `\DDD`. */
export function visible(octets: string): string {
  const text = /[\x80-\xff]/.test(octets) ? decoded(octets) : octets;
  return text.replace(/[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]/g, escaped);
}

function decoded(octets: string): string {
  try {
    return utf8.decode(Buffer.from(octets, 'latin1'));
  } catch {
    return octets.replace(/[\x80-\xff]/g, escaped);
  }
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\${String(code).padStart(3, '0')}` : `\\u${code.toString(16)}`;
}

/** Text as zone-file data of a TXT record, ready to paste: quoted strings of at most 255 octets (RFC 1035 §3.3.14). */
export function txtData(octets: string): string {
  const strings: string[] = [];
  for (let at = 0; at < octets.length || at === 0; at += MAX_STRING) {
    strings.push(
      `"${octets
        .slice(at, at + MAX_STRING)
        .replace(/["\\]/g, '\\$&')
        .replace(/[\x00-\x1f\x7f-\xff]/g, escaped)}"`,
    );
  }
  return strings.join(' ');
}

/** RFC 1035 §3.3: a character-string has one octet for its length. */
export const MAX_STRING = 255;
