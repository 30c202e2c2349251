/**
 * Domain names as strings: absolute, with the final dot, ASCII letters in lower case, in the presentation format of
 * RFC 1035 §5.1 (`\.` for a dot inside a label, `\DDD` for octets that do not print). The root is `.`.
 */
export type Name = string;

export const ROOT: Name = '.';

/** RFC 1035 §3.1: 255 octets on the wire are 253 characters in text without the final dot. */
export const MAX_NAME_LENGTH = 253;
/** RFC 1035 §2.3.4 */
export const MAX_LABEL_LENGTH = 63;

/** Makes an absolute name from text, with or without its final dot. No check is made of labels or lengths. */
export function absolute(text: string): Name {
  const lower = lowerCase(text);
  if (lower === '' || lower === '.') return ROOT;
  return endsWithDot(lower) ? lower : `${lower}.`;
}

/** The name as people write it: without the final dot; the root stays `.`. */
export function plain(name: Name): string {
  return name === ROOT ? name : name.slice(0, -1);
}

/** The labels from left to right, escapes kept as written; none for the root. */
export function labelsOf(name: Name): string[] {
  if (name === ROOT) return [];
  const body = name.slice(0, -1);
  return body.includes('\\') ? (body.match(/(?:\\.|[^.\\])+/gs) ?? []) : body.split('.');
}

/** The name without its first label; the root's parent is the root. */
export function parentOf(name: Name): Name {
  for (let i = 0; i < name.length - 1; i++) {
    if (name[i] === '\\') i++;
    else if (name[i] === '.') return name.slice(i + 1);
  }
  return ROOT;
}

/** Whether a name is at or below another. */
export function isWithin(name: Name, ancestor: Name): boolean {
  if (ancestor === ROOT || name === ancestor) return true;
  if (!name.endsWith(`.${ancestor}`)) return false;
  const cut = name.length - ancestor.length - 1;
  return !isEscaped(name, cut);
}

/** Whether the text ends in a dot that is not escaped, so that it is absolute. */
export function endsWithDot(text: string): boolean {
  return text.endsWith('.') && !isEscaped(text, text.length - 1);
}

/** The octets of a label of the presentation format, one character each (RFC 1035 §5.1). */
export function labelOctets(label: string): string {
  if (!label.includes('\\')) return label;
  return label.replace(/\\(?:([0-9]{3})|(.))/gs, (_, ddd, character) =>
    ddd === undefined ? character : String.fromCharCode(Number(ddd) & 0xff),
  );
}

/** ASCII letters in lower case and nothing else, as DNS compares names (RFC 4343). */
export function lowerCase(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
}

function isEscaped(text: string, index: number): boolean {
  let backslashes = 0;
  while (text[index - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
