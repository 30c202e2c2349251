import {
  type CharacterSet,
  ESCAPED_CLASSES,
  NAMED_CLASSES,
  opposite,
  type Ranges,
  setOf,
  unicodeSet,
} from './character-set.ts';
import { type Flags, type PatternReader, single } from './parse-pattern.ts';
import type { Assertion, Node } from './program.ts';

const MAX_CODE_POINT = 0x10ffff;
const CONTROLS: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  A: 'text-start',
  b: 'word-boundary',
  B: 'no-word-boundary',
  z: 'text-end',
};

/** Reads a backslash and what it escapes, outside of a class. */
export function readEscape(reader: PatternReader, flags: Flags): Node | undefined {
  const letter = reader.characters[reader.at + 1];
  if (letter === undefined) return reader.fail('it ends in a backslash');
  if (Object.hasOwn(ASSERTIONS, letter)) {
    reader.at += 2;
    return { kind: 'assert', assertion: ASSERTIONS[letter] };
  }
  if (letter === 'Q') return readQuoted(reader, flags);
  const item = readEscapedItem(reader);
  if (item === undefined) return undefined;
  return { kind: 'character', set: typeof item === 'function' ? item : setOf(item, flags.ignoresCase) };
}

/** `\Q…\E`: everything stands for itself. */
function readQuoted(reader: PatternReader, flags: Flags): Node {
  reader.at += 2;
  const nodes: Node[] = [];
  while (reader.next !== undefined && !reader.accept('\\E')) {
    nodes.push({ kind: 'character', set: single(reader.next, flags) });
    reader.at++;
  }
  return { kind: 'sequence', nodes };
}

/** One character, or the class that an escape stands for. */
function readEscapedItem(reader: PatternReader): Ranges | CharacterSet | undefined {
  const letter = reader.characters[reader.at + 1];
  if (letter === undefined) return reader.fail('it ends in a backslash');
  reader.at += 2;
  if (Object.hasOwn(ESCAPED_CLASSES, letter)) return ESCAPED_CLASSES[letter];
  if (letter === 'p' || letter === 'P') return readUnicode(reader, letter === 'P');
  const codePoint = readCodePoint(reader, letter);
  return codePoint === undefined ? undefined : [[codePoint, codePoint]];
}

function readUnicode(reader: PatternReader, negated: boolean): CharacterSet | undefined {
  const rest = reader.characters.slice(reader.at, reader.at + 40).join('');
  const match = /^(?:\{(\^?)(\w+)\}|([A-Z]))/.exec(rest);
  const set = match === null ? undefined : unicodeSet(match[2] ?? match[3], negated !== (match[1] === '^'));
  if (match === null || set === undefined) return reader.fail('it names no class of characters after “\\p”');
  reader.at += match[0].length;
  return set;
}

function readCodePoint(reader: PatternReader, letter: string): number | undefined {
  if (Object.hasOwn(CONTROLS, letter)) return CONTROLS[letter].charCodeAt(0);
  const rest = reader.characters.slice(reader.at, reader.at + 12).join('');
  if (letter === 'x') {
    const match = /^(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,6})\})/.exec(rest);
    const value = match === null ? MAX_CODE_POINT + 1 : Number.parseInt(match[1] ?? match[2], 16);
    if (match === null || value > MAX_CODE_POINT) return reader.fail('“\\x” has no character');
    reader.at += match[0].length;
    return value;
  }
  if (letter === '0' || (/[1-7]/.test(letter) && /^[0-7]/.test(rest))) {
    const digits = /^[0-7]{0,2}/.exec(rest)![0];
    reader.at += digits.length;
    return Number.parseInt(letter + digits, 8);
  }
  if (/[0-9A-Za-z]/.test(letter)) return reader.fail(`“\\${letter}” means nothing`);
  return letter.codePointAt(0);
}

/** Reads `[…]`. */
export function readBracketClass(reader: PatternReader, flags: Flags): CharacterSet | undefined {
  reader.at++;
  const negated = reader.accept('^');
  const ranges: [number, number][] = [];
  const sets: CharacterSet[] = [];
  for (let isFirst = true; isFirst || reader.next !== ']'; isFirst = false) {
    if (reader.next === undefined) return reader.fail('a class is not closed with “]”');
    const item = readNamed(reader) ?? readClassItem(reader);
    if (item === undefined) return undefined;
    if (typeof item === 'function') {
      sets.push(item);
      continue;
    }
    const isSingle = item.length === 1 && item[0][0] === item[0][1];
    const beforeLast = reader.characters[reader.at + 1];
    if (!isSingle || reader.next !== '-' || beforeLast === ']' || beforeLast === undefined) {
      for (const [first, last] of item) ranges.push([first, last]);
      continue;
    }
    reader.at++;
    const last = readClassItem(reader);
    if (last === undefined) return undefined;
    if (typeof last === 'function' || last.length !== 1 || last[0][0] !== last[0][1] || last[0][0] < item[0][0]) {
      return reader.fail('a range in a class has no order');
    }
    ranges.push([item[0][0], last[0][0]]);
  }
  reader.at++;
  const plain = setOf(
    negated && sets.length === 0 && !flags.ignoresCase ? opposite(ranges) : ranges,
    flags.ignoresCase,
  );
  if (sets.length === 0 && !(negated && flags.ignoresCase)) return plain;
  return (codePoint) => (plain(codePoint) || sets.some((set) => set(codePoint))) !== negated;
}

function readNamed(reader: PatternReader): Ranges | undefined {
  const match = /^\[:(\^?)(\w+):\]/.exec(reader.characters.slice(reader.at, reader.at + 14).join(''));
  if (match === null || !Object.hasOwn(NAMED_CLASSES, match[2])) return undefined;
  reader.at += match[0].length;
  return match[1] === '^' ? opposite(NAMED_CLASSES[match[2]]) : NAMED_CLASSES[match[2]];
}

function readClassItem(reader: PatternReader): Ranges | CharacterSet | undefined {
  if (reader.next === '\\') return readEscapedItem(reader);
  const codePoint = reader.next?.codePointAt(0);
  if (codePoint === undefined) return reader.fail('a class is not closed with “]”');
  reader.at++;
  return [[codePoint, codePoint]];
}
