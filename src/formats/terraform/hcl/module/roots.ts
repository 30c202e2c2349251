import { posix } from 'node:path';
import type { Block } from '../syntax.ts';
import type { ModuleReader } from './module-source.ts';

/** The `source` of a module call where it is plain text. */
export function sourceOf(call: Block): string | undefined {
  const source = call.body.attributes.get('source')?.value;
  return source?.kind === 'literal' && source.value.kind === 'string' ? source.value.value : undefined;
}

/** The folder of a module that lies in the repository; undefined for others. A folder outside is `..`. */
export function localFolder(folder: string, source: string | undefined): string | undefined {
  if (source === undefined || !/^\.\.?(?:\/|$)/.test(source)) return undefined;
  const path = posix.normalize(posix.join(folder, source)).replace(/\/$/, '');
  return path === '.' ? '' : path;
}

/** The folders in which Terraform is run: those that no other folder calls as a module. */
export function rootFolders(reader: ModuleReader): readonly string[] {
  const calls = new Map<string, readonly string[]>();
  const called = new Set<string>();
  for (const folder of reader.folders) {
    const targets = [...(reader.read(folder)?.calls.values() ?? [])]
      .map((call) => localFolder(folder, sourceOf(call)))
      .filter((target) => target !== undefined && target !== folder);
    calls.set(folder, targets as string[]);
    for (const target of targets) called.add(target!);
  }
  const reached = new Set<string>();
  const roots = reader.folders.filter((folder) => !called.has(folder));
  for (const root of roots) reach(root);
  // Modules that call one another in a circle have no root; one of them has to stand for it, so that they are looked at.
  for (const folder of reader.folders) {
    if (reached.has(folder)) continue;
    roots.push(folder);
    reach(folder);
  }
  return roots.sort();

  function reach(start: string): void {
    const open = [start];
    for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
      if (reached.has(folder)) continue;
      reached.add(folder);
      open.push(...(calls.get(folder) ?? []));
    }
  }
}
