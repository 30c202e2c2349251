import { MAX_ELEMENTS } from '../context.ts';
import { convert, type Failure, failure, findUnknown, show, toText } from '../convert.ts';
import { joinTexts, sliceText, text } from '../string-value.ts';
import { list, type StringValue, unknown, type Value } from '../value.ts';
import { type HclFunction, variadic } from './define.ts';
import { formatNumber } from './format-number.ts';
import { graphemes } from './graphemes.ts';
import { jsonText } from './json-text.ts';

const VERB = /%(?:(%)|([ +\-#0]*)(\d+)?(?:\.(\d*))?(?:\[(\d+)\])?([a-zA-Z]))/y;
/** Wider columns are a mistake, and would cost memory. */
const MAX_WIDTH = 10_000;

export interface Verb {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** `format` and `formatlist`. */
export const FORMAT_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  format: variadic(['string'], 'anything', ([layout], values) => format(layout, values)),
  formatlist: variadic(['string'], 'anything', ([layout], values): Value | Failure => {
    const notKnown = values.find(({ kind }) => kind === 'unknown');
    if (notKnown?.kind === 'unknown') return unknown(notKnown.reason);
    const lengths = new Set(values.flatMap((value) => ('elements' in value ? [value.elements.length] : [])));
    if (lengths.size > 1) return failure('the lists are of different lengths');
    const count = lengths.size === 0 ? 1 : [...lengths][0];
    if (count > MAX_ELEMENTS) return failure('the lists are too long');
    const texts: Value[] = [];
    for (let i = 0; i < count; i++) {
      const formatted = format(
        layout,
        values.map((value) => ('elements' in value ? value.elements[i] : value)),
      );
      if (formatted.kind === 'failure') return formatted;
      texts.push(formatted);
    }
    return list(texts);
  }),
};

/** Puts values into a layout with verbs such as `%s` and `%05d`; each keeps its place. */
function format(layout: StringValue, values: readonly Value[]): Value | Failure {
  const { value: source } = layout;
  const parts: StringValue[] = [];
  let at = 0;
  let used = 0;
  let next = 0;
  let notKnown: Value | undefined;
  for (let percent = source.indexOf('%'); percent >= 0; percent = source.indexOf('%', at)) {
    parts.push(sliceText(layout, at, percent));
    VERB.lastIndex = percent;
    const match = VERB.exec(source);
    if (match === null) return failure(`“${source.slice(percent, percent + 10)}” in the layout is no verb`);
    at = VERB.lastIndex;
    if (match[1] !== undefined) {
      parts.push(text('%'));
      continue;
    }
    const [, , flags, width = '0', precision, position, letter] = match;
    if (position !== undefined) next = Number(position) - 1;
    const value = values[next];
    if (value === undefined) return failure(`there is no value for “${match[0]}”`);
    used = Math.max(used, ++next);
    if (value.kind === 'unknown' || value.kind === 'null') {
      notKnown ??= value.kind === 'unknown' ? value : unknown('null is put into a text');
      continue;
    }
    const verb = {
      flags,
      width: Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      letter,
    };
    if (verb.width > MAX_WIDTH || (verb.precision ?? 0) > MAX_WIDTH) return failure(`“${match[0]}” is too wide`);
    const formatted = formatOne(verb, value);
    if (formatted.kind === 'failure') return formatted;
    parts.push(...padded(formatted, verb));
  }
  if (used < values.length && !source.includes('[')) {
    return failure(`there are ${values.length} values but the layout has a place for ${used}`);
  }
  parts.push(sliceText(layout, at));
  return notKnown?.kind === 'unknown' ? unknown(notKnown.reason) : joinTexts(parts);
}

function formatOne(verb: Verb, value: Value): StringValue | Failure {
  const { letter, flags } = verb;
  if (letter === 'v') return flags.includes('#') ? asJson(value) : plain(value);
  if (letter === 's' || letter === 'q') {
    const shown = toText(value);
    if (shown === undefined) return failure(`${show(value)} cannot be shown by “%${letter}”`);
    const short = verb.precision === undefined ? shown : cut(shown, verb.precision);
    return letter === 's' ? short : text(jsonText({ ...short, pieces: [] }) ?? '');
  }
  if (letter === 't') {
    const converted = convert(value, 'bool');
    return converted.kind === 'bool'
      ? text(String(converted.value))
      : failure(`${show(value)} cannot be shown by “%t”`);
  }
  const converted = convert(value, 'number');
  if (converted.kind !== 'number') return failure(`${show(value)} cannot be shown by “%${letter}”`);
  const formatted = formatNumber(verb, converted.value);
  return formatted === undefined ? failure(`${show(value)} cannot be shown by “%${letter}”`) : text(formatted);
}

/** Text and numbers as they are, the rest as JSON. */
function plain(value: Value): StringValue | Failure {
  if (value.kind === 'string') return value;
  if (value.kind !== 'number') return asJson(value);
  return text(formatNumber({ flags: '', width: 0, precision: undefined, letter: 'g' }, value.value) ?? '');
}

function asJson(value: Value): StringValue | Failure {
  const notKnown = findUnknown(value);
  const written = notKnown === undefined ? jsonText(value) : undefined;
  return written === undefined ? failure('the value cannot be shown') : text(written);
}

function cut(source: StringValue, count: number): StringValue {
  return sliceText(source, 0, graphemes(source.value).slice(0, count).join('').length);
}

function padded(source: StringValue, { width, flags, letter }: Verb): StringValue[] {
  const missing = width === 0 ? 0 : width - graphemes(source.value).length;
  if (missing <= 0) return [source];
  if (flags.includes('-')) return [source, text(' '.repeat(missing))];
  if (!flags.includes('0') || letter === 'v') return [text(' '.repeat(missing)), source];
  const sign = /^[+-]/.exec(source.value)?.[0] ?? '';
  return [text(sign + '0'.repeat(missing)), sliceText(source, sign.length)];
}
