import { convert, convertAll, failure, findUnknown, keyOf } from '../convert.ts';
import { text } from '../string-value.ts';
import { type Type, typeOf } from '../type.ts';
import { list, map, object, tuple, unknown, type Value } from '../value.ts';
import { fixed, type HclFunction, variadic } from './define.ts';

/** The functions on maps and objects. */
export const MAPPING_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  keys: fixed(['mapping'], ([{ kind, entries }]) => {
    const keys = [...entries.keys()].map((key) => text(key));
    return kind === 'map' ? list(keys) : tuple(keys);
  }),
  lookup: variadic(['mapping', 'string'], 'anything', ([mapping, key], rest) => {
    if (rest.length > 1) return failure('“lookup” takes two or three arguments');
    const found = mapping.entries.get(key.value) ?? (rest.length === 0 ? mapping.missing?.(key.value) : undefined);
    if (found !== undefined) return found;
    if (rest.length === 0) return failure(`there is no “${key.value.slice(0, 80)}” in the ${mapping.kind}`);
    const fallback = rest[0];
    const type = mapping.kind === 'map' ? typeOf(mapping) : 'any';
    return typeof type !== 'string' && type.kind === 'map' ? convert(fallback, type.element) : fallback;
  }),
  matchkeys: fixed(['sequence', 'sequence', 'sequence'], ([values, keys, wanted]) => {
    if (values.elements.length !== keys.elements.length) return failure('“matchkeys” needs as many keys as values');
    const notKnown = findUnknown(keys) ?? findUnknown(wanted);
    if (notKnown !== undefined) return unknown(notKnown.reason);
    const chosen = new Set(wanted.elements.map(keyOf));
    return list(values.elements.filter((_, i) => chosen.has(keyOf(keys.elements[i]))));
  }),
  merge: variadic([], 'anything', (_, values) => {
    const entries = new Map<string, Value>();
    let allMaps = true;
    for (const value of values) {
      if (value.kind === 'unknown') return unknown(value.reason);
      if (value.kind === 'null') continue;
      if (!('entries' in value)) return failure('“merge” takes maps and objects');
      allMaps &&= value.kind === 'map';
      for (const [key, entry] of value.entries) entries.set(key, entry);
    }
    if (!allMaps || entries.size === 0) return object(entries);
    const keys = [...entries.keys()];
    const converted = convertAll([...entries.values()], 'any');
    return Array.isArray(converted) ? map(new Map(converted.map((value, i) => [keys[i], value]))) : object(entries);
  }),
  transpose: fixed(['known'], ([value]) => {
    const type: Type = { kind: 'map', element: { kind: 'list', element: 'string' } };
    const mapping = convert(value, type);
    if (mapping.kind === 'failure') return mapping;
    const transposed = new Map<string, Value[]>();
    for (const [key, values] of 'entries' in mapping ? mapping.entries : []) {
      for (const element of 'elements' in values ? values.elements : []) {
        if (element.kind !== 'string') return failure('an element is null');
        const keys = transposed.get(element.value) ?? [];
        transposed.set(element.value, keys);
        keys.push(text(key));
      }
    }
    return map(new Map([...transposed].map(([key, keys]) => [key, list(keys)])));
  }),
  values: fixed(['mapping'], ([{ kind, entries }]) =>
    kind === 'map' ? list([...entries.values()]) : tuple([...entries.values()]),
  ),
  zipmap: fixed(['texts', 'sequence'], ([keys, values]) => {
    if (keys.elements.length !== values.elements.length) {
      return failure(`there are ${keys.elements.length} keys but ${values.elements.length} values`);
    }
    const entries = new Map<string, Value>();
    for (let i = 0; i < keys.elements.length; i++) {
      const key = keys.elements[i];
      if (key.kind === 'null') return failure('a key is null');
      entries.set(key.value, values.elements[i]);
    }
    return values.kind === 'list' ? map(entries) : object(entries);
  }),
};
