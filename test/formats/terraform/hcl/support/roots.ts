import { evaluateRoot, type RootModule } from '../../../../../src/formats/terraform/hcl/module/evaluate-root.ts';
import { ModuleReader } from '../../../../../src/formats/terraform/hcl/module/module-source.ts';
import type { ResourceInstance } from '../../../../../src/formats/terraform/hcl/module/resource.ts';
import { rootFolders } from '../../../../../src/formats/terraform/hcl/module/roots.ts';
import type { Place } from '../../../../../src/model/place.ts';
import { memoryTree } from '../../../../support/memory-tree.ts';
import { consoleText } from './console-text.ts';

/** All root modules of the files, with every resource and data source. */
export function roots(files: Readonly<Record<string, string>>): readonly RootModule[] {
  const reader = new ModuleReader(memoryTree(files));
  return rootFolders(reader).map((folder) => evaluateRoot(folder, reader, () => true));
}

/** The one root module of the files. */
export function root(files: Readonly<Record<string, string>> | string): RootModule {
  const found = roots(typeof files === 'string' ? { 'main.tf': files } : files);
  if (found.length !== 1) throw new Error(`${found.length} root modules`);
  return found[0];
}

/** An argument of an instance as the console would print it. */
export function shown(instance: ResourceInstance | undefined, name: string): string | undefined {
  const attribute = instance?.attributes.get(name);
  return attribute === undefined ? undefined : consoleText(attribute.value);
}

/** `address argument` → value for one argument of every instance. */
export function argumentsOf(module: RootModule, name: string): Record<string, string | undefined> {
  return Object.fromEntries(module.instances.map((instance) => [instance.address, shown(instance, name)]));
}

export function cut({ file, start, end }: Place): string {
  return file.text.slice(start, end);
}

/** The source text behind each piece of a text argument. */
export function origins(instance: ResourceInstance, name: string): string[] {
  const value = instance.attributes.get(name)?.value;
  return value?.kind === 'string' ? value.pieces.map(({ place }) => cut(place)) : [];
}
