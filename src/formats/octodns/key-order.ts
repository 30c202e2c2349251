import type { YamlMapping, YamlNode, YamlScalar } from '../../yaml/node.ts';
import { isDigit } from '../bind/octets.ts';
import { pythonKind } from './python-scalar.ts';

/** How OctoDNS wants keys sorted: numbers inside them by value, or letter by letter. */
export type OrderMode = 'natural' | 'simple';

/** A key that does not stand where OctoDNS wants it, and the key that should stand there. */
export interface OutOfOrder {
  readonly key: YamlScalar;
  readonly expected: string;
}

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
  return compareNatural(a, b) <= 0;
}

function wrongKey({ entries }: YamlMapping, mode: OrderMode): OutOfOrder | undefined {
  const byText = new Map<string, YamlScalar>();
  for (const { key } of entries) {
    // Keys of several kinds, lists and merges are sorted in ways of their own.
    if (key.kind !== 'scalar' || key.text === '<<' || !isText(key)) return undefined;
    byText.set(key.text, key);
  }
  const keys = [...byText.values()];
  const order = mode === 'natural' ? compareNatural : compare;
  const sorted = [...keys].sort((a, b) => order(a.text, b.text));
  const index = keys.findIndex((key, i) => key !== sorted[i]);
  return index < 0 ? undefined : { key: keys[index], expected: sorted[index].text };
}

function isText(key: YamlScalar): boolean {
  const kind = pythonKind(key);
  return kind === 'text' || kind === 'integer';
}

/** Texts and numbers in turn, beginning with a text, each pair by its kind; what is left over at the end is more. */
function compareNatural(a: string, b: string): number {
  for (let i = 0, j = 0; ; ) {
    const [textA, textB] = [runEnd(a, i, false), runEnd(b, j, false)];
    const texts = compare(a.slice(i, textA), b.slice(j, textB));
    if (texts !== 0) return texts;
    if (textA === a.length || textB === b.length) return b.length - textB === 0 ? a.length - textA : -1;
    [i, j] = [runEnd(a, textA, true), runEnd(b, textB, true)];
    const numbers = compare(Number(a.slice(textA, i)), Number(b.slice(textB, j)));
    if (numbers !== 0) return numbers;
    if (i === a.length || j === b.length) return j === b.length ? a.length - i : -1;
  }
}

/** Where the digits, or what are none, end that begin at an index. */
function runEnd(text: string, from: number, areDigits: boolean): number {
  let at = from;
  while (at < text.length && isDigit(text.charCodeAt(at)) === areDigits) at++;
  return at;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
