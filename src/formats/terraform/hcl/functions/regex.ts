import { type Context, MAX_ELEMENTS, MAX_TEXT } from '../context.ts';
import { type Failure, failure } from '../convert.ts';
import { parsePattern } from '../regexp/parse-pattern.ts';
import type { Program } from '../regexp/program.ts';
import { type Match, search } from '../regexp/search.ts';
import { joinTexts, sliceText, text } from '../string-value.ts';
import { list, nullValue, object, type StringValue, tuple, unknown, type Value } from '../value.ts';
import { fixed, type HclFunction } from './define.ts';
import { splitText } from './text.ts';

/** The functions that search with patterns. */
export const REGEX_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  regex: fixed(['string', 'string'], ([pattern, source], { context }) => {
    const found = findAll(pattern.value, source.value, context, 1);
    if (!isFound(found)) return found;
    if (found.matches.length === 0) return failure('the pattern is not found in the text');
    return captured(found.program, source, found.matches[0]);
  }),
  regexall: fixed(['string', 'string'], ([pattern, source], { context }) => {
    const found = findAll(pattern.value, source.value, context, MAX_ELEMENTS);
    if (!isFound(found)) return found;
    return list(found.matches.map((match) => captured(found.program, source, match)));
  }),
  replace: fixed(['string', 'string', 'string'], ([source, wanted, replacement], { context }) => {
    const isPattern = wanted.value.length > 1 && wanted.value.startsWith('/') && wanted.value.endsWith('/');
    if (!isPattern) return replacePlain(source, wanted.value, replacement);
    const found = findAll(wanted.value.slice(1, -1), source.value, context, MAX_ELEMENTS);
    if (!isFound(found)) return found;
    const parts: StringValue[] = [];
    let at = 0;
    let length = source.value.length;
    for (const match of found.matches) {
      const written = expand(replacement, found.program, source, match);
      parts.push(sliceText(source, at, match[0]), ...written);
      at = match[1];
      length += written.reduce((sum, { value }) => sum + value.length, 0);
      if (length > MAX_TEXT) return failure('the text is too long');
    }
    return joinTexts([...parts, sliceText(source, at)]);
  }),
};

interface AllFound {
  readonly program: Program;
  readonly matches: readonly Match[];
}

function isFound(found: AllFound | Value | Failure): found is AllFound {
  return 'program' in found;
}

/** Matches from left to right without overlap, at most so many. */
function findAll(pattern: string, source: string, { run }: Context, most: number): AllFound | Value | Failure {
  if (!run.spendText(pattern.length * 32)) return unknown('the expressions of this module ask for too much work');
  const program = parsePattern(pattern);
  if (typeof program === 'string') return failure(`the pattern “${pattern.slice(0, 80)}” is not valid: ${program}`);
  const matches: Match[] = [];
  let from = 0;
  while (matches.length < most && from <= source.length) {
    const match = search(program, source, from, (units) => run.spend(units));
    if (match === 'stopped') return unknown('the expressions of this module ask for too much work');
    if (match === undefined) break;
    const [start, end] = match;
    const last = matches[matches.length - 1];
    const width = (source.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
    // An empty match right behind another one is none.
    if (start < end || last === undefined || last[1] !== end) matches.push(match);
    from = start < end ? end : end + width;
  }
  return { program, matches };
}

/** The whole match, the list of the groups, or an object where the groups have names. */
function captured({ groups }: Program, source: StringValue, match: Match): Value {
  if (groups.length === 0) return sliceText(source, match[0], match[1]);
  const parts = groups.map((_, i) => group(source, match, i + 1) ?? nullValue());
  const names = groups.filter((name) => name !== undefined);
  if (names.length === 0) return tuple(parts);
  return object(new Map(groups.flatMap((name, i) => (name === undefined ? [] : [[name, parts[i]] as const]))));
}

function group(source: StringValue, match: Match, number: number): StringValue | undefined {
  const start = match[number * 2];
  return start === undefined || start < 0 ? undefined : sliceText(source, start, match[number * 2 + 1]);
}

/** `$1` and `${name}` in a replacement stand for groups; the name goes as far as it can. */
function expand(replacement: StringValue, program: Program, source: StringValue, match: Match): StringValue[] {
  const parts: StringValue[] = [];
  let at = 0;
  for (const found of replacement.value.matchAll(/\$(?:\$|(\w+)|\{(\w+)\})/g)) {
    parts.push(sliceText(replacement, at, found.index));
    at = found.index + found[0].length;
    const name = found[1] ?? found[2];
    if (name === undefined) parts.push(text('$'));
    else {
      const number = /^\d+$/.test(name) ? Number(name) : program.groups.indexOf(name) + 1;
      if (number > 0 || name === '0') parts.push(group(source, match, number) ?? text(''));
    }
  }
  parts.push(sliceText(replacement, at));
  return parts;
}

function replacePlain(source: StringValue, wanted: string, replacement: StringValue): Value | Failure {
  const pieces = splitText(source, wanted);
  if (wanted === '') return replaceBetween(pieces, replacement);
  if (source.value.length + pieces.length * replacement.value.length > MAX_TEXT) return failure('the text is too long');
  return joinTexts(pieces.flatMap((piece, i) => (i === 0 ? [piece] : [replacement, piece])));
}

/** An empty text is found before and behind every character. */
function replaceBetween(characters: readonly StringValue[], replacement: StringValue): Value | Failure {
  if ((characters.length + 1) * (replacement.value.length + 1) > MAX_TEXT) return failure('the text is too long');
  return joinTexts([...characters.flatMap((character) => [replacement, character]), replacement]);
}
