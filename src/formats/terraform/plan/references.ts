import { groupBy } from '../../../model/group-by.ts';
import { callNames, callOf, keyOf } from './address.ts';
import type { ConfiguredCall, ConfiguredModule, PlannedObject } from './plan.ts';

/** References that lead to one another; a configuration that Terraform has planned has no circle. */
const MAX_STEPS = 100;
/** `module.mail["a"].zone_id`, `data.aws_route53_zone.main`, `aws_route53_zone.main["a"].zone_id`. */
const MODULE = /^module\.([^.[\]]+)(\[[^\]]*\])?\.([^.[\]]+)/;
const RESOURCE = /^((?:data\.)?[^.[\]]+\.[^.[\]]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/;

/** Follows references of a planned configuration to the objects that they lead to. */
export class References {
  readonly #root: ConfiguredModule;
  /** By module instance and block. */
  readonly #objects: ReadonlyMap<string, readonly PlannedObject[]>;

  /** `objects` are those that a reference may lead to. */
  constructor(root: ConfiguredModule, objects: readonly PlannedObject[]) {
    this.#root = root;
    this.#objects = groupBy(objects, (one) => `${one.module} ${blockOf(one)}`);
  }

  /** The arguments that the configuration gives a resource; undefined where it does not have it. */
  argumentsOf(planned: PlannedObject): ReadonlySet<string> | undefined {
    const block = this.#moduleAt(planned.module)?.resources.get(blockOf(planned));
    return block === undefined ? undefined : new Set(block.arguments.keys());
  }

  /** The object that an argument of a resource takes its value from; undefined where that is not certain. */
  target(planned: PlannedObject, argument: string): PlannedObject | undefined {
    const { module, key } = planned;
    const block = this.#moduleAt(module)?.resources.get(blockOf(planned));
    const references = block?.arguments.get(argument) ?? [];
    return this.#follow(references, module, { key, each: block?.each ?? [] }, 0);
  }

  #follow(references: readonly string[], module: string, copy: Copy, steps: number): PlannedObject | undefined {
    if (steps > MAX_STEPS) return undefined;
    for (const reference of references) {
      const found = this.#step(reference, module, copy, steps + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #step(reference: string, module: string, copy: Copy, steps: number): PlannedObject | undefined {
    if (reference.startsWith('var.')) {
      const call = callOf(module);
      const configured = call && this.#callAt(call.caller, call.name);
      if (call === undefined || configured === undefined) return undefined;
      const given = configured.arguments.get(reference.slice(4).split(/[.[]/, 1)[0]) ?? [];
      return this.#follow(given, call.caller, { key: call.key, each: configured.each }, steps);
    }
    if (reference === 'each.value' || reference.startsWith('each.value.')) {
      return this.#follow(copy.each, module, { key: copy.key, each: [] }, steps);
    }
    const output = MODULE.exec(reference);
    if (output !== null) {
      const [, name, bracket, value] = output;
      const configured = this.#callAt(module, name);
      const key = keyOf(bracket) ?? (configured?.each.length === 0 ? undefined : copy.key);
      const inner = `${module === '' ? '' : `${module}.`}module.${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`;
      return this.#follow(configured?.module.outputs.get(value) ?? [], inner, { key: undefined, each: [] }, steps);
    }
    const [, block, bracket] = RESOURCE.exec(reference) ?? [];
    const objects = block === undefined ? [] : (this.#objects.get(`${module} ${block}`) ?? []);
    if (objects.length < 2) return objects[0];
    const key = keyOf(bracket) ?? copy.key;
    return key === undefined ? undefined : objects.find((object) => object.key === key);
  }

  #callAt(module: string, name: string): ConfiguredCall | undefined {
    return this.#moduleAt(module)?.calls.get(name);
  }

  #moduleAt(address: string): ConfiguredModule | undefined {
    let module: ConfiguredModule | undefined = this.#root;
    for (const name of callNames(address)) module = module?.calls.get(name)?.module;
    return module;
  }
}

/** How a configuration calls the block of an object. */
function blockOf({ mode, type, name }: PlannedObject): string {
  return `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}

/** Which of several copies an expression stands in, and what these copies are made of. */
interface Copy {
  readonly key: string | number | undefined;
  readonly each: readonly string[];
}
