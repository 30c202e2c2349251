import type { Name } from '../../model/name.ts';
import type { Tree } from '../../model/tree.ts';
import type { ConfiguredZone, IncludeConfig } from './configured-zone.ts';
import { readKnotConf } from './knot-conf.ts';
import { readNamedConf } from './named-conf.ts';
import { readNsdConf } from './nsd-conf.ts';
import { folderOf, type PathFinder, pathFinder } from './path-finder.ts';
import { possibleName } from './zone-name.ts';

/** A zone that a file describes, and the view that it is in. */
export interface ZoneInView {
  readonly name: Name;
  readonly view: string | undefined;
  /** Whether the Internet does not see that view. */
  readonly private?: boolean;
}

/** What the name servers' configurations in a tree say of its files. */
export interface ServerConfig {
  /** The zones of a zone file by its path, at least one each, in the order of the configurations. */
  readonly zones: ReadonlyMap<string, readonly ZoneInView[]>;
  /** The folder of the configuration that names a zone file, by the file's path. */
  readonly folders: ReadonlyMap<string, string>;
  /** Lists of root servers: no zones, though they look like ones. */
  readonly hintFiles: ReadonlySet<string>;
  /** The configuration files themselves. */
  readonly configs: ReadonlySet<string>;
}

type ReadConfig = (path: string, text: string, include: IncludeConfig) => ConfiguredZone[];

/** Octets; hosting providers' configurations with 100,000 zones have some 10 MB. */
const MAX_CONFIG_OCTETS = 64 * 2 ** 20;
/** Inclusions in all configurations of a tree together, so that files including one another come to an end. */
const MAX_INCLUSIONS = 10_000;

/** Names that a configuration may have; the content decides then. */
const CONFIG_NAME = /(?:^|\/)(?:(?:named|bind|nsd|knot)[^/]*|[^/]*\.(?:conf|zones)(?:[.-][^/]*)?)$/i;
/** Configurations that are looked for beside and above the given paths where only a part of a tree is judged. */
const WELL_KNOWN = ['named.conf', 'named.conf.local', 'nsd.conf', 'knot.conf'];

/** Reads the configurations of BIND, NSD and Knot in a tree. Files that they name and the tree lacks are left out. */
export function readServerConfigs(tree: Tree): ServerConfig {
  const finder = pathFinder(tree.paths);
  const included = new Set<string>();
  const readings: { readonly path: string; readonly zones: readonly ConfiguredZone[] }[] = [];
  const configs = new Set<string>();
  const include = includer(tree, finder, included);
  for (const path of candidates(tree)) {
    const text = textOf(tree, path);
    const readConfig = text === undefined ? undefined : kindOf(path, text);
    if (text === undefined || readConfig === undefined) continue;
    configs.add(path);
    const zones = readConfig(path, text, include);
    readings.push({ path, zones });
  }
  // An included file is read again through the one that includes it, and only there it is known in which view.
  const roots = readings.filter(({ path }) => !included.has(path));
  const zones = (roots.length > 0 ? roots : readings).flatMap((reading) => reading.zones);
  return { ...assign(zones, finder), configs: new Set([...configs, ...included]) };
}

/** By name in the tree; and above the folder that all paths lie in, where only a part of a tree is judged. */
function candidates(tree: Tree): Set<string> {
  const found = new Set(tree.paths.filter((path) => CONFIG_NAME.test(path)));
  for (let folder = commonFolder(tree.paths); ; folder = folderOf(folder)) {
    for (const name of WELL_KNOWN) found.add(folder === '' ? name : `${folder}/${name}`);
    if (folder === '') return found;
  }
}

/** The deepest folder that all of the sorted paths lie in. */
function commonFolder(paths: readonly string[]): string {
  if (paths.length === 0) return '';
  // Whatever the first and the last share, all between them share.
  const [first, last] = [paths[0], paths[paths.length - 1]];
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  return folderOf(first.slice(0, length));
}

function textOf(tree: Tree, path: string): string | undefined {
  const size = tree.size(path);
  return size === 0 || size > MAX_CONFIG_OCTETS ? undefined : tree.read(path)?.text;
}

/** Which server a configuration is for, by its content; undefined for a file that is none. */
function kindOf(path: string, text: string): ReadConfig | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/(?:^|[\s;{}])(?:zone|view)[ \t]+[^\s{;]+(?:[ \t]+\w+)?\s*\{/im.test(text)) return readNamedConf;
  if (/^[ \t]*zonefile:/m.test(text)) return readNsdConf;
  if (/^[ \t]*-[ \t]+domain:/m.test(text)) return readKnotConf;
  // A file that only includes others says nothing else of itself than its name.
  if (name.startsWith('named.conf') && /^[ \t]*include[ \t]+"/m.test(text)) return readNamedConf;
  if (name === 'nsd.conf' && /^[ \t]*include:/m.test(text)) return readNsdConf;
  if (name === 'knot.conf' && /^include:/m.test(text)) return readKnotConf;
  return undefined;
}

function includer(tree: Tree, finder: PathFinder, included: Set<string>): IncludeConfig {
  let budget = MAX_INCLUSIONS;
  return (written, from) => {
    if (budget-- <= 0) return [];
    return finder.findAll(written, folderOf(from)).flatMap((path) => {
      const text = path === from || budget-- <= 0 ? undefined : textOf(tree, path);
      if (text === undefined) return [];
      included.add(path);
      return [{ path, text }];
    });
  };
}

function assign(configured: readonly ConfiguredZone[], finder: PathFinder): Omit<ServerConfig, 'configs'> {
  const zones = new Map<string, ZoneInView[]>();
  const folders = new Map<string, string>();
  const hintFiles = new Set<string>();
  const seen = new Set<string>();
  for (const { name: written, view, private: isPrivate, file, role, config } of configured) {
    const name = possibleName(written);
    if (name === undefined) continue;
    // A secondary's file is a copy that its server makes; a file of the same name here is somebody's primary.
    if (role === 'secondary') continue;
    const path = locate(finder, file, folderOf(config));
    if (path === undefined) continue;
    if (role === 'hint') {
      hintFiles.add(path);
      continue;
    }
    // Two servers that serve the same file are one statement.
    const key = JSON.stringify([path, name, view]);
    if (seen.has(key)) continue;
    seen.add(key);
    if (!folders.has(path)) folders.set(path, folderOf(config));
    const list = zones.get(path);
    const zone = isPrivate ? { name, view, private: true } : { name, view };
    if (list === undefined) zones.set(path, [zone]);
    else list.push(zone);
  }
  return { zones, folders, hintFiles };
}

/** The server may serve the signed copy that it makes of the file in the repository. */
function locate(finder: PathFinder, file: string, folder: string): string | undefined {
  return finder.find(file, folder) ?? (file.endsWith('.signed') ? finder.find(file.slice(0, -7), folder) : undefined);
}
