import type { GivenPlan } from '../../../model/format.ts';
import { fullName } from '../full-name.ts';
import { evaluateRoot, type RootModule } from '../hcl/module/evaluate-root.ts';
import { folderOf, type ModuleReader } from '../hcl/module/module-source.ts';
import { isDnsResource, isHost } from '../providers/index.ts';
import { withoutKeys } from './address.ts';
import type { Plan, PlannedObject } from './plan.ts';
import { PlanPlaces } from './plan-places.ts';
import { plannedInstances } from './planned-instances.ts';
import { isSame } from './planned-value.ts';
import { WrittenInstances } from './written-instances.ts';

/** The root module of a plan: values of the plan, places of the files in `folder`, where that is known. */
export function planRoot(
  { file }: GivenPlan,
  plan: Plan,
  all: readonly PlannedObject[],
  folder: string | undefined,
  reader: ModuleReader,
): RootModule {
  const objects = all.filter(({ type, mode }) => isDnsResource(type, mode) || (mode === 'managed' && isHost(type)));
  const written = folder === undefined ? undefined : evaluateRoot(folder, reader, isWanted, fullName);
  const places = new PlanPlaces(
    file,
    objects.map(({ address }) => address),
  );
  return {
    folder: folder ?? folderOf(file.path),
    instances: plannedInstances(objects, {
      plan,
      all,
      written: new WrittenInstances(written?.instances ?? []),
      places,
    }),
    providers: [],
    remoteModules: [],
    files: written?.files ?? [],
    // Terraform has read the configuration, so what we cannot read of it is our lack, and the plan has the values.
    problems: [],
    // Where the plan has a state it knows of what it forgets; else the files of base are what was there before.
    forgotten: (plan.prior === undefined && written?.forgotten) || [],
  };
}

/** Mistakes of the files are not told, so everything that may be in the plan can be evaluated. */
function isWanted(type: string, mode: 'managed' | 'data'): boolean | 'aside' {
  return isDnsResource(type, mode) || (isHost(type) && 'aside');
}

/**
 * The folder that a plan was made in: the one whose resources and module calls are most like those of the plan, the
 * nearest to the plan's file of several. Undefined where nothing is like it, and for several that are alike a list.
 */
export function folderOfPlan(
  { file }: GivenPlan,
  plan: Plan,
  folders: readonly string[],
  reader: ModuleReader,
): string | readonly string[] | undefined {
  const wanted = blocksOfPlan(plan);
  let best: string[] = [];
  let most = 0;
  for (const folder of folders) {
    const likeness = likenessOf(wanted, blocksOfFolder(folder, reader));
    if (likeness > most) best = [];
    if (likeness >= most && likeness > 0) best.push(folder);
    most = Math.max(most, likeness);
  }
  if (best.length < 2) return best[0];
  const own = folderOf(file.path);
  const holding = best.filter((folder) => folder === '' || own === folder || own.startsWith(`${folder}/`));
  if (holding.length > 0) return holding.reduce((a, b) => (b.length > a.length ? b : a));
  return mostAgreeing(plan, best, reader);
}

/** Blocks of the root module, by what tells them in a configuration. */
function blocksOfPlan({ configuration, planned }: Plan): ReadonlySet<string> {
  if (configuration !== undefined) {
    return new Set([
      ...configuration.resources.keys(),
      ...[...configuration.calls.keys()].map((name) => `module.${name}`),
    ]);
  }
  return new Set(
    planned.map(({ module, address }) =>
      module === '' ? withoutKeys(address) : withoutKeys(module).split('.').slice(0, 2).join('.'),
    ),
  );
}

function blocksOfFolder(folder: string, reader: ModuleReader): ReadonlySet<string> {
  const source = reader.read(folder);
  if (source === undefined) return new Set();
  return new Set([
    ...source.resources.keys(),
    ...[...source.data.keys()].map((name) => `data.${name}`),
    ...[...source.calls.keys()].map((name) => `module.${name}`),
  ]);
}

/** Blocks that both have among those that either has. */
function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((block) => b.has(block)).length;
  return both === 0 ? 0 : both / (a.size + b.size - both);
}

/** Of folders with the same blocks, as one for each environment, the one whose values are those of the plan. */
function mostAgreeing(plan: Plan, folders: readonly string[], reader: ModuleReader): string | readonly string[] {
  const values = new Map(plan.planned.map((one) => [one.address, one.values]));
  const agreement = folders.map((folder) => {
    let count = 0;
    for (const { address, attributes } of evaluateRoot(folder, reader, isDnsResource).instances) {
      const planned = values.get(address);
      for (const [name, { value }] of planned === undefined ? [] : attributes) {
        if (value.kind !== 'unknown') count += isSame(value, planned![name] ?? null) ? 1 : -1;
      }
    }
    return count;
  });
  const most = Math.max(...agreement);
  const best = folders.filter((_, i) => agreement[i] === most);
  return best.length === 1 ? best[0] : best;
}
