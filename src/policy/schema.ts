import { policyShape } from './policy-shape.ts';
import type { Shape } from './shape.ts';

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema of the policy file, for editors; `rules` are the ids of all rules. */
export function policySchema(rules: readonly string[]): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'DNS Mail Gate policy',
    description: 'dns-mail-gate.yml, at the root of the repository or in .github. YAML 1.2, in which off is a word.',
    ...schemaOf(policyShape(rules)),
    $defs: { rule: { enum: rules } },
  };
}

function schemaOf(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case 'mapping': {
      const entries = Object.entries(shape.keys);
      const required = entries.filter(([, key]) => key.required).map(([name]) => name);
      return {
        // Keys whose values are all commented out are as good as none.
        type: required.length > 0 ? 'object' : ['object', 'null'],
        ...(required.length > 0 ? { required } : {}),
        properties: Object.fromEntries(
          entries.map(([name, { shape: of, about }]) => [name, { description: about, ...schemaOf(of) }]),
        ),
        additionalProperties: false,
      };
    }
    case 'table':
      return {
        type: ['object', 'null'],
        propertyNames: schemaOf(shape.key),
        additionalProperties: schemaOf(shape.value),
      };
    case 'list':
      return shape.notEmpty
        ? { type: 'array', items: schemaOf(shape.of), minItems: 1 }
        : { type: ['array', 'null'], items: schemaOf(shape.of) };
    case 'word':
      if (shape.what === 'a rule') return { $ref: '#/$defs/rule' };
      return shape.words !== undefined ? { enum: shape.words } : { type: 'string', pattern: shape.pattern };
    case 'boolean':
      return { type: 'boolean' };
  }
}
