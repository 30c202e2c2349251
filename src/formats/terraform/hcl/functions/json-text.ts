import { formatDecimal } from '../number.ts';
import type { Value } from '../value.ts';

/** What Go's encoder escapes beside what JSON must, so that the text can stand in HTML. */
const ESCAPED = /[<>&\u2028\u2029]/g;

/** A value as compact JSON, as `jsonencode` writes it; undefined where an unknown value is in it. */
export function jsonText(value: Value): string | undefined {
  const parts: string[] = [];
  return write(value, parts) ? parts.join('') : undefined;
}

function write(value: Value, parts: string[]): boolean {
  switch (value.kind) {
    case 'string':
      parts.push(quote(value.value));
      return true;
    case 'number':
      parts.push(formatDecimal(value.value));
      return true;
    case 'bool':
      parts.push(String(value.value));
      return true;
    case 'null':
      parts.push('null');
      return true;
    case 'unknown':
      return false;
    case 'map':
    case 'object':
      return writeAll(
        '{',
        [...value.entries],
        ([key, entry]) => {
          parts.push(`${quote(key)}:`);
          return write(entry, parts);
        },
        '}',
      );
    default:
      return writeAll('[', value.elements, (element) => write(element, parts), ']');
  }

  function writeAll<T>(open: string, items: readonly T[], writeOne: (item: T) => boolean, close: string): boolean {
    parts.push(open);
    for (let i = 0; i < items.length; i++) {
      if (i > 0) parts.push(',');
      if (!writeOne(items[i])) return false;
    }
    parts.push(close);
    return true;
  }
}

function quote(value: string): string {
  return JSON.stringify(value)
    .replace(/\\[bf]/g, (escaped) => (escaped === '\\b' ? '\\u0008' : '\\u000c'))
    .replace(ESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
