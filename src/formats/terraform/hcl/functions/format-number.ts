import { type Decimal, formatDecimal, toNumber } from '../number.ts';
import type { Verb } from './format.ts';

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16, d: 10 };
const DEFAULT_PRECISION = 6;
/** With no precision given, `%g` and `%v` have an exponent from a million on. */
const FIRST_LARGE_EXPONENT = 6;
const SMALLEST_PLAIN_EXPONENT = -4;
const MAX_DIGITS = 100;

/** A number as a verb writes it; undefined for a verb that is for no numbers, or for whole ones only. */
export function formatNumber({ letter, flags, precision }: Verb, value: Decimal): string | undefined {
  const written = withoutSign(
    letter,
    { digits: value.digits < 0n ? -value.digits : value.digits, scale: value.scale },
    precision,
  );
  if (written === undefined) return undefined;
  const sign = value.digits < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return sign + written;
}

function withoutSign(letter: string, value: Decimal, precision: number | undefined): string | undefined {
  if (Object.hasOwn(RADIX, letter)) {
    if (value.scale !== 0) return undefined;
    const written = value.digits.toString(RADIX[letter]);
    return letter === 'X' ? written.toUpperCase() : written;
  }
  switch (letter) {
    case 'f':
      return fixedPoint(value, precision ?? DEFAULT_PRECISION);
    case 'e':
      return exponential(value, precision ?? DEFAULT_PRECISION);
    case 'E':
      return exponential(value, precision ?? DEFAULT_PRECISION).toUpperCase();
    case 'g':
      return general(value, precision);
    case 'G':
      return general(value, precision).toUpperCase();
    default:
      return undefined;
  }
}

/** Rounded half to even at the last place, as a fraction that is exact. */
function fixedPoint({ digits, scale }: Decimal, precision: number): string {
  const rounded =
    precision >= scale ? digits * 10n ** BigInt(precision - scale) : roundedUnits(digits, scale - precision);
  const written = rounded.toString().padStart(precision + 1, '0');
  return precision === 0 ? written : `${written.slice(0, -precision)}.${written.slice(-precision)}`;
}

function roundedUnits(digits: bigint, dropped: number): bigint {
  const unit = 10n ** BigInt(dropped);
  const quotient = digits / unit;
  const twice = (digits % unit) * 2n;
  return twice > unit || (twice === unit && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** Go writes at least two digits of the exponent. */
function exponential(value: Decimal, precision: number): string {
  const [mantissa, exponent] = toNumber(value).toExponential(Math.min(MAX_DIGITS, precision)).split('e');
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

function general(value: Decimal, precision: number | undefined): string {
  const plain = formatDecimal(value);
  const digits = value.digits.toString();
  const exponent = value.digits === 0n ? 0 : digits.length - 1 - value.scale;
  const significant = digits.replace(/0+$/, '').length || 1;
  if (precision === undefined) {
    if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < FIRST_LARGE_EXPONENT) return plain;
    return exponential(value, significant - 1);
  }
  const places = Math.max(1, precision);
  if (exponent < SMALLEST_PLAIN_EXPONENT || exponent >= Math.max(places, significant > places ? places : exponent)) {
    return exponential(value, Math.min(places, significant) - 1);
  }
  const written = fixedPoint(value, Math.max(0, places - 1 - exponent));
  return written.includes('.') ? written.replace(/\.?0+$/, '') : written;
}
