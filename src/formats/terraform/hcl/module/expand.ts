import type { Place } from '../../../../model/place.ts';
import { type Context, fail, MAX_ELEMENTS, withNames } from '../context.ts';
import { convert, show } from '../convert.ts';
import { evaluate } from '../evaluate.ts';
import { toInteger, whole } from '../number.ts';
import { text } from '../string-value.ts';
import type { Body } from '../syntax.ts';
import { number, object, type UnknownValue, unknown, type Value } from '../value.ts';

/** How often a block is there, through `count` or `for_each`. */
export interface Expansion {
  readonly kind: 'single' | 'count' | 'each';
  readonly copies: readonly Copy[];
  /** Set where it is not known how many there are; then the last copy stands for any number. */
  readonly unknown: UnknownValue | undefined;
}

export interface Copy {
  readonly key: string | number | undefined;
  /** With `count` or `each` in it. */
  readonly context: Context;
  readonly expansion: UnknownValue | undefined;
}

/** The copies of a resource, data source or module. */
export function expand({ attributes }: Body, context: Context): Expansion {
  const count = attributes.get('count');
  const each = attributes.get('for_each');
  if (count !== undefined) return expandCount(evaluate(count.value, context), count.value, context);
  if (each !== undefined) return expandEach(evaluate(each.value, context), each.value, context);
  return { kind: 'single', copies: [{ key: undefined, context, expansion: undefined }], unknown: undefined };
}

function expandCount(value: Value, place: Place, context: Context): Expansion {
  const converted = convert(value, 'number');
  if (converted.kind === 'unknown') return anyNumber('count', converted, context);
  const count = converted.kind === 'number' ? toInteger(converted.value) : undefined;
  if (count === undefined || count < 0) {
    return anyNumber(
      'count',
      fail(context, place, `“count” is a whole number from 0, but here it is ${show(value)}.`),
      context,
    );
  }
  if (count > MAX_ELEMENTS) {
    return anyNumber(
      'count',
      fail(context, place, `“count” is ${count}; no more than ${MAX_ELEMENTS} are looked at.`),
      context,
    );
  }
  const copies = Array.from({ length: count }, (_, index) => ({
    key: index,
    context: withCount(context, number(whole(index))),
    expansion: undefined,
  }));
  return { kind: 'count', copies, unknown: undefined };
}

function expandEach(value: Value, place: Place, context: Context): Expansion {
  if (value.kind === 'unknown') return anyNumber('each', value, context);
  if (!('entries' in value) && value.kind !== 'set') {
    const advice = 'elements' in value ? 'Put toset(…) around it.' : undefined;
    const reason = fail(
      context,
      place,
      `“for_each” takes a map or a set of texts, but here it is ${show(value)}.`,
      advice,
    );
    return anyNumber('each', reason, context);
  }
  const size = 'entries' in value ? value.entries.size : value.elements.length;
  if (size > MAX_ELEMENTS) {
    return anyNumber(
      'each',
      fail(context, place, `“for_each” has ${size} elements; no more than ${MAX_ELEMENTS} are looked at.`),
      context,
    );
  }
  const copies: Copy[] = [];
  let notKnown: UnknownValue | undefined;
  const add = (key: string, keyValue: Value, element: Value) => {
    copies.push({ key, context: withEach(context, keyValue, element), expansion: undefined });
  };
  if ('entries' in value) for (const [key, element] of value.entries) add(key, text(key), element);
  else {
    for (const element of value.elements) {
      if (element.kind === 'string') add(element.value, element, element);
      else if (element.kind === 'unknown') notKnown = element;
      else notKnown = fail(context, place, `“for_each” takes a set of texts, but ${show(element)} is in this one.`);
    }
  }
  if (notKnown === undefined) return { kind: 'each', copies, unknown: undefined };
  return { kind: 'each', copies: [...copies, ...anyNumber('each', notKnown, context).copies], unknown: notKnown };
}

/** The value of a block of which it is not known how often it is there; an element that is asked for is the last copy. */
export function unknownCopies({ unknown: reason }: Expansion, objects: readonly Value[], place: Place): Value {
  return { ...unknown(reason?.reason ?? '', place), element: objects[objects.length - 1] };
}

/** One copy for any number of them. */
function anyNumber(kind: 'count' | 'each', reason: UnknownValue, context: Context): Expansion {
  const value = unknown(reason.reason);
  const inner = kind === 'count' ? withCount(context, value) : withEach(context, value, value);
  return { kind, copies: [{ key: undefined, context: inner, expansion: reason }], unknown: reason };
}

function withCount(context: Context, index: Value): Context {
  return { ...context, scope: withNames(context.scope, new Map([['count', object(new Map([['index', index]]))]])) };
}

function withEach(context: Context, key: Value, value: Value): Context {
  const each = object(
    new Map([
      ['key', key],
      ['value', value],
    ]),
  );
  return { ...context, scope: withNames(context.scope, new Map([['each', each]])) };
}
