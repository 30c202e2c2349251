import { coreValue } from '../yaml/core-value.ts';
import { keyText, type YamlNode } from '../yaml/node.ts';
import type { PolicyReading } from './read-policy.ts';

/** Settings of a policy file, one a line, in the words of the file; order of keys and layout make no difference. */
function settingsOf(root: YamlNode | undefined): string[] {
  if (root?.kind !== 'mapping') return [];
  return root.entries.flatMap((entry) => {
    const { value } = entry;
    const key = keyText(entry) ?? '';
    if (value.kind === 'sequence') return value.items.map((item) => `${key}: ${compact(coreValue(item))}`);
    if (value.kind === 'mapping')
      return value.entries.map((inner) => `${key}: ${keyText(inner) ?? ''}: ${compact(coreValue(inner.value))}`);
    return [`${key}: ${compact(coreValue(value))}`];
  });
}

/** Plain data on one line, as flow-style YAML that is easy on the eye. */
function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, of]) => `${key}: ${compact(of)}`)
      .join(', ')} }`;
  return String(value ?? '').replace(/\s+/g, ' ');
}

export interface PolicyChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What head's policy file says that base's does not, and the other way round. */
export function policyChanges(head: PolicyReading | undefined, base: PolicyReading | undefined): PolicyChanges {
  const before = settingsOf(base?.root);
  const after = settingsOf(head?.root);
  return { added: without(after, before), removed: without(before, after) };
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}
