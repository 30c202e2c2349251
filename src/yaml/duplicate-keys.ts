import type { SourceFile } from '../model/source-file.ts';
import type { YamlEntry, YamlNode } from './node.ts';
import { quotedText, type YamlProblem } from './problem.ts';

/** Up to so many keys are compared with one another, which is cheaper than a table for each small mapping. */
const FEW = 8;

export interface DuplicateKey {
  readonly first: YamlNode;
  readonly second: YamlNode;
  readonly text: string;
}

/** Scalar keys of one mapping with the same text. Merge keys (`<<`) may repeat. Linear in the entries. */
export function findDuplicateKeys(entries: readonly YamlEntry[]): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const seen = entries.length > FEW ? new Map<string, YamlNode>() : undefined;
  for (let i = 0; i < entries.length; i++) {
    const { key } = entries[i];
    if (key.kind !== 'scalar' || key.text === '<<') continue;
    const first = seen === undefined ? earlier(entries, i, key.text) : seen.get(key.text);
    if (first !== undefined) found.push({ first, second: key, text: key.text });
    else seen?.set(key.text, key);
  }
  return found;
}

/** What to say of it, with both places. */
export function duplicateKeyProblem({ first, second, text }: DuplicateKey, file: SourceFile): YamlProblem {
  const { line } = file.position(first.start);
  return {
    code: 'duplicate-key',
    place: { file, start: second.start, end: second.end },
    message: `The key ${quotedText(text)} is there twice: line ${line} has it already.`,
    related: { place: { file, start: first.start, end: first.end }, message: 'The first one.' },
  };
}

function earlier(entries: readonly YamlEntry[], index: number, text: string): YamlNode | undefined {
  for (let i = 0; i < index; i++) {
    const { key } = entries[i];
    if (key.kind === 'scalar' && key.text === text) return key;
  }
  return undefined;
}
