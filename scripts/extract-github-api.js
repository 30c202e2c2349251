// Extracts the part of GitHub's OpenAPI description that the Action uses into test/support/github-openapi.json, against
// which the tests' stand-in for the API is checked. The package is too large to depend on:
//   npm install --prefix FOLDER --ignore-scripts @octokit/openapi
//   node scripts/extract-github-api.js FOLDER
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OPERATIONS = [
  ['get', '/user'],
  ['get', '/repos/{owner}/{repo}/pulls'],
  ['get', '/repos/{owner}/{repo}/pulls/{pull_number}'],
  ['get', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['post', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['patch', '/repos/{owner}/{repo}/issues/comments/{comment_id}'],
  ['delete', '/repos/{owner}/{repo}/issues/comments/{comment_id}'],
  ['get', '/repos/{owner}/{repo}/pulls/{pull_number}/comments'],
  ['get', '/repos/{owner}/{repo}/pulls/{pull_number}/files'],
  ['post', '/repos/{owner}/{repo}/pulls/{pull_number}/reviews'],
];
const JSON_TYPES = ['application/json', 'application/scim+json'];
/** Prose and annotations, which say nothing to a validator. */
const PROSE = new Set(['description', 'title', 'example', 'examples', 'externalDocs', 'deprecated', 'default', 'xml']);

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/extract-github-api.js FOLDER');
const root = join(folder, 'node_modules', '@octokit', 'openapi');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const api = JSON.parse(readFileSync(join(root, 'generated', 'api.github.com.json'), 'utf8'));
const schemas = {};

const lookUp = (ref) =>
  ref
    .slice(2)
    .split('/')
    .reduce((node, key) => node[key], api);
const deref = (node) => (node?.$ref === undefined ? node : lookUp(node.$ref));
const jsonOf = (content) => JSON_TYPES.map((type) => content?.[type]).find((media) => media !== undefined);

/** An OpenAPI 3.0 schema as a JSON Schema, with all that it refers to collected in `schemas`. */
function schemaOf(node, isMapOfSchemas = false) {
  if (Array.isArray(node)) return node.map((item) => schemaOf(item));
  if (typeof node !== 'object' || node === null) return node;
  if (typeof node.$ref === 'string' && !isMapOfSchemas) {
    const name = node.$ref.split('/').at(-1);
    if (!(name in schemas)) {
      schemas[name] = {};
      schemas[name] = schemaOf(lookUp(node.$ref));
    }
    return { $ref: `#/schemas/${name}` };
  }
  const kept = {};
  for (const [key, value] of Object.entries(node)) {
    if (!isMapOfSchemas && (PROSE.has(key) || key.startsWith('x-') || key === 'nullable' || key === 'format')) continue;
    if (!isMapOfSchemas && key === 'enum') kept[key] = value;
    else kept[key] = schemaOf(value, !isMapOfSchemas && key === 'properties');
  }
  return node.nullable === true && !isMapOfSchemas ? { anyOf: [kept, { type: 'null' }] } : kept;
}

const operations = OPERATIONS.map(([method, path]) => {
  const operation = api.paths[path][method];
  const parameters = [...(api.paths[path].parameters ?? []), ...(operation.parameters ?? [])].map(deref);
  const queries = parameters.filter((parameter) => parameter.in === 'query');
  const responses = {};
  let example;
  for (const [status, reference] of Object.entries(operation.responses)) {
    const media = jsonOf(deref(reference).content);
    responses[status] = media === undefined ? null : schemaOf(media.schema);
    if (status.startsWith('2')) example ??= deref(Object.values(media?.examples ?? {})[0])?.value;
  }
  const body = jsonOf(operation.requestBody?.content);
  return {
    method: method.toUpperCase(),
    path,
    query: Object.fromEntries(queries.map(({ name, schema }) => [name, schemaOf(schema)])),
    body: body === undefined ? null : schemaOf(body.schema),
    responses,
    example: (Array.isArray(example) ? example[0] : example) ?? null,
  };
});

const target = new URL('../test/support/github-openapi.json', import.meta.url);
writeFileSync(target, `${JSON.stringify({ source: `@octokit/openapi ${version}`, operations, schemas })}\n`);
