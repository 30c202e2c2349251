import { MAX_TEXT } from '../context.ts';
import { type Failure, failure } from '../convert.ts';
import { toInteger } from '../number.ts';
import { joinTexts, sliceText, text, withText } from '../string-value.ts';
import { bool, list, type StringValue, type Value } from '../value.ts';
import { fixed, type HclFunction, type TextsValue, variadic } from './define.ts';
import { graphemes } from './graphemes.ts';

/** The functions that take text apart and put it together; the parts keep their places. */
export const TEXT_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  chomp: fixed(['string'], ([source]) => sliceText(source, 0, source.value.replace(/[\r\n]+$/, '').length)),
  endswith: fixed(['string', 'string'], ([source, end]) => bool(source.value.endsWith(end.value))),
  indent: fixed(['number', 'string'], ([spaces, source]) => {
    const count = toInteger(spaces.value);
    if (count === undefined || count < 0) return failure('the indentation is not a whole number from 0');
    const lines = splitText(source, '\n');
    if (count * lines.length > MAX_TEXT) return failure('the text is too long');
    return joinTexts(lines.flatMap((line, i) => (i === 0 ? [line] : [text(`\n${' '.repeat(count)}`), line])));
  }),
  join: variadic(['string'], 'texts', ([separator], lists) => {
    if (lists.length === 0) return failure('“join” needs a list');
    return joinWith(separator, lists);
  }),
  lower: fixed(['string'], ([source]) =>
    withText(
      source,
      mapCase(source.value, (character) => character.toLowerCase()),
    ),
  ),
  split: fixed(['string', 'string'], ([separator, source]) => list(splitText(source, separator.value))),
  startswith: fixed(['string', 'string'], ([source, start]) => bool(source.value.startsWith(start.value))),
  strcontains: fixed(['string', 'string'], ([source, part]) => bool(source.value.includes(part.value))),
  strrev: fixed(['string'], ([source]) => text(graphemes(source.value).reverse().join(''))),
  substr: fixed(['string', 'number', 'number'], ([source, offset, length]) => {
    const start = toInteger(offset.value);
    const count = toInteger(length.value);
    if (start === undefined || count === undefined) return failure('offset and length are whole numbers');
    return substring(source, start, count);
  }),
  title: fixed(['string'], ([source]) =>
    withText(
      source,
      source.value.replace(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) =>
        mapCase(letter, (character) => character.toUpperCase()),
      ),
    ),
  ),
  trim: fixed(['string', 'string'], ([source, characters]) => {
    const unwanted = new Set(characters.value);
    return trimWhere(source, (character) => unwanted.has(character));
  }),
  trimprefix: fixed(['string', 'string'], ([source, prefix]) =>
    source.value.startsWith(prefix.value) ? sliceText(source, prefix.value.length) : source,
  ),
  trimspace: fixed(['string'], ([source]) => trimWhere(source, (character) => character.trim() === '')),
  trimsuffix: fixed(['string', 'string'], ([source, suffix]) =>
    source.value.endsWith(suffix.value) ? sliceText(source, 0, source.value.length - suffix.value.length) : source,
  ),
  upper: fixed(['string'], ([source]) =>
    withText(
      source,
      mapCase(source.value, (character) => character.toUpperCase()),
    ),
  ),
};

/** The parts between separators; every character where the separator is empty. */
export function splitText(source: StringValue, separator: string): StringValue[] {
  const { value } = source;
  if (value === '') return separator === '' ? [] : [source];
  const parts: StringValue[] = [];
  if (separator === '') {
    let at = 0;
    for (const character of value) {
      parts.push(sliceText(source, at, at + character.length));
      at += character.length;
    }
    return parts;
  }
  // Slicing the pieces of the whole text for each part would cost the product of both.
  const isOnePiece = source.pieces.length <= 1;
  let rest = source;
  let start = 0;
  for (let end = value.indexOf(separator); end >= 0; end = value.indexOf(separator, start)) {
    if (isOnePiece) parts.push(sliceText(source, start, end));
    else {
      parts.push(sliceText(rest, 0, end - start));
      rest = sliceText(rest, end - start + separator.length);
    }
    start = end + separator.length;
  }
  parts.push(isOnePiece ? sliceText(source, start) : rest);
  return parts;
}

function joinWith(separator: StringValue, lists: readonly TextsValue[]): Value | Failure {
  const parts: StringValue[] = [];
  let length = 0;
  for (const element of lists.flatMap(({ elements }) => elements)) {
    if (element.kind === 'null') return failure('an element to join is null');
    if (parts.length > 0) parts.push(separator);
    parts.push(element);
    length += element.value.length + separator.value.length;
    if (length > MAX_TEXT) return failure('the joined text is too long');
  }
  return parts.length === 0 ? text('') : joinTexts(parts);
}

/** Characters as people count them; a negative offset counts from the end, and a negative length is all the rest. */
function substring(source: StringValue, offset: number, length: number): StringValue {
  const characters = graphemes(source.value);
  const start = offset < 0 ? Math.max(0, characters.length + offset) : Math.min(offset, characters.length);
  const end = length < 0 ? characters.length : Math.min(characters.length, start + length);
  const units = (from: number, to: number) => characters.slice(from, to).join('').length;
  const begin = units(0, start);
  return sliceText(source, begin, begin + units(start, end));
}

function trimWhere(source: StringValue, isUnwanted: (character: string) => boolean): StringValue {
  const characters = [...source.value];
  let from = 0;
  let to = characters.length;
  let start = 0;
  let end = source.value.length;
  while (from < to && isUnwanted(characters[from])) start += characters[from++].length;
  while (to > from && isUnwanted(characters[to - 1])) end -= characters[--to].length;
  return sliceText(source, start, end);
}

/** Letter by letter; a letter whose other case is more than one letter stays. */
function mapCase(value: string, change: (character: string) => string): string {
  const whole = change(value);
  if (whole.length === value.length) return whole;
  return Array.from(value, (character) => {
    const changed = change(character);
    return [...changed].length === 1 ? changed : character;
  }).join('');
}
