import { SourceFile } from '../../../../model/source-file.ts';
import { type Context, fail } from '../context.ts';
import { evaluate } from '../evaluate.ts';
import { parseExpressionText } from '../parse.ts';
import type { Expression } from '../syntax.ts';
import type { AttributeType, Type } from '../type.ts';

const PRIMITIVES: Readonly<Record<string, Type>> = { any: 'any', bool: 'bool', number: 'number', string: 'string' };
const OLD_NAMES: Readonly<Record<string, Type>> = {
  list: { kind: 'list', element: 'any' },
  map: { kind: 'map', element: 'any' },
  set: { kind: 'set', element: 'any' },
};

/** The type that the `type` of a variable names, such as `map(object({ ttl = optional(number, 300) }))`. */
export function readType(expression: Expression, context: Context): Type {
  if (expression.kind === 'traversal' && expression.names.length === 1) {
    const [name] = expression.names;
    const type = Object.hasOwn(PRIMITIVES, name) ? PRIMITIVES[name] : OLD_NAMES[name];
    if (type !== undefined) return type;
  }
  // As the JSON syntax and old configurations write it.
  if (expression.kind === 'literal' && expression.value.kind === 'string') {
    const parsed = parseExpressionText(new SourceFile(expression.file.path, expression.value.value)).expression;
    if (parsed !== undefined && parsed.kind !== 'literal') return readType(parsed, context);
  }
  if (expression.kind === 'call') {
    const [argument] = expression.arguments;
    switch (argument === undefined ? '' : expression.name) {
      case 'list':
      case 'set':
      case 'map':
        return { kind: expression.name as 'list' | 'set' | 'map', element: readType(argument, context) };
      case 'tuple':
        if (argument.kind !== 'tuple') break;
        return { kind: 'tuple', elements: argument.elements.map((element) => readType(element, context)) };
      case 'object':
        if (argument.kind !== 'object') break;
        return { kind: 'object', attributes: readAttributes(argument, context) };
      default:
    }
  }
  fail(context, expression, 'This names no type such as “string”, “list(string)” or “object({ name = string })”.');
  return 'any';
}

function readAttributes(
  { items }: Expression & { readonly kind: 'object' },
  context: Context,
): ReadonlyMap<string, AttributeType> {
  const attributes = new Map<string, AttributeType>();
  for (const { key, value } of items) {
    const name = evaluate(key, context);
    if (name.kind !== 'string') continue;
    if (value.kind !== 'call' || value.name !== 'optional' || value.arguments.length === 0) {
      attributes.set(name.value, { type: readType(value, context), optional: false });
      continue;
    }
    const [type, fallback] = value.arguments;
    attributes.set(name.value, {
      type: readType(type, context),
      optional: true,
      fallback: fallback === undefined ? undefined : evaluate(fallback, context),
    });
  }
  return attributes;
}
