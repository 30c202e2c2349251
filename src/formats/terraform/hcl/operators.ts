import { convert, type Failure, failure, findUnknown } from './convert.ts';
import { add, compareDecimals, type Decimal, divide, multiply, negate, remainder, subtract } from './number.ts';
import type { BinaryOperator } from './syntax.ts';
import { bool, number, type UnknownValue, type Value } from './value.ts';

const ARITHMETIC: Readonly<Record<string, (a: Decimal, b: Decimal) => Decimal | undefined>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': remainder,
};

const COMPARISON: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** The result of an operator between two values, converting them as Terraform does. */
export function applyBinary(operator: BinaryOperator, left: Value, right: Value): Value | Failure {
  if (operator === '==' || operator === '!=') {
    const equality = areEqual(left, right);
    return typeof equality === 'boolean' ? bool(equality === (operator === '==')) : equality;
  }
  if (operator === '&&' || operator === '||') return applyLogical(operator, left, right);
  const a = operand(left, 'number');
  const b = operand(right, 'number');
  if (a.kind === 'failure' || b.kind === 'failure') return a.kind === 'failure' ? a : b;
  if (a.kind === 'unknown' || b.kind === 'unknown') return a.kind === 'unknown' ? a : b;
  if (a.kind !== 'number' || b.kind !== 'number') return failure('numbers are needed');
  const compare = COMPARISON[operator];
  if (compare !== undefined) return bool(compare(compareDecimals(a.value, b.value)));
  if ((operator === '/' || operator === '%') && b.value.digits === 0n) return failure('this divides by zero');
  const result = ARITHMETIC[operator](a.value, b.value);
  return result === undefined ? failure('the number is too large') : number(result);
}

/** A known operand that decides alone decides, whatever the other one will be. */
function applyLogical(operator: '&&' | '||', left: Value, right: Value): Value | Failure {
  const a = operand(left, 'bool');
  const b = operand(right, 'bool');
  if (a.kind === 'failure' || b.kind === 'failure') return a.kind === 'failure' ? a : b;
  const decisive = operator === '||';
  if ((a.kind === 'bool' && a.value === decisive) || (b.kind === 'bool' && b.value === decisive)) return bool(decisive);
  if (a.kind === 'unknown' || b.kind === 'unknown') return a.kind === 'unknown' ? a : b;
  return bool(!decisive);
}

export function applyUnary(operator: '-' | '!', value: Value): Value | Failure {
  const converted = operand(value, operator === '-' ? 'number' : 'bool');
  if (converted.kind === 'number') return number(negate(converted.value), converted.place);
  return converted.kind === 'bool' ? bool(!converted.value, converted.place) : converted;
}

function operand(value: Value, type: 'number' | 'bool'): Value | Failure {
  return value.kind === 'null' ? failure('null is no operand') : convert(value, type);
}

/** Whether two values are equal, without any conversion; unknown where something that is not known decides. */
export function areEqual(a: Value, b: Value): boolean | UnknownValue {
  if (a.kind === 'unknown') return a;
  if (b.kind === 'unknown') return b;
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind;
  if (a.kind === 'number' && b.kind === 'number') return compareDecimals(a.value, b.value) === 0;
  if (a.kind === 'string' || a.kind === 'number' || a.kind === 'bool') return a.kind === b.kind && a.value === b.value;
  if (a.kind !== b.kind) return false;
  if ('elements' in a && 'elements' in b) {
    if (a.kind === 'set') {
      const unknownPart = findUnknown(a) ?? findUnknown(b);
      if (unknownPart !== undefined) return unknownPart;
    }
    return a.elements.length === b.elements.length && areAllEqual(a.elements, b.elements);
  }
  if (!('entries' in a && 'entries' in b) || a.entries.size !== b.entries.size) return false;
  for (const key of a.entries.keys()) if (!b.entries.has(key)) return false;
  return areAllEqual(
    [...a.entries.values()],
    [...a.entries.keys()].map((key) => b.entries.get(key)!),
  );
}

/** A difference decides, wherever the unknown values are. */
function areAllEqual(a: readonly Value[], b: readonly Value[]): boolean | UnknownValue {
  let undecided: UnknownValue | undefined;
  for (let i = 0; i < a.length; i++) {
    const equality = areEqual(a[i], b[i]);
    if (equality === false) return false;
    if (equality !== true) undecided ??= equality;
  }
  return undecided ?? true;
}
