import type { Place } from '../../../../model/place.ts';
import type { Context } from '../context.ts';
import type { Failure } from '../convert.ts';
import type { BoolValue, MappingValue, NullValue, NumberValue, SequenceValue, StringValue, Value } from '../value.ts';

/**
 * What a function takes. `value` is any known value but null, though unknown ones may be in it; `known` has none in it;
 * `anything` may be null or unknown itself; `texts` is a list whose elements are text or null.
 */
export type Parameter =
  | 'string'
  | 'number'
  | 'bool'
  | 'texts'
  | 'sequence'
  | 'mapping'
  | 'value'
  | 'known'
  | 'anything';

/** A list, set or tuple of texts, all known. */
export interface TextsValue extends SequenceValue {
  readonly elements: readonly (StringValue | NullValue)[];
}

export type Given<P extends Parameter> = P extends 'string'
  ? StringValue
  : P extends 'number'
    ? NumberValue
    : P extends 'bool'
      ? BoolValue
      : P extends 'texts'
        ? TextsValue
        : P extends 'sequence'
          ? SequenceValue
          : P extends 'mapping'
            ? MappingValue
            : Value;

/** Where a function is called. */
export interface Call {
  readonly place: Place;
  readonly context: Context;
}

export interface HclFunction {
  readonly parameters: readonly Parameter[];
  /** How many of the parameters must be given. */
  readonly required: number;
  /** What any further arguments are. */
  readonly rest: Parameter | undefined;
  readonly run: (given: readonly Value[], call: Call) => Value | Failure;
}

/** A function of exactly these parameters. */
export function fixed<const P extends readonly Parameter[]>(
  parameters: P,
  run: (given: { readonly [K in keyof P]: Given<P[K]> }, call: Call) => Value | Failure,
): HclFunction {
  return { parameters, required: parameters.length, rest: undefined, run: run as HclFunction['run'] };
}

/** A function of these parameters and any number of one more kind. */
export function variadic<const P extends readonly Parameter[], R extends Parameter>(
  parameters: P,
  rest: R,
  run: (given: { readonly [K in keyof P]: Given<P[K]> }, rest: readonly Given<R>[], call: Call) => Value | Failure,
): HclFunction {
  return {
    parameters,
    required: parameters.length,
    rest,
    run: (given, call) =>
      run(
        given.slice(0, parameters.length) as unknown as { readonly [K in keyof P]: Given<P[K]> },
        given.slice(parameters.length) as unknown as readonly Given<R>[],
        call,
      ),
  };
}
