import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, object>>;
  readonly body: { readonly properties?: Readonly<Record<string, unknown>> } | null;
  readonly responses: Readonly<Record<string, object | null>>;
  readonly example: object | null;
}

interface Description {
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, object>>;
}

/** What scripts/extract-github-api.js took from GitHub's own description of its API. */
const api: Description = JSON.parse(readFileSync(join(import.meta.dirname, 'github-openapi.json'), 'utf8'));
const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: false });
ajv.addSchema({ ...api, $id: 'github' });
const inText = new Ajv({ strict: false, validateFormats: false, coerceTypes: true });
const compiled = new Map<string, ValidateFunction>();

function validatorOf(pointer: string): ValidateFunction {
  const known = compiled.get(pointer) ?? ajv.compile({ $ref: `github#/${pointer}` });
  compiled.set(pointer, known);
  return known;
}

function operationOf(method: string, path: string): number {
  return api.operations.findIndex((operation) => {
    const pattern = operation.path.replaceAll(/\{\w+\}/g, '[^/]+');
    return operation.method === method && new RegExp(`^${pattern}$`).test(path);
  });
}

/** An answer of GitHub's documentation, to be filled in. */
export function exampleOf(method: string, path: string): object {
  return structuredClone(api.operations[operationOf(method, path)]?.example ?? {});
}

/** What GitHub's description has against a request; empty where it is as described. */
export function requestProblems(method: string, url: URL, body: unknown): string[] {
  const index = operationOf(method, url.pathname);
  const operation = api.operations[index];
  const name = `${method} ${url.pathname}`;
  if (operation === undefined) return [`${name}: not described`];
  const problems: string[] = [];
  for (const [key, value] of url.searchParams) {
    const schema = operation.query[key];
    if (schema === undefined) problems.push(`${name}: no parameter ${key}`);
    else if (!inText.validate({ type: 'object', properties: { value: schema } }, { value })) {
      problems.push(`${name}: ${key} ${inText.errorsText()}`);
    }
  }
  if (operation.body === null) return body === undefined ? problems : [...problems, `${name}: takes no body`];
  const validate = validatorOf(`operations/${index}/body`);
  if (!validate(body)) problems.push(`${name}: ${ajv.errorsText(validate.errors)}`);
  for (const key of Object.keys(body ?? {})) {
    if (operation.body.properties?.[key] === undefined) problems.push(`${name}: the body has no ${key}`);
  }
  return problems;
}

/** What the description has against an answer. Refusals that it leaves out have the shape of all others. */
export function answerProblems(method: string, path: string, status: number, body: unknown): string[] {
  const index = operationOf(method, path);
  const described = api.operations[index]?.responses[status];
  const name = `${method} ${path} → ${status}`;
  if (described === undefined) return status >= 400 ? [] : [`${name}: no such answer`];
  if (described === null) return body === undefined ? [] : [`${name}: has no body`];
  const validate = validatorOf(`operations/${index}/responses/${status}`);
  return validate(body) ? [] : [`${name}: ${ajv.errorsText(validate.errors)}`];
}
