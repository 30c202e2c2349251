import type { Place } from '../../../model/place.ts';
import type { Decimal } from './number.ts';
import type { EvaluationProblem } from './problem-log.ts';

/**
 * What an expression comes to. Every value may say where it comes from; a string says it piece by piece, so that a
 * finding can underline one term of a literal wherever the configuration took it.
 */
export type Value = StringValue | NumberValue | BoolValue | NullValue | SequenceValue | MappingValue | UnknownValue;

/** A stretch of a string, UTF-16 offsets, `end` exclusive, and the stretch of a file that it was written as. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly place: Place;
}

export interface StringValue {
  readonly kind: 'string';
  readonly value: string;
  /** In order and without overlap; text that was computed has none. */
  readonly pieces: readonly Piece[];
}

export interface NumberValue {
  readonly kind: 'number';
  readonly value: Decimal;
  readonly place: Place | undefined;
}

export interface BoolValue {
  readonly kind: 'bool';
  readonly value: boolean;
  readonly place: Place | undefined;
}

export interface NullValue {
  readonly kind: 'null';
  readonly place: Place | undefined;
}

/** A list and a set have elements of one type; a tuple, which is what `[…]` makes, has not. A set has each value once. */
export interface SequenceValue {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly elements: readonly Value[];
  readonly place: Place | undefined;
}

/** A map has elements of one type; an object, which is what `{…}` makes, has not. The keys are in ascending order. */
export interface MappingValue {
  readonly kind: 'map' | 'object';
  readonly entries: ReadonlyMap<string, Value>;
  readonly place: Place | undefined;
  /** For the object of a resource or module: what an attribute that is not among the entries comes to. */
  readonly missing?: (name: string) => Value | undefined;
  /** For the object of a resource: what could not be evaluated of an attribute, told where something asks for it. */
  readonly mistakes?: (name: string) => readonly EvaluationProblem[];
}

/** A value that the files do not say. It never counts as absent, empty or false. */
export interface UnknownValue {
  readonly kind: 'unknown';
  /** Why, as a clause: “no file of the repository gives “var.x” a value”. */
  readonly reason: string;
  readonly place: Place | undefined;
  /** The attribute of a resource or data source that the value is, or is part of. */
  readonly attribute?: AttributeReference;
  /** For a collection of unknown size: what any element of it is. */
  readonly element?: Value;
}

/** An attribute that only the provider knows, of something that the configuration describes. */
export interface AttributeReference {
  /** The resource instance (see `ResourceInstance`), or the module call that could not be read. */
  readonly of: object;
  /** As written, such as `aws_route53_zone.main`. */
  readonly address: string;
  readonly name: string;
}

export function unknown(reason: string, place?: Place, attribute?: AttributeReference): UnknownValue {
  return { kind: 'unknown', reason, place, attribute };
}

export function number(value: Decimal, place?: Place): NumberValue {
  return { kind: 'number', value, place };
}

export function bool(value: boolean, place?: Place): BoolValue {
  return { kind: 'bool', value, place };
}

export function nullValue(place?: Place): NullValue {
  return { kind: 'null', place };
}

export function tuple(elements: readonly Value[], place?: Place): SequenceValue {
  return { kind: 'tuple', elements, place };
}

export function list(elements: readonly Value[], place?: Place): SequenceValue {
  return { kind: 'list', elements, place };
}

/** An object; the entries need not be in order. */
export function object(entries: ReadonlyMap<string, Value>, place?: Place): MappingValue {
  return { kind: 'object', entries: inKeyOrder(entries), place };
}

/** A map; the entries need not be in order. */
export function map(entries: ReadonlyMap<string, Value>, place?: Place): MappingValue {
  return { kind: 'map', entries: inKeyOrder(entries), place };
}

/** The place of the whole value, or of the first thing in it that has one. */
export function placeOf(value: Value): Place | undefined {
  if (value.kind !== 'string') return value.place;
  const first = value.pieces[0];
  const last = value.pieces[value.pieces.length - 1];
  if (first === undefined || first === last) return first?.place;
  const { file, start } = first.place;
  return last.place.file === file && last.place.end > start ? { file, start, end: last.place.end } : first.place;
}

/** The same value, said to come from elsewhere where it has no place of its own. */
export function placed<T extends Value>(value: T, place: Place | undefined): T {
  if (value.kind === 'string' || value.place !== undefined || place === undefined) return value;
  return { ...value, place };
}

/** Terraform visits maps and objects in the order of their keys. */
function inKeyOrder(entries: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  let previous: string | undefined;
  for (const key of entries.keys()) {
    if (previous !== undefined && previous > key) return sortedByKey(entries);
    previous = key;
  }
  return entries;
}

function sortedByKey(entries: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
