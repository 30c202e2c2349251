import type { SourceFile } from '../../model/source-file.ts';
import type { YamlMapping, YamlNode, YamlScalar } from '../../yaml/node.ts';
import type { Includes } from './includes.ts';
import { isMapping, type Located } from './located.ts';

/** An entry of a mapping: its key, its value, and the file that both stand in. */
export interface Field {
  readonly key: YamlScalar;
  readonly value: YamlNode;
  readonly file: SourceFile;
}

/** Merge keys in merged mappings in merged mappings … */
const MAX_MERGE_DEPTH = 20;

/**
 * The entries of a mapping by the text of their keys, merge keys (`<<`) resolved: what is written in the mapping itself
 * wins over what is merged, the earlier of several merged mappings over the later, and the last of equal keys.
 */
export function fieldsOf({ node, file }: Located<YamlMapping>, includes: Includes, depth = 0): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const { key, value } of node.entries) {
    if (key.kind === 'scalar' && key.text === '<<' && key.style === 'plain' && depth < MAX_MERGE_DEPTH) {
      merge(fields, { node: value, file }, includes, depth + 1);
    }
  }
  for (const { key, value } of node.entries) {
    if (key.kind !== 'scalar' || (key.text === '<<' && key.style === 'plain')) continue;
    fields.set(key.text, { key, value, file });
  }
  return fields;
}

function merge(into: Map<string, Field>, located: Located, includes: Includes, depth: number): void {
  const source = includes.resolve(located);
  if (source === undefined) return;
  if (isMapping(source)) {
    for (const [key, field] of fieldsOf(source, includes, depth)) if (!into.has(key)) into.set(key, field);
  } else if (source.node.kind === 'sequence') {
    for (const item of source.node.items) {
      if (item.kind !== 'sequence') merge(into, { node: item, file: source.file }, includes, depth);
    }
  }
}

/** The value of a field, what it includes in its place; undefined without the field or where the include is broken. */
export function valueAt(fields: ReadonlyMap<string, Field>, key: string, includes: Includes): Located | undefined {
  const field = fields.get(key);
  if (field === undefined) return undefined;
  return includes.resolve({ node: field.value, file: field.file });
}
