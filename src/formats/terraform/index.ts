import type { Format, ReadContext, Reading } from '../../model/format.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Tree } from '../../model/tree.ts';
import { EstateReader } from './estate-reader.ts';
import { fullName } from './full-name.ts';
import { evaluateRoot } from './hcl/module/evaluate-root.ts';
import { isConfiguration, ModuleReader } from './hcl/module/module-source.ts';
import { rootFolders } from './hcl/module/roots.ts';
import type { ParsedBody } from './hcl/parse.ts';
import type { Block } from './hcl/syntax.ts';
import { isDnsResource, isHost, namesPointer } from './providers/index.ts';

/** Zones and records of Terraform configurations. Files that two trees share are parsed once. */
export function terraformFormat(): Format {
  const parsed = new WeakMap<SourceFile, ParsedBody>();
  return {
    name: 'terraform',
    claims: (_, paths) => paths.filter((path) => isConfiguration(path) || /\.tfvars(?:\.json)?$/.test(path)),
    read: (_, tree, context) => readConfigurations(tree, context, parsed),
  };
}

function readConfigurations(tree: Tree, context: ReadContext, parsed: WeakMap<SourceFile, ParsedBody>): Reading {
  const reader = new ModuleReader(tree, parsed);
  const folders = rootFolders(reader);
  const roots = folders.map((folder, done) => {
    context.progress?.(done, folders.length);
    return evaluateRoot(folder, reader, isWanted, fullName);
  });
  context.progress?.(folders.length, folders.length);
  return new EstateReader(roots, context).read();
}

/** A computer only counts where it is given the name of its address: most configurations are full of others. */
function isWanted(resourceType: string, mode: 'managed' | 'data', { body }: Block): boolean | 'aside' {
  if (isDnsResource(resourceType, mode)) return true;
  return mode === 'managed' && isHost(resourceType) && namesPointer(resourceType, body) && 'aside';
}
