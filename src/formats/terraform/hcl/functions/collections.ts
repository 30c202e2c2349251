import { MAX_ELEMENTS } from '../context.ts';
import { convert, convertAll, type Failure, failure, findUnknown, keyOf, show } from '../convert.ts';
import { add, compareDecimals, toInteger, whole, ZERO } from '../number.ts';
import { areEqual } from '../operators.ts';
import { typeOf, unifyTypes } from '../type.ts';
import {
  bool,
  list,
  type NumberValue,
  number,
  placed,
  type SequenceValue,
  tuple,
  unknown,
  type Value,
} from '../value.ts';
import { fixed, type HclFunction, variadic } from './define.ts';
import { graphemes } from './graphemes.ts';

/** Terraform's own bound on what `range` makes. */
const MAX_RANGE = 1024;

/** The functions on lists, tuples and sets. */
export const COLLECTION_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  alltrue: fixed(['known'], ([values]) => everyBool(values, true)),
  anytrue: fixed(['known'], ([values]) => everyBool(values, false)),
  chunklist: fixed(['sequence', 'number'], ([values, size]) => {
    const count = toInteger(size.value);
    if (count === undefined || count < 0) return failure('the size of a chunk is a whole number from 0');
    const step = count === 0 ? Math.max(1, values.elements.length) : count;
    const chunks: Value[] = [];
    for (let i = 0; i < values.elements.length; i += step) chunks.push(list(values.elements.slice(i, i + step)));
    return list(chunks);
  }),
  coalesce: variadic([], 'anything', (_, values) => {
    const type = unifyTypes(values.map(typeOf));
    for (const value of values) {
      if (value.kind === 'unknown') return value;
      if (value.kind === 'null' || (value.kind === 'string' && value.value === '')) continue;
      return type === undefined ? value : convert(value, type);
    }
    return failure('all arguments of “coalesce” are null or empty');
  }),
  coalescelist: variadic([], 'anything', (_, values) => {
    for (const value of values) {
      if (value.kind === 'unknown' || ('elements' in value && value.elements.length > 0)) return value;
      if (value.kind !== 'null' && !('elements' in value)) return failure(`${show(value)} is not a list`);
    }
    return failure('all arguments of “coalescelist” are empty');
  }),
  compact: fixed(['texts'], ([values]) =>
    list(values.elements.filter((value) => value.kind === 'string' && value.value !== '')),
  ),
  concat: variadic([], 'sequence', (_, lists) => {
    if (lists.length === 0) return failure('“concat” needs a list');
    const elements = lists.flatMap((one) => one.elements);
    if (lists.some(({ kind }) => kind === 'set')) return failure('a set has no order; convert it with tolist(…) first');
    if (lists.some(({ kind }) => kind !== 'list')) return tuple(elements);
    const converted = convertAll(elements, 'any');
    return Array.isArray(converted) ? list(converted) : tuple(elements);
  }),
  contains: fixed(['sequence', 'value'], ([values, wanted]) => {
    let notKnown: Value | undefined;
    for (const element of values.elements) {
      const equality = areEqual(element, wanted);
      if (equality === true) return bool(true);
      if (equality !== false) notKnown ??= equality;
    }
    return notKnown ?? bool(false);
  }),
  distinct: fixed(['sequence'], ([values]) => {
    const notKnown = findUnknown(values);
    if (notKnown !== undefined) return unknown(notKnown.reason);
    const converted = convertAll(values.elements, 'any');
    return Array.isArray(converted) ? list(eachOnce(converted)) : converted;
  }),
  element: fixed(['sequence', 'number'], ([values, index]) => {
    const at = toInteger(index.value);
    if (values.kind === 'set') return failure('a set has no numbered elements');
    if (at === undefined) return failure('the number of an element is a whole number');
    const { length } = values.elements;
    if (length === 0) return failure('the list is empty');
    return at < 0 ? failure('the number of an element is not negative') : values.elements[at % length];
  }),
  flatten: fixed(['sequence'], ([values], { context }) => {
    const flat: Value[] = [];
    const isWithin = (units: number) => context.run.spend(units);
    const problem = addFlat(values, flat, isWithin);
    return problem ?? tuple(flat);
  }),
  index: fixed(['sequence', 'value'], ([values, wanted]) => {
    for (let i = 0; i < values.elements.length; i++) {
      const equality = areEqual(values.elements[i], wanted);
      if (equality === true) return number(whole(i));
      if (equality !== false) return equality;
    }
    return failure(`${show(wanted)} is not in the list`);
  }),
  length: fixed(['value'], ([value]) => {
    if (value.kind === 'string') return number(whole(graphemes(value.value).length));
    if (value.kind === 'set') {
      const notKnown = findUnknown(value);
      if (notKnown !== undefined) return unknown(notKnown.reason);
    }
    if ('elements' in value) return number(whole(value.elements.length));
    return 'entries' in value ? number(whole(value.entries.size)) : failure(`${show(value)} has no length`);
  }),
  one: fixed(['sequence'], ([values]) => {
    if (values.elements.length > 1) return failure('“one” takes a list of at most one element');
    return values.elements[0] ?? { kind: 'null', place: values.place };
  }),
  range: variadic(['number'], 'number', ([first], rest) => {
    if (rest.length > 2) return failure('“range” takes one to three numbers');
    return makeRange(rest.length === 0 ? { ...first, value: ZERO } : first, rest[0] ?? first, rest[1]);
  }),
  reverse: fixed(['sequence'], ([values]) => ({
    ...values,
    kind: values.kind === 'tuple' ? 'tuple' : 'list',
    elements: [...values.elements].reverse(),
  })),
  slice: fixed(['sequence', 'number', 'number'], ([values, from, to]) => {
    const start = toInteger(from.value);
    const end = toInteger(to.value);
    const { length } = values.elements;
    if (values.kind === 'set') return failure('a set has no order; convert it with tolist(…) first');
    if (start === undefined || end === undefined || start < 0 || end < start || end > length) {
      return failure(`a slice lies within the list, which has ${length} elements`);
    }
    return { ...values, elements: values.elements.slice(start, end) };
  }),
  sort: fixed(['texts'], ([values]) => {
    const sorted = values.elements.flatMap((value) => (value.kind === 'string' ? [value] : []));
    if (sorted.length < values.elements.length) return failure('an element to sort is null');
    return list(sorted.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)));
  }),
  sum: fixed(['known'], ([values]) => {
    const numbers = numbersOf(values);
    if (!Array.isArray(numbers)) return numbers;
    if (numbers.length === 0) return failure('there is nothing to sum');
    let total: NumberValue['value'] | undefined = ZERO;
    for (const { value } of numbers) total = total === undefined ? undefined : add(total, value);
    return total === undefined ? failure('the number is too large') : number(total);
  }),
};

