import type { SourceFile } from '../model/source-file.ts';
import { duplicateKeyProblem, findDuplicateKeys } from './duplicate-keys.ts';
import type { ScalarStyle, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from './node.ts';
import type { YamlProblem, YamlTree } from './problem.ts';

/** Deeper nesting is left to the library, which says where too deep begins. */
const MAX_DEPTH = 32;

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

/** Thrown and caught here: the file has something that is not plain. */
const NOT_PLAIN = Symbol('not plain');

/**
 * Reads a file of plain YAML in one pass: one document of mappings and lists in block style, whose scalars stand on one
 * line each, behind their key or dash or in brackets there. DNS data is nearly always written so. Gives the very nodes that the library's events
 * would, several times as fast; undefined where anything else occurs, even if it is no YAML, which is the library's to judge.
 */
export function readPlainYaml(file: SourceFile): YamlTree | undefined {
  if (file.text.includes('\0')) return undefined;
  const reader = new PlainReader(file);
  try {
    return { documents: [reader.document()], problems: reader.problems };
  } catch (error) {
    if (error !== NOT_PLAIN) throw error;
    return undefined;
  }
}

class PlainReader {
  readonly problems: YamlProblem[] = [];
  readonly #file: SourceFile;
  readonly #text: string;
  /** The first character of the line that is looked at and its column; −1 behind the last line. */
  #at = 0;
  #column = 0;
  /** Where that line begins and ends. */
  #lineStart = 0;
  #lineEnd = 0;
  #depth = 0;
  /** Where the last scalar ends: the place of a value that is left out. */
  #lastEnd = 0;
  /** Whether a colon makes a key of the scalar that was read last, and where what follows the colon begins. */
  #isKey = false;
  #after = 0;

  constructor(file: SourceFile) {
    this.#file = file;
    this.#text = file.text;
  }

  document(): YamlNode {
    this.#nextLine(0);
    if (this.#column === 0 && this.#text.startsWith('---', this.#at)) {
      if (!this.#isBlank(this.#at + 3)) throw NOT_PLAIN;
      this.#nextLine(this.#lineEnd + 1);
    }
    if (this.#column !== 0) throw NOT_PLAIN;
    const root = this.#collection();
    if (!this.#isOver()) throw NOT_PLAIN;
    return root;
  }

  /** The next line with content, from an offset where a line begins. */
  #nextLine(from: number): void {
    const text = this.#text;
    for (let start = from; start < text.length; ) {
      const found = text.indexOf('\n', start);
      const end = found < 0 ? text.length : found;
      let at = start;
      while (at < end && text.charCodeAt(at) === SPACE) at++;
      if (at < end && text.charCodeAt(at) !== HASH) {
        this.#at = at;
        this.#column = at - start;
        this.#lineStart = start;
        this.#lineEnd = end;
        return;
      }
      start = end + 1;
    }
    this.#column = -1;
  }

  #isOver(): boolean {
    return this.#column < 0;
  }

  /** Whether the line has nothing from an offset on but blanks and, behind one of them, a comment. */
  #isBlank(from: number): boolean {
    const text = this.#text;
    let at = from;
    while (at < this.#lineEnd && text.charCodeAt(at) === SPACE) at++;
    return at === this.#lineEnd || (at > from && text.charCodeAt(at) === HASH);
  }

  /** Whether a dash stands at an offset that makes a list. */
  #isDash(at: number): boolean {
    return this.#text.charCodeAt(at) === DASH && (at + 1 >= this.#lineEnd || this.#text.charCodeAt(at + 1) === SPACE);
  }

  /** The mapping or list that begins where a line does. */
  #collection(): YamlNode {
    if (this.#isDash(this.#at)) return this.#sequence(this.#column);
    return this.#mapping(this.#column, this.#key());
  }

  /** The key that begins where a line does. */
  #key(): YamlScalar {
    if (this.#column === 0 && this.#isMarker()) throw NOT_PLAIN;
    const key = this.#read(this.#at);
    if (!this.#isKey) throw NOT_PLAIN;
    return key;
  }

  /** Whether a line begins like one between two documents. */
  #isMarker(): boolean {
    return this.#text.startsWith('---', this.#at) || this.#text.startsWith('...', this.#at);
  }

  /** A mapping whose keys stand at a column; its first key was just read. */
  #mapping(column: number, firstKey: YamlScalar): YamlMapping {
    this.#enter();
    const entries: YamlEntry[] = [];
    for (let key = firstKey; ; key = this.#key()) {
      this.#lastEnd = key.end;
      entries.push({ key, value: this.#isBlank(this.#after) ? this.#below(column, true) : this.#beside(column) });
      if (this.#column !== column) break;
    }
    this.#leave(column);
    for (const duplicate of findDuplicateKeys(entries)) this.problems.push(duplicateKeyProblem(duplicate, this.#file));
    return { kind: 'mapping', start: firstKey.start, end: this.#lastEnd, tag: undefined, entries };
  }

  /** A list whose dashes stand at a column; the first is where the reader is. */
  #sequence(column: number): YamlSequence {
    this.#enter();
    const start = this.#lineStart + column;
    const items: YamlNode[] = [];
    this.#lastEnd = start + 1;
    for (let dash = start; ; dash = this.#at) {
      items.push(this.#isBlank(dash + 1) ? this.#below(column, false) : this.#item(column, dash + 1));
      if (this.#column !== column || !this.#isDash(this.#at)) break;
    }
    this.#leave(column);
    return { kind: 'sequence', start, end: this.#lastEnd, tag: undefined, items };
  }

  #enter(): void {
    if (++this.#depth > MAX_DEPTH) throw NOT_PLAIN;
  }

  /** A line that is indented further than what just ended is no part of it. */
  #leave(column: number): void {
    if (this.#column > column) throw NOT_PLAIN;
    this.#depth--;
  }

  /** What belongs to a key or a dash that nothing follows on its line. */
  #below(column: number, isKey: boolean): YamlNode {
    this.#nextLine(this.#lineEnd + 1);
    if (this.#column > column) return this.#collection();
    if (isKey && this.#column === column && this.#isDash(this.#at)) return this.#sequence(column);
    const at = this.#lastEnd;
    return scalar(at, at, at, at, '', 'plain');
  }

  /** The scalar behind a key. */
  #beside(column: number): YamlNode {
    const at = this.#skipBlanks(this.#after);
    if (this.#text.charCodeAt(at) === OPENING) return this.#ended(this.#list(at), column);
    const value = this.#read(at);
    if (this.#isKey) throw NOT_PLAIN;
    return this.#ended(value, column);
  }

  /** What stands behind a dash: a scalar, a list or the first key of a mapping. */
  #item(column: number, from: number): YamlNode {
    const at = this.#skipBlanks(from);
    if (this.#isDash(at)) return this.#sequence(at - this.#lineStart);
    if (this.#text.charCodeAt(at) === OPENING) return this.#ended(this.#list(at), column);
    const first = this.#read(at);
    return this.#isKey ? this.#mapping(at - this.#lineStart, first) : this.#ended(first, column);
  }

  #skipBlanks(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  /** A list in brackets, from the opening one on: scalars, on one line. */
  #list(start: number): YamlSequence {
    const text = this.#text;
    const items: YamlScalar[] = [];
    let at = this.#skipBlanks(start + 1);
    while (text.charCodeAt(at) !== CLOSING || items.length > 0) {
      items.push(this.#listed(at));
      at = this.#skipBlanks(this.#after);
      if (text.charCodeAt(at) === CLOSING) break;
      if (text.charCodeAt(at) !== COMMA) throw NOT_PLAIN;
      at = this.#skipBlanks(at + 1);
    }
    if (!this.#isBlank(at + 1)) throw NOT_PLAIN;
    return { kind: 'sequence', start, end: at + 1, tag: undefined, items };
  }

  /** One scalar of a list in brackets. */
  #listed(at: number): YamlScalar {
    const first = this.#text.charCodeAt(at);
    if (first === QUOTE || first === DOUBLE_QUOTE) {
      const quoted = first === QUOTE ? this.#single(at + 1) : this.#double(at + 1);
      this.#after = quoted.end;
      return quoted;
    }
    PLAIN_IN_LIST.lastIndex = at;
    const text = PLAIN_IN_LIST.exec(this.#text)?.[0];
    if (text === undefined) throw NOT_PLAIN;
    const end = at + text.length;
    this.#after = end;
    return scalar(at, end, at, end, text, 'plain');
  }

  /** Goes on to the next line, which must not continue the node. */
  #ended<T extends YamlNode>(value: T, column: number): T {
    this.#lastEnd = value.end;
    this.#nextLine(this.#lineEnd + 1);
    if (this.#column > column) throw NOT_PLAIN;
    return value;
  }

  /** Reads the scalar at an offset, up to its colon, a comment or the end of the line. */
  #read(at: number): YamlScalar {
    const first = this.#text.charCodeAt(at);
    if (first === QUOTE) return this.#quoted(this.#single(at + 1));
    if (first === DOUBLE_QUOTE) return this.#quoted(this.#double(at + 1));
    if (INDICATORS.has(first) && (first !== DASH || this.#isDash(at))) throw NOT_PLAIN;
    return this.#plain(at);
  }

  #plain(start: number): YamlScalar {
    const text = this.#text;
    const lineEnd = this.#lineEnd;
    let end = start;
    this.#isKey = false;
    for (let at = start; at < lineEnd; at++) {
      const character = text.charCodeAt(at);
      // Letters and what else means nothing, which is nearly all.
      if (character > COLON && character <= TILDE) {
        end = at + 1;
        continue;
      }
      if (character === SPACE) continue;
      if (character === COLON && (at + 1 === lineEnd || text.charCodeAt(at + 1) === SPACE)) {
        this.#isKey = true;
        this.#after = at + 1;
        break;
      }
      if (character === HASH && text.charCodeAt(at - 1) === SPACE) break;
      if (character < SPACE || (character > TILDE && UNUSUAL.test(text[at]))) throw NOT_PLAIN;
      end = at + 1;
    }
    return scalar(start, end, start, end, text.slice(start, end), 'plain');
  }

  #single(start: number): YamlScalar {
    const text = this.#text;
    let end = text.indexOf("'", start);
    let isDoubled = false;
    for (; end >= 0 && text.charCodeAt(end + 1) === QUOTE; end = text.indexOf("'", end + 2)) isDoubled = true;
    if (end < 0 || end > this.#lineEnd) throw NOT_PLAIN;
    const content = text.slice(start, end);
    if (UNUSUAL.test(content)) throw NOT_PLAIN;
    return scalar(start - 1, end + 1, start, end, isDoubled ? content.replaceAll("''", "'") : content, 'single');
  }

  #double(start: number): YamlScalar {
    const text = this.#text;
    let end = start;
    let isEscaped = false;
    for (let character = text.charCodeAt(end); character !== DOUBLE_QUOTE; character = text.charCodeAt(++end)) {
      if (end >= this.#lineEnd) throw NOT_PLAIN;
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
    const text = this.#text;
    const at = this.#skipBlanks(value.end);
    this.#isKey = text.charCodeAt(at) === COLON && (at + 1 >= this.#lineEnd || text.charCodeAt(at + 1) === SPACE);
    if (this.#isKey) this.#after = at + 1;
    else if (!this.#isBlank(value.end)) throw NOT_PLAIN;
    return value;
  }
}

function scalar(
  start: number,
  end: number,
  contentStart: number,
  contentEnd: number,
  text: string,
  style: ScalarStyle,
): YamlScalar {
  return { kind: 'scalar', start, end, text, style, tag: undefined, contentStart, contentEnd, indent: -1 };
}
