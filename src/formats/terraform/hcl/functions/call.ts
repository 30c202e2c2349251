import { MAX_ELEMENTS, MAX_TEXT } from '../context.ts';
import { convert, type Failure, failure, findUnknown, show } from '../convert.ts';
import { type UnknownValue, unknown, type Value } from '../value.ts';
import type { Call, HclFunction, Parameter } from './define.ts';

const COUNTED = ['no', 'one', 'two', 'three'];

/** Functions that look at no more of a value than its elements; others may go through all that it holds. */
const SHALLOW = new Set(
  ['chunklist', 'element', 'keys', 'length', 'lookup', 'nonsensitive', 'one', 'reverse', 'sensitive', 'slice'].concat([
    'templatefile',
    'templatestring',
    'values',
    'zipmap',
  ]),
);

/** Calls a function: checks and converts what is given. What is unknown makes the result unknown. */
export function callFunction(name: string, called: HclFunction, values: readonly Value[], call: Call): Value | Failure {
  const { parameters, required, rest } = called;
  const { run } = call.context;
  if (values.length < required || (rest === undefined && values.length > parameters.length)) {
    const wanted = `${COUNTED[required] ?? required}${rest === undefined ? '' : ' or more'}`;
    return failure(
      `“${name}” takes ${wanted} argument${required === 1 ? '' : 's'}, and there are ${values.length} here`,
    );
  }
  const given: Value[] = [];
  let notKnown: UnknownValue | undefined;
  for (let i = 0; i < values.length; i++) {
    const parameter = parameters[i] ?? rest!;
    const value = give(values[i], parameter);
    if (value.kind === 'failure') return failure(`in argument ${i + 1} of “${name}” ${value.message}`);
    if (parameter !== 'anything' && !isKnownEnough(value, parameter)) notKnown ??= findUnknown(value);
    const isWithin = SHALLOW.has(name) ? run.spend(lengthOf(value)) : run.spendOn(value);
    if (!isWithin) return unknown('the expressions of this module ask for too much work');
    given.push(value);
  }
  if (notKnown !== undefined) return unknown(notKnown.reason, call.place);
  const result = called.run(given, call);
  return withinLimits(name, result, call);
}

function give(value: Value, parameter: Parameter): Value | Failure {
  if (parameter === 'anything' || value.kind === 'unknown') return value;
  if (value.kind === 'null') return failure('there is null');
  switch (parameter) {
    case 'string':
    case 'number':
    case 'bool':
      return convert(value, parameter);
    case 'texts':
      return convert(value, { kind: value.kind === 'set' ? 'set' : 'list', element: 'string' });
    case 'sequence':
      return 'elements' in value ? value : failure(`${show(value)} is not a list`);
    case 'mapping':
      return 'entries' in value ? value : failure(`${show(value)} is not a map`);
    default:
      return value;
  }
}

function isKnownEnough(value: Value, parameter: Parameter): boolean {
  if (value.kind === 'unknown') return false;
  return (parameter !== 'texts' && parameter !== 'known') || findUnknown(value) === undefined;
}

/** Work that a value is worth, by its outermost size. */
function lengthOf(value: Value): number {
  if (value.kind === 'string') return 1 + Math.ceil(value.value.length / 32);
  if ('elements' in value) return 1 + value.elements.length;
  return 'entries' in value ? 1 + value.entries.size : 1;
}

function withinLimits(name: string, result: Value | Failure, call: Call): Value | Failure {
  if (result.kind === 'failure') return result;
  if (!call.context.run.spend(lengthOf(result))) return unknown('the expressions of this module ask for too much work');
  if (result.kind === 'string' && result.value.length > MAX_TEXT)
    return failure(`“${name}” makes a text that is too long`);
  const count = 'elements' in result ? result.elements.length : 'entries' in result ? result.entries.size : 0;
  return count > MAX_ELEMENTS ? failure(`“${name}” makes more than ${MAX_ELEMENTS} elements`) : result;
}
