import type { Format, ReadContext, Reading } from '../../model/format.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Tree } from '../../model/tree.ts';
import { EstateReader } from './estate-reader.ts';
import { withForgotten } from './forgotten-instances.ts';
import { fullName } from './full-name.ts';
import { evaluateRoot, type RootModule } from './hcl/module/evaluate-root.ts';
import { isConfiguration, ModuleReader } from './hcl/module/module-source.ts';
import { rootFolders } from './hcl/module/roots.ts';
import type { ParsedBody } from './hcl/parse.ts';
import type { Block } from './hcl/syntax.ts';
import { PlanMemory } from './plan/plan-memory.ts';
import { isDnsResource, isHost, namesPointer } from './providers/index.ts';

/**
 * Zones and records of Terraform configurations, and of plans instead of the modules that they were made of. Files that
 * two trees share are parsed once. Reading throws a UsageError for a plan that is none.
 */
export function terraformFormat(): Format {
  const parsed = new WeakMap<SourceFile, ParsedBody>();
  const plans = new PlanMemory();
  return {
    name: 'terraform',
    claims: (_, paths, context) => [
      ...paths.filter((path) => isConfiguration(path) || /\.tfvars(?:\.json)?$/.test(path)),
      ...(context.plans ?? []).map(({ file }) => file.path),
    ],
    read: (_, tree, context) => readConfigurations(tree, context, parsed, plans),
  };
}

function readConfigurations(
  tree: Tree,
  context: ReadContext,
  parsed: WeakMap<SourceFile, ParsedBody>,
  plans: PlanMemory,
): Reading {
  const reader = new ModuleReader(tree, parsed);
  const folders = rootFolders(reader);
  const planned = plans.roots(context, folders, reader);
  const replaced = new Set(planned.roots.map(({ folder }) => folder));
  const rest = folders.filter((folder) => !replaced.has(folder));
  const roots = rest.map((folder, done) => {
    context.progress?.(done, rest.length);
    return evaluateRoot(folder, reader, isWanted, fullName);
  });
  context.progress?.(rest.length, rest.length);
  let earlier: ModuleReader | undefined;
  const lasting = (root: RootModule, folder = root.folder) => {
    if (context.before === undefined || root.forgotten.length === 0) return root;
    earlier ??= new ModuleReader(context.before, parsed);
    return withForgotten(root, evaluateRoot(folder, earlier, isWanted, fullName));
  };
  const all = [
    ...roots.map((root) => lasting(root)),
    ...planned.roots.map(({ root, folder }) => lasting(root, folder)),
  ];
  const reading = new EstateReader(all, context).read();
  return { ...reading, remarks: [...reading.remarks, ...planned.remarks] };
}

/** A computer only counts where it is given the name of its address: most configurations are full of others. */
function isWanted(resourceType: string, mode: 'managed' | 'data', { body }: Block): boolean | 'aside' {
  if (isDnsResource(resourceType, mode)) return true;
  return mode === 'managed' && isHost(resourceType) && namesPointer(resourceType, body) && 'aside';
}
