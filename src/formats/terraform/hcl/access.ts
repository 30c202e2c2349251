import { nearest } from '../../../model/nearest.ts';
import type { Place } from '../../../model/place.ts';
import { type Context, fail } from './context.ts';
import { convert, show } from './convert.ts';
import { toInteger } from './number.ts';
import { type MappingValue, unknown, type Value } from './value.ts';

const MAX_CANDIDATES = 200;
const WORK_OF_A_CANDIDATE = 8;

/** `target.name` */
export function accessAttribute(target: Value, name: string, place: Place, context: Context): Value {
  if (target.kind === 'unknown') return unknown(target.reason, place, target.attribute);
  if ('entries' in target) return entryOf(target, name, place, context);
  return fail(context, place, `This asks for “${name}” of ${show(target)}, which has no attributes.`);
}

/** `target[key]` */
export function accessIndex(target: Value, key: Value, place: Place, context: Context): Value {
  if (target.kind === 'unknown') return target.element ?? unknown(target.reason, place, target.attribute);
  if (key.kind === 'unknown') return unknown(key.reason, place);
  if ('entries' in target) {
    const name = key.kind === 'null' ? key : convert(key, 'string');
    if (name.kind !== 'string')
      return fail(context, place, `The key of this element is ${show(key)}, which is no text.`);
    return entryOf(target, name.value, place, context);
  }
  if (target.kind !== 'list' && target.kind !== 'tuple') {
    const advice = target.kind === 'set' ? 'A set has no order; convert it with tolist(…) first.' : undefined;
    return fail(context, place, `This asks for an element of ${show(target)}, which has no numbered elements.`, advice);
  }
  const index = key.kind === 'null' ? key : convert(key, 'number');
  const at = index.kind === 'number' ? toInteger(index.value) : undefined;
  const element = at === undefined || at < 0 ? undefined : target.elements[at];
  if (element !== undefined) return element;
  const { length } = target.elements;
  return fail(
    context,
    place,
    `There is no element ${show(key)}: ${length === 0 ? 'the list is empty' : `the list has ${length}, counted from 0`}.`,
  );
}

function entryOf(target: MappingValue, name: string, place: Place, context: Context): Value {
  for (const mistake of target.mistakes?.(name) ?? []) context.problems.add(mistake);
  const entry = target.entries.get(name) ?? target.missing?.(name);
  if (entry !== undefined) return entry;
  // To find what was meant takes as long as many expressions; with a large map nobody waits for it.
  const isSmall = target.entries.size <= MAX_CANDIDATES && context.run.spend(target.entries.size * WORK_OF_A_CANDIDATE);
  const meant = isSmall ? nearest(name, [...target.entries.keys()]) : undefined;
  return fail(
    context,
    place,
    `There is no “${name}” in this ${target.kind}.`,
    meant === undefined ? undefined : `Perhaps “${meant}” is meant.`,
  );
}
