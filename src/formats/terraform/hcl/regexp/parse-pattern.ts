import { type CharacterSet, setOf } from './character-set.ts';
import { readBracketClass, readEscape } from './classes.ts';
import { compile, type Node, type Program } from './program.ts';

/** Groups in groups; each level is a call. */
const MAX_NESTING = 100;
/** RE2's own bound on counted repetition. */
const MAX_REPEAT = 1000;
const NEWLINE = 0x0a;

/** What `(?ims)` switches. */
export interface Flags {
  readonly ignoresCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly ungreedy: boolean;
}

export class PatternReader {
  readonly characters: readonly string[];
  at = 0;
  readonly groups: (string | undefined)[] = [];
  nesting = 0;
  /** The first thing that is wrong. */
  mistake: string | undefined;

  constructor(pattern: string) {
    this.characters = Array.from(pattern);
  }

  get next(): string | undefined {
    return this.characters[this.at];
  }

  accept(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.characters[this.at + i] !== text[i]) return false;
    this.at += text.length;
    return true;
  }

  fail(mistake: string): undefined {
    this.mistake ??= mistake;
    return undefined;
  }
}

/** Reads a pattern in the syntax of RE2, which Terraform has; a text says what is wrong with it. */
export function parsePattern(pattern: string): Program | string {
  const reader = new PatternReader(pattern);
  const node = readChoice(reader, { ignoresCase: false, multiLine: false, dotAll: false, ungreedy: false });
  if (node !== undefined && reader.next !== undefined) reader.fail('there is a “)” too many');
  if (node === undefined || reader.mistake !== undefined) return reader.mistake ?? 'it cannot be read';
  return compile(node, reader.groups) ?? 'it is too long when its repetitions are written out';
}

function readChoice(reader: PatternReader, outer: Flags): Node | undefined {
  const choices: Node[] = [];
  let nodes: Node[] = [];
  let flags = outer;
  for (;;) {
    const { next } = reader;
    if (next === undefined || next === ')') {
      choices.push({ kind: 'sequence', nodes });
      return choices.length === 1 ? choices[0] : { kind: 'choice', nodes: choices };
    }
    if (reader.accept('|')) {
      choices.push({ kind: 'sequence', nodes });
      nodes = [];
      continue;
    }
    const switched = readFlagSwitch(reader, flags);
    if (switched !== undefined) {
      flags = switched;
      continue;
    }
    const atom = readAtom(reader, flags);
    const repeated = atom === undefined ? undefined : readRepeat(reader, atom, flags);
    if (repeated === undefined) return undefined;
    nodes.push(repeated);
  }
}

/** `(?i)`: for the rest of the group. */
function readFlagSwitch(reader: PatternReader, flags: Flags): Flags | undefined {
  if (reader.next !== '(' || reader.characters[reader.at + 1] !== '?') return undefined;
  const match = /^\(\?([imsU]*)(?:-([imsU]+))?\)/.exec(reader.characters.slice(reader.at, reader.at + 16).join(''));
  if (match === null) return undefined;
  reader.at += match[0].length;
  return withFlags(flags, match[1], match[2] ?? '');
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const value = (letter: string, before: boolean) => !off.includes(letter) && (before || on.includes(letter));
  return {
    ignoresCase: value('i', flags.ignoresCase),
    multiLine: value('m', flags.multiLine),
    dotAll: value('s', flags.dotAll),
    ungreedy: value('U', flags.ungreedy),
  };
}

function readAtom(reader: PatternReader, flags: Flags): Node | undefined {
  const character = reader.next!;
  switch (character) {
    case '(':
      return readGroup(reader, flags);
    case '[': {
      const set = readBracketClass(reader, flags);
      return set === undefined ? undefined : { kind: 'character', set };
    }
    case '\\':
      return readEscape(reader, flags);
    case '*':
    case '+':
    case '?':
      return reader.fail(`there is nothing that “${character}” could repeat`);
    default:
  }
  reader.at++;
  if (character === '^') return { kind: 'assert', assertion: flags.multiLine ? 'line-start' : 'text-start' };
  if (character === '$') return { kind: 'assert', assertion: flags.multiLine ? 'line-end' : 'text-end' };
  if (character === '.') return { kind: 'character', set: flags.dotAll ? () => true : isNoNewline };
  return { kind: 'character', set: single(character, flags) };
}

const isNoNewline: CharacterSet = (codePoint) => codePoint !== NEWLINE;

export function single(character: string, flags: Flags): CharacterSet {
  const codePoint = character.codePointAt(0)!;
  if (flags.ignoresCase) return setOf([[codePoint, codePoint]], true);
  return (other) => other === codePoint;
}

function readGroup(reader: PatternReader, outer: Flags): Node | undefined {
  if (reader.nesting >= MAX_NESTING) return reader.fail('its groups are nested too deep');
  reader.at++;
  let flags = outer;
  let number: number | undefined;
  if (reader.accept('?')) {
    const opening = /^(?:P?<(\w+)>|([imsU]*)(?:-([imsU]+))?:)/.exec(
      reader.characters.slice(reader.at, reader.at + 100).join(''),
    );
    if (opening === null) return reader.fail('a group begins in a way that Terraform does not know');
    reader.at += opening[0].length;
    if (opening[1] !== undefined) number = reader.groups.push(opening[1]);
    else flags = withFlags(outer, opening[2] ?? '', opening[3] ?? '');
  } else number = reader.groups.push(undefined);
  reader.nesting++;
  const node = readChoice(reader, flags);
  reader.nesting--;
  if (node === undefined) return undefined;
  if (!reader.accept(')')) return reader.fail('a group is not closed with “)”');
  return number === undefined ? node : { kind: 'group', number, node };
}

function readRepeat(reader: PatternReader, node: Node, flags: Flags): Node | undefined {
  const counts = readCounts(reader);
  if (counts === undefined) return reader.mistake === undefined ? node : undefined;
  const { min, max } = counts;
  if (min > MAX_REPEAT || (max > MAX_REPEAT && max !== Number.POSITIVE_INFINITY) || max < min) {
    return reader.fail(`a repetition is counted from 0 to ${MAX_REPEAT}`);
  }
  const lazy = reader.accept('?') !== flags.ungreedy;
  if (reader.next === '*' || reader.next === '+' || reader.next === '?') {
    return reader.fail(`there is nothing that “${reader.next}” could repeat`);
  }
  return { kind: 'repeat', node, min, max, lazy };
}

function readCounts(reader: PatternReader): { readonly min: number; readonly max: number } | undefined {
  if (reader.accept('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (reader.accept('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (reader.accept('?')) return { min: 0, max: 1 };
  if (reader.next !== '{') return undefined;
  const match = /^\{(\d{1,6})(?:(,)(\d{1,6})?)?\}/.exec(reader.characters.slice(reader.at, reader.at + 16).join(''));
  if (match === null) return undefined;
  reader.at += match[0].length;
  const min = Number(match[1]);
  if (match[2] === undefined) return { min, max: min };
  return { min, max: match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3]) };
}
