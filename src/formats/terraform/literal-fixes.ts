import type { Edit, Fix } from '../../model/finding.ts';
import type { Place } from '../../model/place.ts';
import { MAX_STRING } from '../../model/quoted.ts';
import { SourceFile } from '../../model/source-file.ts';
import { parseExpressionText } from './hcl/parse.ts';
import { placesOf } from './hcl/string-value.ts';
import type { StringValue } from './hcl/value.ts';
import type { TextStyle } from './provider.ts';
import { type TextStrings, textStrings } from './text-strings.ts';

/** A text that stands in quotation marks in a file, whole and in one place, as corrections need it. */
interface Literal {
  readonly place: Place;
  /** What stands between the quotation marks. */
  readonly raw: string;
}

/** Adds the final dot to a name. */
export function withDot(value: StringValue): Fix | undefined {
  const [place, ...more] = placesOf(value, 0, value.value.length);
  // The name may be a part of its literal only, as behind the preference of an MX record.
  if (place === undefined || more.length > 0 || place.file.slice(place.start, place.end) !== value.value)
    return undefined;
  return /^[ "]/.test(place.file.slice(place.end, place.end + 1))
    ? { description: 'Add the final dot', edits: [behind(place.file, place.end, '.')] }
    : undefined;
}

/** Puts quotation marks around a text whose blanks would make several strings of it. */
export function withQuotes(value: StringValue, style: TextStyle): Fix | undefined {
  const literal = literalOf(value);
  if (literal === undefined || /["\\]/.test(value.value) || value.value.length > MAX_STRING) return undefined;
  const edits: Edit[] = [{ place: literal.place, text: `\\"${literal.raw}\\"` }];
  return (
    reread(literal, edits, style, value.value) && {
      description: 'Put quotation marks inside the text',
      edits: aloneIn(literal, edits),
    }
  );
}

/** Divides the strings of a text that are too long, between two words where it has some. */
export function withShortStrings(value: StringValue, read: TextStrings, style: TextStyle): Fix | undefined {
  const literal = literalOf(value);
  const all = read.strings.join('');
  if (literal === undefined || /[^\x20-\x7e]/.test(all)) return undefined;
  const edits: Edit[] = [];
  for (const at of cuts(read.strings)) {
    const [place] = placesOf(value, read.starts[at], read.starts[at]);
    if (place === undefined || place.file.slice(place.start - 1, place.start) !== all[at - 1]) return undefined;
    edits.push(behind(place.file, place.start, style === 'route53' ? '\\"\\"' : '\\" \\"'));
  }
  return (
    reread(literal, edits, style, all) && {
      description: 'Divide the text into strings of at most 255 characters',
      edits: aloneIn(literal, edits),
    }
  );
}

/** Where strings have to be divided, as offsets in the joined text. */
function cuts(strings: readonly string[]): number[] {
  const found: number[] = [];
  let base = 0;
  for (const string of strings) {
    for (let at = 0; string.length - at > MAX_STRING; ) {
      const blank = string.lastIndexOf(' ', at + MAX_STRING - 1);
      at = blank >= at + 1 ? blank + 1 : at + MAX_STRING;
      found.push(base + at);
    }
    base += string.length;
  }
  return found;
}

function literalOf(value: StringValue): Literal | undefined {
  const [place, ...more] = placesOf(value, 0, value.value.length);
  if (place === undefined || more.length > 0) return undefined;
  const { file, start, end } = place;
  const raw = file.slice(start, end);
  const isQuoted = file.slice(start - 1, start) === '"' && file.slice(end, end + 1) === '"';
  return isQuoted && textOf(raw) === value.value ? { place, raw } : undefined;
}

/** What a literal comes to; undefined where it is more than a literal. */
function textOf(raw: string): string | undefined {
  const { expression } = parseExpressionText(new SourceFile('a correction', `"${raw}"`));
  return expression?.kind === 'literal' && expression.value.kind === 'string' ? expression.value.value : undefined;
}

/** A character with something behind it: a place of its own would be empty. */
function behind(file: SourceFile, offset: number, text: string): Edit {
  const place = { file, start: offset - 1, end: offset };
  return { place, text: `${file.slice(place.start, place.end)}${text}` };
}

/** Whether the corrected literal is the same text, in strings that the provider takes. */
function reread({ place, raw }: Literal, edits: readonly Edit[], style: TextStyle, all: string): true | undefined {
  let corrected = raw;
  for (const { place: edited, text } of [...edits].reverse()) {
    corrected = corrected.slice(0, edited.start - place.start) + text + corrected.slice(edited.end - place.start);
  }
  const text = textOf(corrected);
  if (text === undefined) return undefined;
  const { strings, isOpen, isSplit } = textStrings(text, style);
  const isWell = !isOpen && !isSplit && strings.every(({ length }) => length <= MAX_STRING);
  return isWell && strings.join('') === all ? true : undefined;
}

/** The edits, which hold only where nothing else in the literal changes: that is how it was read again. */
function aloneIn({ place }: Literal, edits: readonly Edit[]): Edit[] {
  const isOwn = (other: Edit) =>
    edits.some(
      ({ place: { start, end }, text }) =>
        other.place.start === start && other.place.end === end && other.text === text,
    );
  const isElsewhere = ({ place: other }: Edit) =>
    other.file.path !== place.file.path || other.end <= place.start || other.start >= place.end;
  const holdsAmong = (all: readonly Edit[]) => all.every((other) => isOwn(other) || isElsewhere(other));
  return edits.map((edit) => ({ ...edit, holdsAmong }));
}
