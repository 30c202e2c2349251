import type { ScalarStyle, YamlScalar, YamlSequence } from './node.ts';

const DOUBLE_QUOTE = 0x22;
const HASH = 0x23;
const QUOTE = 0x27;
const DASH = 0x2d;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPENING = 0x5b;
const CLOSING = 0x5d;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const TILDE = 0x7e;

/** What a plain scalar cannot begin with, or can only where the next character allows it. */
const INDICATORS = new Set([...'-?:,[]{}#&*!|>\'"%@`'].map((character) => character.charCodeAt(0)));

/** Tabs, carriage returns, control characters, surrogates and marks: each has rules of its own in YAML. */
const UNUSUAL = /[^\x20-\x7e\xa0-\ud7ff]/;

/** A plain scalar between brackets that cannot be taken for anything else, without the blanks behind it. */
const PLAIN_IN_LIST = /[\w.~+/=$^](?:[!-~](?<![,[\]{}:#])|:(?=[\w.:])| (?=[\w.~+/=$^]))*/y;

/** Thrown by the readers of plain YAML and caught by them: the file has something that is not plain. */
export const NOT_PLAIN = Symbol('not plain');

/** One line after the other, and the scalars on them. */
export class PlainLines {
  readonly text: string;
  /** The first character of the line that is looked at and its column; −1 behind the last line. */
  at = 0;
  column = 0;
  /** Where that line begins and ends. */
  start = 0;
  end = 0;
  /** Whether a colon makes a key of the scalar that was read last, and where what follows the colon begins. */
  isKey = false;
  after = 0;

  constructor(text: string) {
    this.text = text;
    this.#goTo(0);
  }

  /** Goes on to the next line with content. */
  next(): void {
    this.#goTo(this.end + 1);
  }

  get isOver(): boolean {
    return this.column < 0;
  }

  #goTo(from: number): void {
    const text = this.text;
    for (let start = from; start < text.length; ) {
      const found = text.indexOf('\n', start);
      const end = found < 0 ? text.length : found;
      let at = start;
      while (at < end && text.charCodeAt(at) === SPACE) at++;
      if (at < end && text.charCodeAt(at) !== HASH) {
        this.at = at;
        this.column = at - start;
        this.start = start;
        this.end = end;
        return;
      }
      start = end + 1;
    }
    this.column = -1;
  }

  /** Whether the line has nothing from an offset on but blanks and, behind one of them, a comment. */
  isBlank(from: number): boolean {
    const text = this.text;
    let at = from;
    while (at < this.end && text.charCodeAt(at) === SPACE) at++;
    return at === this.end || (at > from && text.charCodeAt(at) === HASH);
  }

  /** Whether a dash stands at an offset that makes a list. */
  isDash(at: number): boolean {
    return this.text.charCodeAt(at) === DASH && (at + 1 >= this.end || this.text.charCodeAt(at + 1) === SPACE);
  }

  /** Whether a list in brackets begins at an offset. */
  isBracket(at: number): boolean {
    return this.text.charCodeAt(at) === OPENING;
  }

  /** Whether a line begins like one between two documents. */
  isMarker(): boolean {
    return this.text.startsWith('---', this.at) || this.text.startsWith('...', this.at);
  }

  skipBlanks(from: number): number {
    let at = from;
    while (this.text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  /** Reads the scalar at an offset, up to its colon, a comment or the end of the line. */
  read(at: number): YamlScalar {
    const first = this.text.charCodeAt(at);
    if (first === QUOTE) return this.#quoted(this.#single(at + 1));
    if (first === DOUBLE_QUOTE) return this.#quoted(this.#double(at + 1));
    if (INDICATORS.has(first) && (first !== DASH || this.isDash(at))) throw NOT_PLAIN;
    return this.#plain(at);
  }

  #plain(start: number): YamlScalar {
    const text = this.text;
    const lineEnd = this.end;
    let end = start;
    this.isKey = false;
    for (let at = start; at < lineEnd; at++) {
      const character = text.charCodeAt(at);
      // Letters and what else means nothing, which is nearly all.
      if (character > COLON && character <= TILDE) {
        end = at + 1;
        continue;
      }
      if (character === SPACE) continue;
      if (character === COLON && (at + 1 === lineEnd || text.charCodeAt(at + 1) === SPACE)) {
        this.isKey = true;
        this.after = at + 1;
        break;
      }
      if (character === HASH && text.charCodeAt(at - 1) === SPACE) break;
      if (character < SPACE || (character > TILDE && UNUSUAL.test(text[at]))) throw NOT_PLAIN;
      end = at + 1;
    }
    return scalar(start, end, start, end, text.slice(start, end), 'plain');
  }

  #single(start: number): YamlScalar {
    const text = this.text;
    let end = text.indexOf("'", start);
    let isDoubled = false;
    for (; end >= 0 && text.charCodeAt(end + 1) === QUOTE; end = text.indexOf("'", end + 2)) isDoubled = true;
    if (end < 0 || end > this.end) throw NOT_PLAIN;
    const content = text.slice(start, end);
    if (UNUSUAL.test(content)) throw NOT_PLAIN;
    return scalar(start - 1, end + 1, start, end, isDoubled ? content.replaceAll("''", "'") : content, 'single');
  }

  #double(start: number): YamlScalar {
    const text = this.text;
    let end = start;
    let isEscaped = false;
    for (let character = text.charCodeAt(end); character !== DOUBLE_QUOTE; character = text.charCodeAt(++end)) {
      if (end >= this.end) throw NOT_PLAIN;
      if (character !== BACKSLASH) continue;
      isEscaped = true;
      const escaped = text.charCodeAt(++end);
      // Other escapes have values of their own.
      if (escaped !== BACKSLASH && escaped !== DOUBLE_QUOTE) throw NOT_PLAIN;
    }
    const content = text.slice(start, end);
    if (UNUSUAL.test(content)) throw NOT_PLAIN;
    return scalar(start - 1, end + 1, start, end, isEscaped ? content.replace(/\\(.)/g, '$1') : content, 'double');
  }

  /** Behind a closing quote stands a colon or nothing. */
  #quoted(value: YamlScalar): YamlScalar {
    const text = this.text;
    const at = this.skipBlanks(value.end);
    this.isKey = text.charCodeAt(at) === COLON && (at + 1 >= this.end || text.charCodeAt(at + 1) === SPACE);
    if (this.isKey) this.after = at + 1;
    else if (!this.isBlank(value.end)) throw NOT_PLAIN;
    return value;
  }

  /** A list in brackets, from the opening one on: scalars, on one line. */
  list(start: number): YamlSequence {
    const text = this.text;
    const items: YamlScalar[] = [];
    let at = this.skipBlanks(start + 1);
    while (text.charCodeAt(at) !== CLOSING || items.length > 0) {
      items.push(this.#listed(at));
      at = this.skipBlanks(this.after);
      if (text.charCodeAt(at) === CLOSING) break;
      if (text.charCodeAt(at) !== COMMA) throw NOT_PLAIN;
      at = this.skipBlanks(at + 1);
    }
    if (!this.isBlank(at + 1)) throw NOT_PLAIN;
    return { kind: 'sequence', start, end: at + 1, tag: undefined, items };
  }

  /** One scalar of a list in brackets. */
  #listed(at: number): YamlScalar {
    const first = this.text.charCodeAt(at);
    if (first === QUOTE || first === DOUBLE_QUOTE) {
      const quoted = first === QUOTE ? this.#single(at + 1) : this.#double(at + 1);
      this.after = quoted.end;
      return quoted;
    }
    PLAIN_IN_LIST.lastIndex = at;
    const text = PLAIN_IN_LIST.exec(this.text)?.[0];
    if (text === undefined) throw NOT_PLAIN;
    const end = at + text.length;
    this.after = end;
    return scalar(at, end, at, end, text, 'plain');
  }
}

/** A scalar of plain YAML; what lies between quotes is its content. */
export function scalar(
  start: number,
  end: number,
  contentStart: number,
  contentEnd: number,
  text: string,
  style: ScalarStyle,
): YamlScalar {
  return { kind: 'scalar', start, end, text, style, tag: undefined, contentStart, contentEnd, indent: -1 };
}