function eachOnce(values: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = keyOf(value);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function everyBool(values: Value, wanted: boolean): Value | Failure {
  const converted = convert(values, { kind: 'list', element: 'bool' });
  if (converted.kind === 'failure') return converted;
  if (!('elements' in converted)) return failure(`${show(values)} is not a list`);
  const others = converted.elements.some((element) => (element.kind === 'bool' && element.value) !== wanted);
  return bool(wanted ? !others : others);
}

function addFlat(
  values: SequenceValue,
  flat: Value[],
  isWithin: (units: number) => boolean,
): Value | Failure | undefined {
  for (const element of values.elements) {
    if (!isWithin(1)) return unknown('the expressions of this module ask for too much work');
    if (element.kind === 'unknown') return unknown(element.reason);
    if ('elements' in element) {
      const problem = addFlat(element, flat, isWithin);
      if (problem !== undefined) return problem;
    } else flat.push(element);
    if (flat.length > MAX_ELEMENTS) return failure(`“flatten” makes more than ${MAX_ELEMENTS} elements`);
  }
  return undefined;
}

function makeRange(from: NumberValue, to: NumberValue, given: NumberValue | undefined): Value | Failure {
  const isDown = compareDecimals(to.value, from.value) < 0;
  const step = given?.value ?? whole(isDown ? -1 : 1);
  if (step.digits === 0n) return failure('the step of “range” is not 0');
  if (step.digits < 0n !== isDown && compareDecimals(to.value, from.value) !== 0) {
    return failure('the step of “range” leads away from its end');
  }
  const numbers: Value[] = [];
  let next: NumberValue['value'] | undefined = from.value;
  while (next !== undefined && compareDecimals(next, to.value) * (isDown ? -1 : 1) < 0) {
    if (numbers.length >= MAX_RANGE) return failure(`“range” makes at most ${MAX_RANGE} numbers`);
    numbers.push(number(next));
    next = add(next, step);
  }
  return list(numbers);
}

function numbersOf(values: Value): NumberValue[] | Failure {
  if (!('elements' in values)) return failure(`${show(values)} is not a list`);
  const numbers: NumberValue[] = [];
  for (const element of values.elements) {
    const converted = element.kind === 'null' ? failure('an element is null') : convert(element, 'number');
    if (converted.kind === 'failure') return converted;
    if (converted.kind === 'number') numbers.push(placed(converted, undefined));
  }
  return numbers;
}
