import type { Place } from '../../../model/place.ts';
import { type Context, fail, MAX_ELEMENTS, withNames } from './context.ts';
import { convert, show } from './convert.ts';
import { evaluate, tooMuch } from './evaluate.ts';
import { whole } from './number.ts';
import { text } from './string-value.ts';
import type { ForExpression } from './syntax.ts';
import { number, object, tuple, type UnknownValue, unknown, type Value } from './value.ts';

interface Loop {
  readonly keyName: string | undefined;
  readonly valueName: string;
}

/** `[for …]` makes a tuple, `{for …}` an object. One unknown key or condition makes the whole unknown. */
export function evaluateFor(expression: ForExpression, context: Context): Value {
  const collection = evaluate(expression.collection, context);
  const items = itemsOf(collection, expression.collection, context);
  if (!Array.isArray(items)) return unknown(items.reason, expression);
  const values: Value[] = [];
  const entries = new Map<string, Value>();
  const groups = new Map<string, Value[]>();
  for (const item of items) {
    if (!context.run.spend(1)) return tooMuch(expression);
    const inner = loopContext(expression, item, context);
    const wanted = expression.condition === undefined ? true : isWanted(expression.condition, inner);
    if (typeof wanted !== 'boolean') return unknown(wanted.reason, expression);
    if (!wanted) continue;
    if (expression.key === undefined) {
      values.push(evaluate(expression.value, inner));
      continue;
    }
    const key = keyOfItem(expression.key, inner);
    if (typeof key !== 'string') return unknown(key.reason, expression);
    const value = evaluate(expression.value, inner);
    const group = groups.get(key);
    if (expression.groups) {
      if (group === undefined) groups.set(key, [value]);
      else group.push(value);
    } else if (entries.has(key)) {
      return fail(
        context,
        expression.key,
        `Two elements have the key “${key}”.`,
        'Write “...” behind the value to collect them in a list.',
      );
    } else entries.set(key, value);
  }
  if (expression.key === undefined) return tuple(values, expression);
  for (const [key, group] of groups) entries.set(key, tuple(group));
  return object(entries, expression);
}

/** The keys and values of a collection, as `for` visits them; unknown, with a problem where it is none. */
export function itemsOf(collection: Value, place: Place, context: Context): (readonly [Value, Value])[] | UnknownValue {
  if (collection.kind === 'unknown') return collection;
  let items: (readonly [Value, Value])[] | undefined;
  if (collection.kind === 'set') items = collection.elements.map((element) => [element, element] as const);
  else if ('elements' in collection)
    items = collection.elements.map((element, i) => [number(whole(i)), element] as const);
  else if ('entries' in collection) items = [...collection.entries].map(([key, value]) => [text(key), value] as const);
  if (items === undefined)
    return fail(context, place, `This is ${show(collection)}, and has no elements to go through.`);
  if (items.length <= MAX_ELEMENTS) return items;
  return fail(context, place, `This has ${items.length} elements; no more than ${MAX_ELEMENTS} are gone through.`);
}

/** The context in which an element has its names. */
export function loopContext(
  { keyName, valueName }: Loop,
  [key, value]: readonly [Value, Value],
  context: Context,
): Context {
  const names = new Map([[valueName, value]]);
  if (keyName !== undefined) names.set(keyName, key);
  return { ...context, scope: withNames(context.scope, names) };
}

function isWanted(condition: NonNullable<ForExpression['condition']>, context: Context): boolean | UnknownValue {
  const value = convert(evaluate(condition, context), 'bool');
  if (value.kind === 'bool') return value.value;
  if (value.kind === 'unknown') return value;
  const reason = value.kind === 'failure' ? value.message : 'this one is null';
  return fail(context, condition, `The condition after “if” is true or false, but ${reason}.`);
}

function keyOfItem(expression: NonNullable<ForExpression['key']>, context: Context): string | UnknownValue {
  const key = convert(evaluate(expression, context), 'string');
  if (key.kind === 'string') return key.value;
  if (key.kind === 'unknown') return key;
  return fail(context, expression, `A key is text, but ${key.kind === 'failure' ? key.message : 'this one is null'}.`);
}
