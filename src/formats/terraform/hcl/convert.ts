import { quoted } from '../../../model/quoted.ts';
import { compareDecimals, formatDecimal, parseDecimal } from './number.ts';
import { textAt } from './string-value.ts';
import { describeType, type ObjectType, type TupleType, type Type, typeOf, unifyTypes } from './type.ts';
import {
  bool,
  type MappingValue,
  map,
  nullValue,
  number,
  object,
  placeOf,
  type SequenceValue,
  type StringValue,
  type Value,
} from './value.ts';

/** Why a value could not be made; the place is that of the expression that asked for it. */
export interface Failure {
  readonly kind: 'failure';
  readonly message: string;
}

export function failure(message: string): Failure {
  return { kind: 'failure', message };
}

/** The value as a value of the type, as Terraform converts by itself. Null and unknown values stay what they are. */
export function convert(value: Value, type: Type): Value | Failure {
  if (type === 'any' || value.kind === 'null' || value.kind === 'unknown') return value;
  if (typeof type === 'string') return convertPrimitive(value, type);
  switch (type.kind) {
    case 'list':
    case 'set':
      return convertElements(value, type.kind, type.element);
    case 'map':
      return convertToMap(value, type.element);
    case 'tuple':
      return convertToTuple(value, type);
    default:
      return convertToObject(value, type);
  }
}

function convertPrimitive(value: Value, type: 'string' | 'number' | 'bool'): Value | Failure {
  if (value.kind === type) return value;
  if (type === 'string') return toText(value) ?? mismatch(value, type);
  if (value.kind !== 'string') return mismatch(value, type);
  if (type === 'number') {
    const parsed = parseDecimal(value.value);
    return parsed === undefined ? failure(`${show(value)} is not a number`) : number(parsed, placeOf(value));
  }
  if (value.value === 'true' || value.value === '1') return bool(true, placeOf(value));
  if (value.value === 'false' || value.value === '0') return bool(false, placeOf(value));
  return failure(`${show(value)} is neither true nor false`);
}

/** A string, number or bool as text; undefined for what has no text. */
export function toText(value: Value): StringValue | undefined {
  if (value.kind === 'string') return value;
  if (value.kind === 'number') return textAt(formatDecimal(value.value), value.place);
  if (value.kind === 'bool') return textAt(String(value.value), value.place);
  return undefined;
}

function convertElements(value: Value, kind: 'list' | 'set', element: Type): Value | Failure {
  if (value.kind !== 'list' && value.kind !== 'tuple' && value.kind !== 'set')
    return mismatch(value, { kind, element });
  const elements = convertAll(value.elements, element);
  if (!Array.isArray(elements)) return elements;
  return kind === 'set' ? set(elements, value.place) : { kind, elements, place: value.place };
}

/** All values as one type; where any type will do, as the one they have in common. */
export function convertAll(values: readonly Value[], element: Type): Value[] | Failure {
  const type = element === 'any' ? unifyTypes(values.map(typeOf)) : element;
  if (type === undefined) return failure('its elements are of different types');
  const converted: Value[] = [];
  for (const value of values) {
    const result = convert(value, type);
    if (result.kind === 'failure') return result;
    converted.push(result);
  }
  return converted;
}

function convertToMap(value: Value, element: Type): Value | Failure {
  if (value.kind !== 'map' && value.kind !== 'object') return mismatch(value, { kind: 'map', element });
  if (value.missing !== undefined) return value;
  const values = convertAll([...value.entries.values()], element);
  if (!Array.isArray(values)) return values;
  let i = 0;
  const entries = new Map<string, Value>();
  for (const key of value.entries.keys()) entries.set(key, values[i++]);
  return map(entries, value.place);
}

function convertToTuple(value: Value, type: TupleType): Value | Failure {
  if (value.kind !== 'list' && value.kind !== 'tuple') return mismatch(value, type);
  if (value.elements.length !== type.elements.length) return failure(`it must have ${type.elements.length} elements`);
  const elements: Value[] = [];
  for (let i = 0; i < type.elements.length; i++) {
    const element = convert(value.elements[i], type.elements[i]);
    if (element.kind === 'failure') return element;
    elements.push(element);
  }
  return { kind: 'tuple', elements, place: value.place };
}

function convertToObject(value: Value, type: ObjectType): Value | Failure {
  if (value.kind !== 'map' && value.kind !== 'object') return mismatch(value, type);
  const entries = new Map<string, Value>();
  for (const [name, attribute] of type.attributes) {
    const given = attributeOf(value, name);
    if (given === undefined && !attribute.optional) return failure(`the attribute “${name}” is missing`);
    const usesFallback = given === undefined || (given.kind === 'null' && attribute.fallback !== undefined);
    const written = usesFallback ? (attribute.fallback ?? nullValue()) : given;
    const converted = convert(written, attribute.type);
    if (converted.kind === 'failure') return failure(`“${name}”: ${converted.message}`);
    entries.set(name, converted);
  }
  return { ...object(entries, value.place), missing: value.missing };
}

function attributeOf(value: MappingValue, name: string): Value | undefined {
  return value.entries.get(name) ?? value.missing?.(name);
}

/** A set of values of one type: each once, in Terraform's order. */
export function set(values: readonly Value[], place: SequenceValue['place']): SequenceValue {
  const byKey = new Map<string, Value>();
  for (const value of values) {
    const key = keyOf(value);
    if (!byKey.has(key)) byKey.set(key, value);
  }
  const elements = [...byKey].sort(([keyA, a], [keyB, b]) => compareElements(a, b) || (keyA < keyB ? -1 : 1));
  return { kind: 'set', elements: elements.map(([, value]) => value), place };
}

function compareElements(a: Value, b: Value): number {
  if (a.kind === 'number' && b.kind === 'number') return compareDecimals(a.value, b.value);
  if (a.kind === 'string' && b.kind === 'string') return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  return 0;
}

/** A text that is the same for equal values and for no others; every unknown value is equal to each other one only if it is the same. */
export function keyOf(value: Value): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return formatDecimal(value.value);
    case 'bool':
      return String(value.value);
    case 'null':
      return 'null';
    case 'unknown':
      return `unknown ${value.reason}`;
    case 'map':
    case 'object':
      return `${value.kind}{${[...value.entries].map(([key, entry]) => `${JSON.stringify(key)}:${keyOf(entry)}`).join()}}`;
    default:
      return `${value.kind}[${value.elements.map(keyOf).join()}]`;
  }
}

/** The first unknown value that a value is or holds. */
export function findUnknown(value: Value): (Value & { readonly kind: 'unknown' }) | undefined {
  if (value.kind === 'unknown') return value;
  const parts = 'elements' in value ? value.elements : 'entries' in value ? value.entries.values() : [];
  for (const part of parts) {
    const found = findUnknown(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A value as messages show it: text and numbers as they are, the rest by its kind. */
export function show(value: Value): string {
  const shown = toText(value);
  if (shown === undefined) return `a ${value.kind}`;
  return quoted(Buffer.from(shown.value, 'utf8').toString('latin1'));
}

function mismatch(value: Value, type: Type): Failure {
  return failure(`${show(value)} is not a ${describeType(type)}`);
}
