import type { Place } from '../../model/place.ts';
import { MAX_STRING, quoted } from '../../model/quoted.ts';
import { stringData } from '../bind/canonical.ts';
import { bad, type DataProblem, type DataReading, type Spelling } from './data-reading.ts';
import { placesOf } from './hcl/string-value.ts';
import type { StringValue } from './hcl/value.ts';
import { withQuotes, withShortStrings } from './literal-fixes.ts';
import { type TextStrings, textStrings } from './text-strings.ts';

/** Reads the data of a TXT record as its provider publishes it. */
export function readText(type: 'TXT' | 'SPF', value: StringValue, place: Place, { texts }: Spelling): DataReading {
  const read = textStrings(value.value, texts);
  if (read.isOpen) {
    return bad(
      place,
      `has the text ${quoted(value.value)}, in which a quotation mark is missing.`,
      'Write each quotation mark inside the text as \\" and close what is opened.',
    );
  }
  const { strings } = read;
  return {
    state: 'read',
    rdata: { type, strings },
    data: strings.map(stringData).join(' '),
    valuePlace: place,
    textPlace: (start, end) => textPlace(value, read, place, start, end),
    isLiteral: (start, end) => {
      const { file, start: from, end: to } = textPlace(value, read, place, start, end);
      const written = file.slice(from, to);
      // A line break belongs to the way that several lines are written, not to the text alone.
      return !written.includes('\n') && written === strings.join('').slice(start, end);
    },
    problem: textProblem(value, read, place, texts),
  };
}

/** Where octets of the joined text are written. */
function textPlace(value: StringValue, { starts, ends }: TextStrings, around: Place, start: number, end: number) {
  const from = starts[start] ?? ends[ends.length - 1] ?? 0;
  const to = end > start ? (ends[Math.min(end, ends.length) - 1] ?? from) : from;
  return spanOf(placesOf(value, from, to)) ?? around;
}

/** Several places as one: all of it where they follow one another in a file, else the longest of them. */
function spanOf(places: readonly Place[]): Place | undefined {
  const first = places[0];
  if (places.length < 2) return first;
  const inOrder = places.every(({ file, start }, i) => i === 0 || (file === first.file && start >= places[i - 1].end));
  if (inOrder) return { file: first.file, start: first.start, end: places[places.length - 1].end };
  return places.reduce((best, place) => (place.end - place.start > best.end - best.start ? place : best));
}

function textProblem(
  value: StringValue,
  read: TextStrings,
  place: Place,
  style: Spelling['texts'],
): DataProblem | undefined {
  const { strings, isSplit } = read;
  const text = value.value;
  if (isSplit && /^v=(?:spf1|dmarc1|dkim1)\b/i.test(text.trim())) {
    return {
      rule: 'txt-unquoted',
      message: `has the text ${quoted(text)} without quotation marks inside it: every blank begins a new string, and receivers read ${quoted(strings.join(''))}.`,
      advice: `Write "\\"${text.trim()}\\"".`,
      place,
      fix: withQuotes(value, style),
    };
  }
  const long = strings.find((string) => string.length > MAX_STRING);
  if (long === undefined) return undefined;
  return {
    rule: 'txt-string-too-long',
    message: `has a text with a string of ${long.length} characters; at most ${MAX_STRING} are allowed in one, and the provider refuses the record when it is applied.`,
    advice:
      style === 'route53'
        ? 'Write \\"\\" inside the text, before character 255 and between two words, with the blank before it: "… include:a.example \\"\\"include:b.example …".'
        : 'Close and open the quotation marks before character 255: "\\"first part \\" \\"second part\\"".',
    place,
    fix: withShortStrings(value, read, style),
  };
}
