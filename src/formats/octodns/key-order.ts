import type { YamlMapping, YamlScalar } from '../../yaml/node.ts';
import { pythonKind, pythonText } from './python-scalar.ts';

/** How OctoDNS wants keys sorted: numbers inside them by value, or letter by letter. */
export type OrderMode = 'natural' | 'simple';

type SortKey = readonly (string | number)[];

/** The first key of a mapping that does not stand where OctoDNS wants it, and the key that should stand there. */
export function firstOutOfOrder(
  { entries }: YamlMapping,
  mode: OrderMode,
): { readonly key: YamlScalar; readonly expected: string } | undefined {
  const byText = new Map<string, YamlScalar>();
  for (const { key } of entries) {
    // Keys of several kinds, lists and merges are sorted in ways of their own.
    if (key.kind !== 'scalar' || key.text === '<<' || !isText(key)) return undefined;
    byText.set(key.text, key);
  }
  const keys = [...byText.values()];
  const sortKeys = new Map(keys.map((key) => [key, mode === 'natural' ? naturalKey(key.text) : [key.text]]));
  const isSorted = keys.every((key, i) => i === 0 || compare(sortKeys.get(keys[i - 1])!, sortKeys.get(key)!) <= 0);
  if (isSorted) return undefined;
  const sorted = [...keys].sort((a, b) => compare(sortKeys.get(a)!, sortKeys.get(b)!));
  const index = keys.findIndex((key, i) => key !== sorted[i]);
  return { key: keys[index], expected: pythonText(sorted[index]) };
}

function isText(key: YamlScalar): boolean {
  const kind = pythonKind(key);
  return kind === 'text' || kind === 'integer';
}

/** Text and numbers in turn, beginning with a text. */
function naturalKey(text: string): SortKey {
  const parts: (string | number)[] = [];
  text.split(/([0-9]+)/).forEach((part, i) => {
    if (i % 2 === 1) parts.push(Number(part));
    else if (part !== '' || i === 0) parts.push(part);
  });
  return parts;
}

function compare(a: SortKey, b: SortKey): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] === b[i]) continue;
    return a[i] < b[i] ? -1 : 1;
  }
  return a.length - b.length;
}
