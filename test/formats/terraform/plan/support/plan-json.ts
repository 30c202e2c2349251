import { evaluateRoot } from '../../../../../src/formats/terraform/hcl/module/evaluate-root.ts';
import { ModuleReader } from '../../../../../src/formats/terraform/hcl/module/module-source.ts';
import type { BlockValue, ResourceInstance } from '../../../../../src/formats/terraform/hcl/module/resource.ts';
import { formatDecimal } from '../../../../../src/formats/terraform/hcl/number.ts';
import type { Value } from '../../../../../src/formats/terraform/hcl/value.ts';
import type { Json } from '../../../../../src/formats/terraform/plan/plan.ts';
import { isDnsResource } from '../../../../../src/formats/terraform/providers/index.ts';
import { memoryTree } from '../../../../support/memory-tree.ts';

/** One object of a plan: its address and values, and which of them are known only after apply or sensitive. */
export interface Given {
  readonly address: string;
  readonly values: Record<string, Json>;
  readonly unknown?: Record<string, Json>;
  readonly sensitive?: Record<string, Json>;
}

export interface GivenPlanJson {
  readonly planned: readonly Given[];
  /** What the state held before; nothing where it is left out. */
  readonly prior?: readonly Given[];
  /** Addresses that the plan does not look at, as with `-target`. */
  readonly untargeted?: readonly string[];
  /** By address of the block, what its arguments refer to. */
  readonly references?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly more?: Readonly<Record<string, Json>>;
}

/** A plan in the shape in which Terraform 1.11 writes it. */
export function planJson({ planned, prior, untargeted = [], references, more = {} }: GivenPlanJson): string {
  const before = new Map((prior ?? []).map((one) => [one.address, one]));
  const after = new Map(planned.map((one) => [one.address, one]));
  const changes = [...new Set([...before.keys(), ...after.keys()])]
    .filter((address) => !untargeted.includes(address) && !address.includes('data.'))
    .map((address) => {
      const [from, to] = [before.get(address), after.get(address)];
      const same = from !== undefined && to !== undefined && JSON.stringify(from) === JSON.stringify(to);
      const actions = same ? ['no-op'] : from === undefined ? ['create'] : to === undefined ? ['delete'] : ['update'];
      return {
        ...identity(address),
        ...(moduleOf(address) !== '' && { module_address: moduleOf(address) }),
        change: {
          actions,
          before: from?.values ?? null,
          after: to?.values ?? null,
          after_unknown: to?.unknown ?? {},
          before_sensitive: from?.sensitive ?? {},
          after_sensitive: to?.sensitive ?? {},
        },
      };
    });
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: modules(planned.filter(({ address }) => !untargeted.includes(address))) },
    resource_changes: changes,
    ...(prior !== undefined && {
      prior_state: { format_version: '1.0', terraform_version: '1.11.4', values: { root_module: modules(prior) } },
    }),
    ...(references !== undefined && { configuration: { root_module: configuration(references) } }),
    timestamp: '2026-01-01T00:00:00Z',
    applyable: true,
    complete: untargeted.length === 0,
    errored: false,
    ...more,
  });
}

function modules(objects: readonly Given[], address = ''): Record<string, Json> {
  const children = new Set<string>();
  for (const one of objects) {
    const rest = moduleOf(one.address);
    if (rest === address || !(address === '' || rest.startsWith(`${address}.`))) continue;
    const [first] = /^module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/.exec(
      rest.slice(address === '' ? 0 : address.length + 1),
    )!;
    children.add(address === '' ? first : `${address}.${first}`);
  }
  return {
    resources: objects
      .filter((one) => moduleOf(one.address) === address)
      .map(({ address: own, values, sensitive = {} }) => ({
        ...identity(own),
        schema_version: 0,
        values,
        sensitive_values: sensitive,
      })),
    ...(children.size > 0 && {
      child_modules: [...children].map((child) => ({ ...modules(objects, child), address: child })),
    }),
  };
}

function identity(address: string) {
  const [, data, type, name, key] =
    /(?:^|\.)(data\.)?([a-z0-9_]+)\.([A-Za-z0-9_-]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?$/.exec(address)!;
  return {
    address,
    mode: data === undefined ? 'managed' : 'data',
    type,
    name,
    ...(key !== undefined && { index: JSON.parse(key.slice(1, -1)) as Json }),
    provider_name: 'registry.terraform.io/example/example',
  };
}

function moduleOf(address: string): string {
  const [modules = ''] = /^(?:module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)*/.exec(address) ?? [];
  return modules.replace(/\.$/, '');
}

function configuration(references: NonNullable<GivenPlanJson['references']>): Record<string, Json> {
  return {
    resources: Object.entries(references).map(([address, byName]) => ({
      ...identity(address),
      expressions: Object.fromEntries(
        Object.entries(byName).map(([name, list]): [string, Json] => [
          name,
          list.length === 0 ? { constant_value: 'x' } : { references: list },
        ]),
      ),
    })),
  };
}

/** What a plan of the configuration in files would hold, as far as the files alone tell. */
export function objectsOfFiles(files: Readonly<Record<string, string>>, folder = ''): Given[] {
  const reader = new ModuleReader(memoryTree(files));
  return evaluateRoot(folder, reader, isDnsResource).instances.map((instance: ResourceInstance) => {
    const values: Record<string, Json> = {};
    const unknown: Record<string, Json> = {};
    for (const [name, value] of membersOf(instance)) {
      const json = jsonOf(value);
      if (json === undefined) unknown[name] = true;
      else values[name] = json;
    }
    return { address: instance.address, values, unknown };
  });
}

function membersOf({ attributes, blocks }: BlockValue): [string, Value | Json][] {
  const members: [string, Value | Json][] = [...attributes].map(([name, { value }]) => [name, value]);
  for (const type of new Set(blocks.map((block) => block.type))) {
    const own = blocks.filter((block) => block.type === type);
    members.push([
      type,
      own.map((block) => Object.fromEntries(membersOf(block).map(([name, value]) => [name, jsonOf(value) ?? null]))),
    ]);
  }
  return members;
}

function jsonOf(value: Value | Json): Json | undefined {
  if (value === null || typeof value !== 'object' || !('kind' in value)) return value as Json;
  const known = value as Value;
  switch (known.kind) {
    case 'string':
    case 'bool':
      return known.value;
    case 'number':
      return Number(formatDecimal(known.value));
    case 'null':
      return null;
    case 'unknown':
      return undefined;
    default:
      if ('elements' in known) return known.elements.map((element) => jsonOf(element) ?? null);
      return Object.fromEntries([...known.entries].map(([name, entry]) => [name, jsonOf(entry) ?? null]));
  }
}
