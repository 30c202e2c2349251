import { posix } from 'node:path';
import type { Place } from '../../../../model/place.ts';
import { type Context, type Found, fail, type Run, type Scope } from '../context.ts';
import { convert } from '../convert.ts';
import { evaluate, tooMuch } from '../evaluate.ts';
import type { ProblemLog } from '../problem-log.ts';
import { text } from '../string-value.ts';
import type { Block } from '../syntax.ts';
import { object, tuple, unknown, type Value } from '../value.ts';
import { evaluateBlock } from './evaluate-block.ts';
import { type Copy, type Expansion, expand, unknownCopies } from './expand.ts';
import type { ModuleSource } from './module-source.ts';
import type { ResourceInstance } from './resource.ts';
import { readType } from './type-constraint.ts';

/** What a module instance needs of the world around it. */
export interface Surroundings {
  readonly run: Run;
  readonly problems: ProblemLog;
  /** What a variable is given, undefined where it is given nothing. */
  readonly input: (name: string) => Value | undefined;
  /** What a variable is that is given nothing and has no default. */
  readonly noInput: (name: string, place: Place) => Value;
  /** The value of `module.NAME`. */
  readonly call: (name: string, place: Place) => Value | undefined;
}

interface Expanded {
  readonly block: Block;
  readonly expansion: Expansion;
  readonly instances: readonly ResourceInstance[];
  /** Made when something refers to the block, which most are never asked for. */
  value: Value | undefined;
}

/**
 * A module with the values that it is called with. Everything is evaluated when something asks for it, and once; what
 * asks for itself is a problem and unknown.
 */
export class ModuleInstance {
  readonly source: ModuleSource;
  /** As in `module.mail["a"]`, `''` for the root. */
  readonly address: string;
  readonly context: Context;
  readonly #surroundings: Surroundings;
  readonly #values = new Map<string, Value>();
  readonly #resources = new Map<string, Expanded>();
  readonly #open = new Set<string>();

  constructor(source: ModuleSource, address: string, surroundings: Surroundings) {
    this.source = source;
    this.address = address;
    this.#surroundings = surroundings;
    const scope: Scope = { lookup: (names, place, context) => this.#lookup(names, place, context) };
    this.context = { scope, run: surroundings.run, problems: surroundings.problems };
  }

  /** The value of an output; undefined where there is none of that name. */
  output(name: string): Value | undefined {
    const value = this.source.outputs.get(name)?.body.attributes.get('value');
    if (value === undefined) return undefined;
    return this.#once(`output.${name}`, value.value, () => evaluate(value.value, this.context));
  }

  /** The instances of a resource or data source; empty for one that is not there. */
  instances(mode: 'managed' | 'data', name: string): readonly ResourceInstance[] {
    const block = (mode === 'data' ? this.source.data : this.source.resources).get(name);
    return block === undefined ? [] : (this.#expanded(mode, name, block)?.instances ?? []);
  }

  #lookup(names: readonly string[], place: Place, context: Context): Found | undefined {
    const [first, second, third] = names;
    switch (first) {
      case 'var':
        return this.#named(second, place, context, (name) => this.#variable(name), 'variable');
      case 'local':
        return this.#named(second, place, context, (name) => this.#local(name), 'local value');
      case 'module':
        return this.#named(second, place, context, (name) => this.#surroundings.call(name, place), 'module');
      case 'path':
        return second === undefined ? undefined : { value: this.#path(second), used: 2 };
      case 'terraform':
        return { value: unknown('it depends on how Terraform is run'), used: names.length };
      case 'self':
      case 'ephemeral':
        return { value: unknown('it is known only while Terraform runs'), used: names.length };
      case 'data':
        if (second === undefined || third === undefined) return undefined;
        return { value: this.#resource('data', `${second}.${third}`, place, context), used: 3 };
      case 'resource':
        if (second === undefined || third === undefined) return undefined;
        return { value: this.#resource('managed', `${second}.${third}`, place, context), used: 3 };
      default:
        if (second === undefined) return undefined;
        return { value: this.#resource('managed', `${first}.${second}`, place, context), used: 2 };
    }
  }

  #named(
    name: string | undefined,
    place: Place,
    context: Context,
    find: (name: string) => Value | undefined,
    what: string,
  ): Found | undefined {
    if (name === undefined) return undefined;
    const value = find(name) ?? fail(context, place, `There is no ${what} “${name}” in this module.`);
    return { value, used: 2 };
  }

  #path(name: string): Value {
    const folder = posix.relative(this.#surroundings.run.folder, this.source.folder) || '.';
    return text(name === 'module' ? folder : '.');
  }

  #local(name: string): Value | undefined {
    const local = this.source.locals.get(name);
    if (local === undefined) return undefined;
    return this.#once(`local.${name}`, local.namePlace, () => evaluate(local.value, this.context));
  }

  #variable(name: string): Value | undefined {
    const block = this.source.variables.get(name);
    if (block === undefined) return undefined;
    return this.#once(`var.${name}`, block.header, () => this.#variableValue(name, block));
  }

  #variableValue(name: string, { body, header }: Block): Value {
    const { attributes } = body;
    const fallback = attributes.get('default')?.value;
    const given = this.#surroundings.input(name);
    const isLeftOut =
      given === undefined || (given.kind === 'null' && this.#isFalse(attributes.get('nullable')?.value));
    if (isLeftOut && fallback === undefined) return this.#surroundings.noInput(name, header);
    const value = isLeftOut ? evaluate(fallback!, this.context) : given;
    const type = attributes.get('type')?.value;
    if (!this.context.run.spendOn(value)) return tooMuch(header);
    const converted = type === undefined ? value : convert(value, readType(type, this.context));
    if (converted.kind !== 'failure') return converted;
    return fail(this.context, header, `The value of the variable “${name}” is not of its type: ${converted.message}.`);
  }

  #isFalse(expression: Parameters<typeof evaluate>[0] | undefined): boolean {
    const value = expression === undefined ? undefined : evaluate(expression, this.context);
    return value?.kind === 'bool' && !value.value;
  }

  #resource(mode: 'managed' | 'data', name: string, place: Place, context: Context): Value {
    const block = (mode === 'data' ? this.source.data : this.source.resources).get(name);
    if (block === undefined) {
      const what = mode === 'data' ? 'data source' : 'resource';
      return fail(context, place, `There is no ${what} “${name}” in this module.`);
    }
    const expanded = this.#expanded(mode, name, block);
    if (expanded === undefined) return unknown('it asks for itself', place);
    expanded.value ??= valueOfAll(expanded, this.#surroundings.run);
    return expanded.value;
  }

  #expanded(mode: 'managed' | 'data', name: string, block: Block): Expanded | undefined {
    const key = `${mode} ${name}`;
    const known = this.#resources.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) {
      fail(this.context, block.header, `The block “${name}” asks for its own values, directly or through others.`);
      return undefined;
    }
    this.#open.add(key);
    const expansion = expand(block.body, this.context);
    const instances = expansion.copies.map((copy) => this.#instance(mode, block, copy));
    this.#open.delete(key);
    const expanded: Expanded = { block, expansion, instances, value: undefined };
    this.#resources.set(key, expanded);
    return expanded;
  }

