import type { Place } from '../../../../model/place.ts';
import type { Block, Expression } from '../syntax.ts';

/** What a `removed` block takes out of a module. */
export interface Removed {
  /** Of a resource or a whole module, with the keys of the module instance that the block is in. */
  readonly address: string;
  /** Where the block names it. */
  readonly place: Place;
}

/**
 * What a `removed` block in the module instance at `module` makes Terraform forget. Undefined for a block that has it
 * destroyed, which is what Terraform does unless the block says otherwise.
 */
export function forgottenBy({ body }: Block, module: string): Removed | undefined {
  const from = body.attributes.get('from');
  const written = from === undefined ? undefined : addressOf(from.value);
  if (from === undefined || written === undefined || !isKept(body)) return undefined;
  const { file, start, end } = from;
  return { address: module === '' ? written : `${module}.${written}`, place: { file, start, end } };
}

/** In the JSON syntax the address is a text. Terraform takes no keys in it, so none are looked for. */
function addressOf(expression: Expression): string | undefined {
  if (expression.kind === 'traversal') return expression.names.join('.');
  return expression.kind === 'literal' && expression.value.kind === 'string' ? expression.value.value : undefined;
}

/** `lifecycle { destroy = false }`, which the JSON syntax writes as an argument, or as a list of one. */
function isKept({ attributes, blocks }: Block['body']): boolean {
  if (blocks.some(({ type, body }) => type === 'lifecycle' && isFalse(body.attributes.get('destroy')?.value)))
    return true;
  const lifecycle = attributes.get('lifecycle')?.value;
  const objects = lifecycle?.kind === 'tuple' ? lifecycle.elements : lifecycle === undefined ? [] : [lifecycle];
  return objects.some(
    (one) =>
      one.kind === 'object' && one.items.some(({ key, value }) => addressOf(key) === 'destroy' && isFalse(value)),
  );
}

/** Terraform takes nothing but a plain `false` here, and the same word as text. */
function isFalse(expression: Expression | undefined): boolean {
  if (expression?.kind !== 'literal') return false;
  const { value } = expression;
  return value.kind === 'bool' ? !value.value : value.kind === 'string' && value.value === 'false';
}
