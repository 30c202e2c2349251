import { type Failure, failure } from '../convert.ts';
import { compareDecimals, type Decimal, floor, negate, parseDecimal, toInteger, toNumber, whole } from '../number.ts';
import { type NumberValue, number, type Value } from '../value.ts';
import { fixed, type HclFunction, variadic } from './define.ts';

const MAX_PARSED = 200;

export const NUMBER_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  abs: fixed(['number'], ([{ value }]) => number(value.digits < 0n ? negate(value) : value)),
  ceil: fixed(['number'], ([{ value }]) => number(negate(floor(negate(value))))),
  floor: fixed(['number'], ([{ value }]) => number(floor(value))),
  log: fixed(['number', 'number'], ([value, base]) =>
    double(Math.log(toNumber(value.value)) / Math.log(toNumber(base.value))),
  ),
  max: variadic(['number'], 'number', ([first], rest) => extreme(first, rest, 1)),
  min: variadic(['number'], 'number', ([first], rest) => extreme(first, rest, -1)),
  parseint: fixed(['string', 'number'], ([source, base]) => {
    const radix = toInteger(base.value);
    if (radix === undefined || radix < 2 || radix > 62) return failure('the base is a whole number from 2 to 62');
    const parsed = parseInteger(source.value, radix);
    if (parsed === undefined) return failure(`“${source.value.slice(0, 40)}” is not a whole number in base ${radix}`);
    return number({ digits: parsed, scale: 0 }, source.pieces[0]?.place);
  }),
  pow: fixed(['number', 'number'], ([value, power]) => double(toNumber(value.value) ** toNumber(power.value))),
  signum: fixed(['number'], ([{ value }]) =>
    value.scale === 0 ? number(whole(Math.sign(toNumber(value)))) : failure('“signum” takes a whole number'),
  ),
};

function extreme(first: NumberValue, rest: readonly NumberValue[], sign: 1 | -1): Value {
  return rest.reduce((best, value) => (compareDecimals(value.value, best.value) * sign > 0 ? value : best), first);
}

function double(value: number): Value | Failure {
  const exact = Number.isFinite(value) ? exactDecimal(value) : undefined;
  return exact === undefined ? failure('the result is no number that can be written') : number(exact);
}

function exactDecimal(value: number): Decimal | undefined {
  return Number.isInteger(value) ? { digits: BigInt(value), scale: 0 } : parseDecimal(String(value));
}

/** Digits beyond 9 are letters, of either case up to base 36; above that capitals come after the small ones. */
function parseInteger(source: string, radix: number): bigint | undefined {
  const match = /^([+-]?)([0-9a-zA-Z]+)$/.exec(source);
  if (match === null || source.length > MAX_PARSED) return undefined;
  let value = 0n;
  for (const character of match[2]) {
    const digit = digitOf(character, radix);
    if (digit >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(digit);
  }
  return match[1] === '-' ? -value : value;
}

function digitOf(character: string, radix: number): number {
  if (character >= 'A' && character <= 'Z' && radix > 36) return character.charCodeAt(0) - 65 + 36;
  return Number.parseInt(character, 36);
}
