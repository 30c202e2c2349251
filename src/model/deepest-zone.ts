import { MAX_NAME_LENGTH, type Name, parentOf, ROOT } from './name.ts';

/** A name in which every octet is written `\DDD`; longer text is no name, and walking up it would cost its square. */
const MAX_WRITTEN = 4 * (MAX_NAME_LENGTH + 1);

/** The deepest of some zones (`isZone`) that a name is or lies in; undefined where it lies in none or is no name. */
export function deepestZone(name: Name, isZone: (name: Name) => boolean): Name | undefined {
  if (name.length > MAX_WRITTEN) return undefined;
  for (let at = name; ; at = parentOf(at)) {
    if (isZone(at)) return at;
    if (at === ROOT) return undefined;
  }
}
