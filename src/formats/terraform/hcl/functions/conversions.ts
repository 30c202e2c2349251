import { convert, type Failure, failure } from '../convert.ts';
import type { Type } from '../type.ts';
import { bool, nullValue, type Value } from '../value.ts';
import { fixed, type HclFunction } from './define.ts';

/** Conversions that are asked for, and marks that mean nothing here. */
export const CONVERSION_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  ephemeralasnull: fixed(['anything'], ([value]) => value),
  issensitive: fixed(['anything'], () => bool(false)),
  nonsensitive: fixed(['anything'], ([value]) => value),
  sensitive: fixed(['anything'], ([value]) => value),
  tobool: to('bool'),
  tolist: to({ kind: 'list', element: 'any' }),
  tomap: to({ kind: 'map', element: 'any' }),
  tonumber: to('number'),
  toset: to({ kind: 'set', element: 'any' }),
  tostring: to('string'),
};

function to(type: Type): HclFunction {
  return fixed(['anything'], ([value]): Value | Failure => {
    if (value.kind === 'null') return nullValue(value.place);
    const converted = convert(value, type);
    return converted.kind === 'failure' ? failure(`it cannot be converted, because ${converted.message}`) : converted;
  });
}
