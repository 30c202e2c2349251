import {
  type ConfiguredCall,
  type ConfiguredModule,
  type ConfiguredResource,
  isObject,
  type Json,
  type JsonObject,
  objectsOf,
  textOf,
} from './plan.ts';

/** Modules that lie in one another; Terraform itself has no limit, but each level is a call. */
const MAX_NESTING = 100;

/** Reads what a plan says of one module of the configuration, and of those that it calls. */
export function readConfiguration(module: JsonObject, nesting = 0): ConfiguredModule {
  const resources = new Map<string, ConfiguredResource>();
  for (const resource of objectsOf(module.resources)) {
    resources.set(textOf(resource.address), {
      arguments: referencesByName(resource.expressions),
      each: [...referencesIn(resource.for_each_expression), ...referencesIn(resource.count_expression)],
    });
  }
  const calls = new Map<string, ConfiguredCall>();
  if (nesting < MAX_NESTING && isObject(module.module_calls)) {
    for (const [name, call] of Object.entries(module.module_calls)) {
      if (!isObject(call)) continue;
      calls.set(name, {
        arguments: referencesByName(call.expressions),
        each: [...referencesIn(call.for_each_expression), ...referencesIn(call.count_expression)],
        module: readConfiguration(isObject(call.module) ? call.module : {}, nesting + 1),
      });
    }
  }
  const outputs = new Map<string, readonly string[]>();
  if (isObject(module.outputs)) {
    for (const [name, output] of Object.entries(module.outputs)) {
      outputs.set(name, isObject(output) ? referencesIn(output.expression) : []);
    }
  }
  return { resources, calls, outputs };
}

function referencesByName(expressions: Json | undefined): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  if (!isObject(expressions)) return found;
  for (const [name, expression] of Object.entries(expressions)) found.set(name, referencesIn(expression));
  return found;
}

/** What an expression refers to; of nested blocks, which are objects of expressions or lists of them, all together. */
function referencesIn(expression: Json | undefined, nesting = 0): string[] {
  if (nesting > MAX_NESTING) return [];
  if (Array.isArray(expression)) return expression.flatMap((one: Json) => referencesIn(one, nesting + 1));
  if (!isObject(expression)) return [];
  const { references } = expression;
  if (Array.isArray(references)) return references.filter((one: Json): one is string => typeof one === 'string');
  if ('constant_value' in expression) return [];
  return Object.values(expression).flatMap((one) => referencesIn(one, nesting + 1));
}
