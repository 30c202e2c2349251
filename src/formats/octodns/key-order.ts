import type { YamlMapping, YamlNode, YamlScalar } from '../../yaml/node.ts';
import { pythonKind } from './python-scalar.ts';

/** How OctoDNS wants keys sorted: numbers inside them by value, or letter by letter. */
export type OrderMode = 'natural' | 'simple';

/** A key that does not stand where OctoDNS wants it, and the key that should stand there. */
export interface OutOfOrder {
  readonly key: YamlScalar;
  readonly expected: string;
}

type SortKey = readonly (string | number)[];

/** The first key out of order in a mapping or in one inside it. Mappings with keys that are no text are passed over. */
export function firstOutOfOrder(node: YamlNode, mode: OrderMode): OutOfOrder | undefined {
  if (node.kind === 'scalar') return undefined;
  if (node.kind === 'sequence') return firstOf(node.items, mode);
  const own = isSorted(node, mode) ? undefined : wrongKey(node, mode);
  return own ?? firstOf(node.entries, mode);
}

function firstOf(items: readonly (YamlNode | { readonly value: YamlNode })[], mode: OrderMode): OutOfOrder | undefined {
  for (const item of items) {
    const found = firstOutOfOrder('value' in item ? item.value : item, mode);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Nearly every mapping ends here, so nothing is made for it. */
function isSorted({ entries }: YamlMapping, mode: OrderMode): boolean {
  for (let i = 1; i < entries.length; i++) {
    const [before, key] = [entries[i - 1].key, entries[i].key];
    if (before.kind !== 'scalar' || key.kind !== 'scalar' || !isBefore(before.text, key.text, mode)) return false;
  }
  return true;
}

function isBefore(a: string, b: string, mode: OrderMode): boolean {
  if (mode === 'simple' || !/[0-9]/.test(a) || !/[0-9]/.test(b)) return a <= b;
  return compare(naturalKey(a), naturalKey(b)) <= 0;
}

function wrongKey({ entries }: YamlMapping, mode: OrderMode): OutOfOrder | undefined {
  const byText = new Map<string, YamlScalar>();
  for (const { key } of entries) {
    // Keys of several kinds, lists and merges are sorted in ways of their own.
    if (key.kind !== 'scalar' || key.text === '<<' || !isText(key)) return undefined;
    byText.set(key.text, key);
  }
  const keys = [...byText.values()];
  const sortKeys = new Map(keys.map((key) => [key, mode === 'natural' ? naturalKey(key.text) : [key.text]]));
  const sorted = [...keys].sort((a, b) => compare(sortKeys.get(a)!, sortKeys.get(b)!));
  const index = keys.findIndex((key, i) => key !== sorted[i]);
  return index < 0 ? undefined : { key: keys[index], expected: sorted[index].text };
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
