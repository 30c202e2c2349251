import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

/**
 * The part of SARIF 2.1.0 that the gate writes, with what GitHub documents for code scanning on top: one run, a location
 * with a line for each result, its limits of number and length. Closed, so that a key that SARIF lacks is refused.
 */

const text = { type: 'string', minLength: 1 };
const message = closed({ text }, { markdown: text });
const level = { enum: ['error', 'warning', 'note'] };
const line = { type: 'integer', minimum: 1 };

const region = closed({ startLine: line }, { startColumn: line, endLine: line, endColumn: line });
/** §3.4.3 and RFC 3986 §4.2: a relative reference that escapes what it must and does not begin with a scheme or a slash. */
const uri = { type: 'string', pattern: "^(?!/)(?![^/]*:)(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$" };
const artifactLocation = closed({ uri, uriBaseId: { const: '%SRCROOT%' } });
const physicalLocation = closed({ artifactLocation, region });

const rule = closed({
  id: { type: 'string', pattern: '^[a-z0-9-]+$', maxLength: 255 },
  shortDescription: closed({ text: { ...text, maxLength: 1024 } }),
  fullDescription: closed({ text: { ...text, maxLength: 1024 } }),
  helpUri: { type: 'string', pattern: '^https://' },
  help: message,
  defaultConfiguration: closed({ level }),
  properties: closed({
    tags: { type: 'array', items: text, uniqueItems: true, maxItems: 20 },
    'problem.severity': { enum: ['error', 'warning', 'recommendation'] },
  }),
});

const result = closed(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message: closed({ text }),
    locations: { type: 'array', minItems: 1, maxItems: 1, items: closed({ physicalLocation }) },
    partialFingerprints: closed({
      primaryLocationLineHash: { type: 'string', pattern: '^[0-9a-f]{16}:[1-9][0-9]*$' },
    }),
    properties: closed({ subject: { type: 'string' } }, { introduced: { type: 'boolean' } }),
  },
  {
    relatedLocations: {
      type: 'array',
      minItems: 1,
      maxItems: 99,
      items: closed({ id: line, physicalLocation, message: closed({ text: { type: 'string' } }) }),
    },
    fixes: {
      type: 'array',
      items: closed({
        description: closed({ text: { type: 'string' } }),
        artifactChanges: {
          type: 'array',
          minItems: 1,
          items: closed({
            artifactLocation,
            replacements: {
              type: 'array',
              minItems: 1,
              items: closed({ deletedRegion: region, insertedContent: closed({ text: { type: 'string' } }) }),
            },
          }),
        },
      }),
    },
    suppressions: {
      type: 'array',
      items: closed({
        kind: { enum: ['external', 'inSource'] },
        status: { const: 'accepted' },
        justification: { type: 'string' },
      }),
    },
  },
);

const run = closed({
  tool: closed({
    driver: closed({
      name: text,
      version: text,
      informationUri: { type: 'string', pattern: '^https://' },
      rules: { type: 'array', items: rule, uniqueItems: true, maxItems: 25_000 },
    }),
  }),
  columnKind: { const: 'utf16CodeUnits' },
  originalUriBaseIds: closed({ '%SRCROOT%': closed({ description: message }) }),
  invocations: {
    type: 'array',
    minItems: 1,
    maxItems: 1,
    items: closed({
      executionSuccessful: { const: true },
      toolExecutionNotifications: { type: 'array', items: closed({ level, message }) },
    }),
  },
  results: { type: 'array', maxItems: 25_000, items: result },
});

const SARIF_SCHEMA = closed({
  $schema: { type: 'string', pattern: 'sarif-schema-2\\.1\\.0\\.json$' },
  version: { const: '2.1.0' },
  runs: { type: 'array', minItems: 1, maxItems: 1, items: run },
});

/** An object with all of some keys, perhaps some others, and no further ones. */
function closed(required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}): object {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}

/** The schema that OASIS publishes, which scripts/extract-sarif-schema.js took out of a package. */
const OFFICIAL_SCHEMA = JSON.parse(readFileSync(join(import.meta.dirname, 'sarif-2.1.0.json'), 'utf8'));

const uriReference = (text: string) => URL.canParse(text, 'https://example.com/');
const ajv = new Ajv2020({
  formats: { uri: URL.canParse, 'uri-reference': uriReference, 'date-time': true, uuid: true },
});
const validators = [OFFICIAL_SCHEMA, SARIF_SCHEMA].map((schema) => ajv.compile(schema));

/** What SARIF itself, and what GitHub on top of it, has against a document; empty where both take it. */
export function sarifProblems(document: unknown): string[] {
  return validators.flatMap((validate) => {
    validate(document);
    return (validate.errors ?? []).slice(0, 3).map(({ instancePath, message }) => `${instancePath} ${message}`);
  });
}
