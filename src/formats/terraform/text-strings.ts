import { MAX_STRING } from '../../model/quoted.ts';
import type { TextStyle } from './provider.ts';

/** The character-strings of a text as a provider publishes them. */
export interface TextStrings {
  /** Octets, one a character. */
  readonly strings: readonly string[];
  /** For each octet of the joined strings the UTF-16 units of the text that it comes from, end exclusive. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Whether a quotation mark is missing at the end. */
  readonly isOpen: boolean;
  /** Whether blanks without quotation marks made several strings. */
  readonly isSplit: boolean;
}

/** Reads a text in the way of a provider. Strings that are too long are cut only where the provider cuts them. */
export function textStrings(text: string, style: TextStyle): TextStrings {
  if (style === 'plain' || (style === 'either' && !text.startsWith('"'))) return new Reader(text, false).plain();
  if (style !== 'route53') return new Reader(text, false).quoted(false);
  // Terraform puts the quotation marks around a text that neither begins nor ends with one.
  return new Reader(text, true).quoted(!text.startsWith('"') && !text.endsWith('"'));
}

class Reader {
  readonly #text: string;
  /** Route 53 writes octets in base 8, zone files in base 10 (RFC 1035 §5.1). */
  readonly #isOctal: boolean;
  readonly #strings: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(text: string, isOctal: boolean) {
    this.#text = text;
    this.#isOctal = isOctal;
  }

  plain(): TextStrings {
    let octets = '';
    for (let i = 0; i < this.#text.length; ) {
      const character = String.fromCodePoint(this.#text.codePointAt(i)!);
      octets += this.#take(character, i, character.length);
      i += character.length;
    }
    for (let at = 0; at === 0 || at < octets.length; at += MAX_STRING)
      this.#strings.push(octets.slice(at, at + MAX_STRING));
    return this.#result(false, false);
  }

  /** As in a zone file; `inside` begins and ends within quotation marks. */
  quoted(inside: boolean): TextStrings {
    const text = this.#text;
    let isQuoted = inside;
    let current: string | undefined = inside ? '' : undefined;
    let bare = 0;
    const close = () => {
      if (current !== undefined) this.#strings.push(current);
      current = undefined;
    };
    for (let i = 0; i < text.length; ) {
      const character = text[i];
      if (character === '"') {
        if (isQuoted) close();
        else {
          close();
          current = '';
        }
        isQuoted = !isQuoted;
        i++;
      } else if (!isQuoted && (character === ' ' || character === '\t' || character === '\n')) {
        close();
        i++;
      } else {
        if (current === undefined) bare++;
        const [value, length] = this.#unit(i);
        current = (current ?? '') + this.#take(value, i, length);
        i += length;
      }
    }
    close();
    return this.#result(isQuoted !== inside, bare > 0 && this.#strings.length > 1);
  }

  /** A character, or what an escape stands for: an octet is a character below U+0100 that is taken as it is. */
  #unit(at: number): [string | number, number] {
    const text = this.#text;
    if (text[at] === '\\' && at + 1 < text.length) {
      const digits = (this.#isOctal ? /^[0-3][0-7]{2}/ : /^(?:[01][0-9]{2}|2[0-4][0-9]|25[0-5])/).exec(
        text.slice(at + 1, at + 4),
      );
      if (digits !== null) return [Number.parseInt(digits[0], this.#isOctal ? 8 : 10), 4];
      return [text[at + 1], 2];
    }
    const character = String.fromCodePoint(text.codePointAt(at)!);
    return [character, character.length];
  }

  #take(value: string | number, at: number, length: number): string {
    const octets =
      typeof value === 'number'
        ? String.fromCharCode(value)
        : value < '\x80'
          ? value
          : Buffer.from(value, 'utf8').toString('latin1');
    for (let i = 0; i < octets.length; i++) {
      this.#starts.push(at);
      this.#ends.push(at + length);
    }
    return octets;
  }

  #result(isOpen: boolean, isSplit: boolean): TextStrings {
    const strings = this.#strings.length === 0 ? [''] : this.#strings;
    return { strings, starts: this.#starts, ends: this.#ends, isOpen, isSplit };
  }
}
