import type { Place } from '../../../model/place.ts';
import { convert } from '../hcl/convert.ts';
import { parseDecimal } from '../hcl/number.ts';
import { textAt } from '../hcl/string-value.ts';
import { bool, nullValue, number, object, placeOf, tuple, unknown, type Value } from '../hcl/value.ts';
import { isObject, type Json } from './plan.ts';

/** Elements of one list that are paired with those of the configuration; each looks at all others. */
const MAX_PAIRED = 1_000;

/** A value of a plan: what it is, what of it is known only after apply, and what is marked as sensitive. */
export interface PlannedJson {
  readonly value: Json | undefined;
  readonly unknown: Json | undefined;
  readonly sensitive: Json | undefined;
}

/**
 * A value of a plan as the configuration would give it. `written` is what the configuration comes to by itself: where
 * both say the same the text keeps its places, else the plan is right and the place is that of the whole expression.
 * What is sensitive is unknown, so that no message can repeat it.
 */
export function plannedValue({ value, unknown: open, sensitive }: PlannedJson, written: Value | undefined): Value {
  // What the files leave open comes from elsewhere; the argument that it is given to is the place.
  const place = written === undefined || written.kind === 'unknown' ? undefined : placeOf(written);
  if (sensitive === true) return unknown('it is marked as sensitive', place);
  if (open === true) return written?.kind === 'unknown' ? written : unknown('it is known only after apply', place);
  if (value === undefined || value === null) return nullValue(place);
  if (typeof value === 'string') return plannedText(value, written, place);
  if (typeof value === 'boolean') return bool(value, place);
  if (typeof value === 'number') {
    const decimal = parseDecimal(String(value));
    return decimal === undefined ? unknown('it is a number that cannot be read', place) : number(decimal, place);
  }
  if (isObject(value)) {
    const names = new Set([...Object.keys(value), ...(isObject(open) ? Object.keys(open) : [])]);
    const entries = [...names].map((name): [string, Value] => {
      const inner = { value: value[name], unknown: at(open, name), sensitive: at(sensitive, name) };
      return [
        name,
        plannedValue(inner, written !== undefined && 'entries' in written ? written.entries.get(name) : written),
      ];
    });
    return object(new Map(entries), place);
  }
  const isPaired = written !== undefined && 'elements' in written && value.length <= MAX_PAIRED;
  const candidates = isPaired ? [...written.elements] : undefined;
  const elements = value.map((element: Json, i: number) => {
    const inner = { value: element, unknown: at(open, i), sensitive: at(sensitive, i) };
    return plannedValue(inner, candidates === undefined ? written : take(candidates, element));
  });
  return tuple(elements, place);
}

function plannedText(value: string, written: Value | undefined, place: Place | undefined): Value {
  const same = written === undefined || written.kind === 'unknown' ? undefined : convert(written, 'string');
  return same?.kind === 'string' && same.value === value ? same : textAt(value, place);
}

/** The element of the configuration that a planned one comes from: Terraform sorts sets in its own order. */
function take(candidates: Value[], element: Json): Value | undefined {
  const best = candidates.findIndex((candidate) => isSame(candidate, element));
  const index = best >= 0 ? best : candidates.findIndex(({ kind }) => kind === 'unknown');
  return index < 0 ? undefined : candidates.splice(index, 1)[0];
}

/** Whether a value may be what the plan says; what is unknown may be anything, but only inside of something that is not. */
export function isSame(value: Value, planned: Json): boolean {
  if (isObject(planned)) {
    if (!('entries' in value)) return false;
    return [...value.entries].every(
      ([name, entry]) => entry.kind === 'unknown' || isSame(entry, planned[name] ?? null),
    );
  }
  if (Array.isArray(planned)) {
    if (!('elements' in value) || value.elements.length !== planned.length) return false;
    return value.elements.every((entry, i) => entry.kind === 'unknown' || isSame(entry, planned[i]));
  }
  if (planned === null) return value.kind === 'null';
  if (value.kind === 'null' || value.kind === 'unknown') return false;
  const text = convert(value, 'string');
  return text.kind === 'string' && text.value === String(planned);
}

function at(shape: Json | undefined, key: string | number): Json | undefined {
  if (shape === true) return true;
  if (typeof key === 'number') return Array.isArray(shape) ? (shape[key] as Json) : undefined;
  return isObject(shape) ? shape[key] : undefined;
}
