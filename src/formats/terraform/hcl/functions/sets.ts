import { MAX_ELEMENTS } from '../context.ts';
import { convertAll, type Failure, failure, findUnknown, keyOf, set } from '../convert.ts';
import { list, type SequenceValue, tuple, unknown, type Value } from '../value.ts';
import { type HclFunction, variadic } from './define.ts';

/** The functions that take their arguments as sets. */
export const SET_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  setintersection: setFunction(([first, ...others]) => {
    const keys = others.map((values) => new Set(values.map(keyOf)));
    return first.filter((value) => keys.every((known) => known.has(keyOf(value))));
  }),
  setproduct: variadic([], 'sequence', (_, given) => {
    if (given.length < 2) return failure('“setproduct” takes at least two lists or sets');
    const size = given.reduce((product, { elements }) => product * elements.length, 1);
    if (size > MAX_ELEMENTS) return failure(`“setproduct” makes more than ${MAX_ELEMENTS} elements`);
    let rows: Value[][] = [[]];
    for (const { elements } of given) rows = rows.flatMap((row) => elements.map((element) => [...row, element]));
    const tuples = rows.map((row) => tuple(row));
    return given.every(({ kind }) => kind === 'set') ? set(tuples, undefined) : list(tuples);
  }),
  setsubtract: setFunction(([first, ...others]) => {
    const unwanted = new Set(others.flatMap((values) => values.map(keyOf)));
    return first.filter((value) => !unwanted.has(keyOf(value)));
  }),
  setunion: setFunction((sets) => sets.flat()),
};

/** All elements of all sets become one type before they are compared. */
function setFunction(combine: (sets: Value[][]) => Value[]): HclFunction {
  return variadic(['sequence'], 'sequence', ([first], rest): Value | Failure => {
    const sets: readonly SequenceValue[] = [first, ...rest];
    const notKnown = sets.map(findUnknown).find((value) => value !== undefined);
    if (notKnown !== undefined) return unknown(notKnown.reason);
    const all = convertAll(
      sets.flatMap(({ elements }) => elements),
      'any',
    );
    if (!Array.isArray(all)) return all;
    const converted: Value[][] = [];
    let at = 0;
    for (const { elements } of sets) {
      converted.push(all.slice(at, at + elements.length));
      at += elements.length;
    }
    return set(combine(converted), undefined);
  });
}
