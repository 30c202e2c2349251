import type { YamlNode, YamlScalar } from './node.ts';

export type CoreKind = 'null' | 'boolean' | 'number' | 'string';

/** What a scalar is by the core schema of YAML 1.2.2 §10.3.2, where `off`, `no` and dates are words. */
export function coreKind({ text, style, tag }: YamlScalar): CoreKind {
  if (tag !== undefined) return KIND_OF_TAG[tag] ?? 'string';
  if (style !== 'plain') return 'string';
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return 'null';
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return 'boolean';
  return NUMBER.test(text) ? 'number' : 'string';
}

const NUMBER =
  /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const KIND_OF_TAG: Readonly<Record<string, CoreKind>> = {
  '!!null': 'null',
  '!!bool': 'boolean',
  '!!int': 'number',
  '!!float': 'number',
};

/** A node as plain data by the core schema; of a key that is there twice the first value counts. */
export function coreValue(node: YamlNode): unknown {
  switch (node.kind) {
    case 'sequence':
      return node.items.map(coreValue);
    case 'mapping': {
      // No prototype, so that a key such as `__proto__` is a key like any other.
      const value: Record<string, unknown> = Object.create(null);
      for (const entry of node.entries) {
        const key = entry.key.kind === 'scalar' ? entry.key.text : '';
        if (!(key in value)) value[key] = coreValue(entry.value);
      }
      return value;
    }
    case 'scalar':
      return scalarValue(node);
  }
}

function scalarValue(scalar: YamlScalar): unknown {
  const { text } = scalar;
  switch (coreKind(scalar)) {
    case 'null':
      return null;
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'number':
      return numberOf(text);
    case 'string':
      return text;
  }
}

function numberOf(text: string): number {
  if (/inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /nan$/i.test(text) ? Number.NaN : Number(text);
}