  #instance(mode: 'managed' | 'data', block: Block, { key, context, expansion }: Copy): ResourceInstance {
    const [resourceType, name] = block.labels;
    const prefix = this.address === '' ? '' : `${this.address}.`;
    const provider = block.body.attributes.get('provider')?.value;
    const evaluated = evaluateBlock(block.type, block.header, block.body, context);
    // Spelt out: an object put together by spreading is slow to make, and an estate has ten thousands of them.
    return {
      type: evaluated.type,
      attributes: evaluated.attributes,
      blocks: evaluated.blocks,
      file: evaluated.file,
      start: evaluated.start,
      end: evaluated.end,
      mistakes: evaluated.mistakes,
      mode,
      resourceType,
      name,
      key,
      address: `${prefix}${mode === 'data' ? 'data.' : ''}${resourceType}.${name}${keySuffix(key)}`,
      module: this.address,
      provider: provider?.kind === 'traversal' ? provider.names.join('.') : undefined,
      expansion,
    };
  }

  /** Evaluates a named thing at most once; one that is asked for while it is being evaluated asks for itself. */
  #once(key: string, place: Place, make: () => Value): Value {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key))
      return fail(this.context, place, `“${key}” asks for its own value, directly or through others.`);
    this.#open.add(key);
    const value = make();
    this.#open.delete(key);
    this.#values.set(key, value);
    return value;
  }
}

/** How an instance is told from the others in an address. */
export function keySuffix(key: string | number | undefined): string {
  return key === undefined ? '' : typeof key === 'number' ? `[${key}]` : `[${JSON.stringify(key)}]`;
}

/** One object, or as many as there are instances. */
function valueOfAll({ block, expansion, instances }: Expanded, run: Run): Value {
  const objects = instances.map((instance) => objectOf(instance, run));
  if (expansion.unknown !== undefined) return unknownCopies(expansion, objects, block.header);
  if (expansion.kind === 'single') return objects[0];
  if (expansion.kind === 'count') return tuple(objects, block.header);
  return object(new Map(objects.map((one, i) => [String(instances[i].key), one])), block.header);
}

/** The instance as expressions see it: what is written is known, everything else is the provider's to say. */
function objectOf(instance: ResourceInstance, { computed }: Run): Value {
  const entries = new Map([...instance.attributes].map(([name, { value }]) => [name, value] as const));
  const { file, start, end, address } = instance;
  return {
    ...object(entries, { file, start, end }),
    missing: (name) =>
      computed(instance, name) ??
      unknown(`${address}.${name} is known only after apply`, { file, start, end }, { of: instance, address, name }),
    mistakes: (name) => instance.mistakes?.get(name) ?? [],
  };
}
