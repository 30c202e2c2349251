/**
 * Terraform's numbers are decimals far beyond a double, so that account ids and sums of cents stay exact. Here a number
 * is a whole number of units of 10^-scale.
 */
export interface Decimal {
  readonly digits: bigint;
  /** Decimal places, 0 for a whole number; the last digit of others is never 0, so that equal numbers look equal. */
  readonly scale: number;
}

/** Decimal places kept where a quotient does not end: Terraform computes with 512 bits. */
const QUOTIENT_DIGITS = 154;
/** Longer numbers are refused: BigInt work grows with the square of the length. */
const MAX_DIGITS = 1000;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

export const ZERO: Decimal = { digits: 0n, scale: 0 };

/** The whole number of a JavaScript integer. */
export function whole(value: number): Decimal {
  return { digits: BigInt(value), scale: 0 };
}

/** Reads `-12.5e3`; undefined for text that is no decimal number or one of more than a thousand digits. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > MAX_DIGITS) return undefined;
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const [, sign, integer, fraction = '', exponent = '0'] = match;
  if (integer === '' && fraction === '') return undefined;
  const digits = BigInt(`${integer}${fraction}`);
  return decimal(sign === '-' ? -digits : digits, fraction.length - Number(exponent));
}

/** The number of `digits` units of 10^-scale, brought to its one form; undefined for numbers that are too long. */
function decimal(digits: bigint, scale: number): Decimal | undefined {
  if (digits === 0n) return ZERO;
  if (Math.abs(scale) > MAX_DIGITS) return undefined;
  if (scale <= 0) return limited(scale === 0 ? digits : digits * 10n ** BigInt(-scale), 0);
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale--;
  }
  return limited(digits, scale);
}

const LIMIT = 10n ** BigInt(MAX_DIGITS);

function limited(digits: bigint, scale: number): Decimal | undefined {
  return digits < LIMIT && digits > -LIMIT ? { digits, scale } : undefined;
}

/** As Terraform writes a number into a string: no exponent, no zeros at the end. */
export function formatDecimal({ digits, scale }: Decimal): string {
  if (scale === 0) return digits.toString();
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** The nearest JavaScript number. */
export function toNumber(value: Decimal): number {
  return value.scale === 0 ? Number(value.digits) : Number(formatDecimal(value));
}

/** The value as a JavaScript integer, undefined where it has decimal places or is beyond the safe integers. */
export function toInteger(value: Decimal): number | undefined {
  const number = Number(value.digits);
  return value.scale === 0 && Number.isSafeInteger(number) ? number : undefined;
}

export function negate({ digits, scale }: Decimal): Decimal {
  return { digits: -digits, scale };
}

export function add(a: Decimal, b: Decimal): Decimal | undefined {
  const scale = Math.max(a.scale, b.scale);
  return decimal(unitsAt(a, scale) + unitsAt(b, scale), scale);
}

export function subtract(a: Decimal, b: Decimal): Decimal | undefined {
  return add(a, negate(b));
}

export function multiply(a: Decimal, b: Decimal): Decimal | undefined {
  return decimal(a.digits * b.digits, a.scale + b.scale);
}

/** Undefined also for a division by zero. */
export function divide(a: Decimal, b: Decimal): Decimal | undefined {
  if (b.digits === 0n) return undefined;
  const scale = Math.max(a.scale, b.scale);
  return decimal((unitsAt(a, scale) * 10n ** BigInt(QUOTIENT_DIGITS)) / unitsAt(b, scale), QUOTIENT_DIGITS);
}

/** What is left of a division that rounds towards zero: the sign is that of `a`. */
export function remainder(a: Decimal, b: Decimal): Decimal | undefined {
  if (b.digits === 0n) return undefined;
  const scale = Math.max(a.scale, b.scale);
  return decimal(unitsAt(a, scale) % unitsAt(b, scale), scale);
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const left = unitsAt(a, scale);
  const right = unitsAt(b, scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The largest whole number that is not above the value. */
export function floor({ digits, scale }: Decimal): Decimal {
  if (scale === 0) return { digits, scale };
  const quotient = digits / 10n ** BigInt(scale);
  return { digits: digits < 0n ? quotient - 1n : quotient, scale: 0 };
}

function unitsAt({ digits, scale }: Decimal, wanted: number): bigint {
  return wanted === scale ? digits : digits * 10n ** BigInt(wanted - scale);
}
