import { TOP_LEVEL_DOMAINS } from '../../data/top-level-domains.ts';
import type { FileProblem } from '../../model/file-problem.ts';
import type { ReadContext, ZoneHint } from '../../model/format.ts';
import { matchesGlob } from '../../model/glob.ts';
import type { Name } from '../../model/name.ts';
import type { Tree } from '../../model/tree.ts';
import { type OctodnsConfig, readConfig } from './config.ts';
import { Folders, nameOf, zoneOfFile } from './folders.ts';
import { type IncludeSource, Includes } from './includes.ts';
import { HEAD_OCTETS, type Likeness, likeness, looksLikeConfig } from './shape.ts';
import { syntaxAdvice } from './syntax-advice.ts';
import { plainPlan, providerFolders, type ZonePlan, zonePlans } from './zone-plans.ts';

const TOP_LEVEL = new Set(TOP_LEVEL_DOMAINS.trim().split(/\s+/));

/** Everything of a tree that is OctoDNS's. */
export interface Estate {
  readonly plans: readonly ZonePlan[];
  /** Configurations, zone files, and files that only zones with a configuration use. */
  readonly paths: ReadonlySet<string>;
  /** What is wrong with the configurations themselves. */
  readonly problems: readonly FileProblem[];
}

/** Finds the configurations of a tree, their zones, and the zone files that no configuration speaks of. */
export function findEstate(tree: Tree, { hints }: ReadContext, source: IncludeSource): Estate {
  const heads = new Heads(tree);
  const yaml = tree.paths.filter((path) => /\.ya?ml$/.test(path));
  const problems: FileProblem[] = [];
  const configs = yaml.flatMap((path) => configAt(path, heads, source, problems));
  for (const config of configs) problems.push(...config.problems);
  const configPaths = new Set(configs.map(({ file }) => file.path));
  const folders = new Folders(yaml.filter((path) => !configPaths.has(path)));
  const plans = withoutTwins(configs.flatMap((config) => zonePlans(config, folders)));
  const paths = new Set([...configPaths, ...problems.map(({ place }) => place.file.path)]);
  for (const { layers } of plans) {
    for (const layer of layers) if (layer.kind === 'files') for (const path of layer.paths) paths.add(path);
  }
  const configured = new Set(plans.map(({ zone }) => zone));
  const read = new Set(configs.flatMap((config) => providerFolders(config, folders)));
  const unclaimed = yaml.filter((path) => !paths.has(path));
  for (const [zone, all] of plainZones(unclaimed, hints, heads)) {
    // What a provider could read and does not is switched off.
    const files = configured.has(zone) ? all.filter(([path]) => !read.has(folderOf(path))) : all;
    plans.push(...files.map((file) => plainPlan(zone, file)));
    for (const path of files.flat()) paths.add(path);
  }
  return { plans, paths, problems };
}

/** Configurations that differ in their targets only describe a zone once. */
function withoutTwins(plans: readonly ZonePlan[]): ZonePlan[] {
  const seen = new Set<string>();
  return plans.filter(({ zone, layers, settings, isWhole, feeds }) => {
    const key = JSON.stringify([zone, layers, { ...settings, targets: [] }, isWhole, feeds]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function configAt(path: string, heads: Heads, source: IncludeSource, problems: FileProblem[]): OctodnsConfig[] {
  if (!heads.at(path).isConfig) return [];
  const file = source.read(path);
  if (file === undefined) return [];
  const yaml = source.yaml(file);
  const syntax = yaml.problems.find(({ code }) => code === 'syntax');
  if (syntax !== undefined) {
    problems.push({
      rule: 'record-unreadable',
      place: syntax.place,
      subject: path,
      message: `${syntax.message} OctoDNS does not start with such a configuration, and publishes nothing.`,
      advice: syntaxAdvice(syntax.place),
    });
  }
  const [root] = yaml.documents;
  const config = root && readConfig(file, root, new Includes(source));
  return config === undefined ? [] : [config];
}

/** Zones by the names of files and folders; each list of paths is one description of the zone. */
function plainZones(paths: readonly string[], hints: readonly ZoneHint[], heads: Heads): Map<Name, string[][]> {
  const zones = new Map<Name, string[][]>();
  const split = new Map<string, { zone: Name; files: string[] }>();
  const add = (zone: Name, files: string[]) => zones.set(zone, [...(zones.get(zone) ?? []), files]);
  for (const path of paths) {
    const hinted = hints.find(({ files }) => files.some((pattern) => matchesGlob(pattern, path)));
    if (hinted !== undefined) {
      add(hinted.name, [path]);
      continue;
    }
    if (!path.endsWith('.yaml')) continue;
    const folder = folderOf(path);
    const zone = splitZone(folder);
    const own = zone === undefined ? zoneOfFile(path.slice(path.lastIndexOf('/') + 1).replace(/^\$/, '')) : undefined;
    const named = zone ?? own;
    if (named === undefined || !isZone(named, heads.at(path).likeness)) continue;
    if (own !== undefined) {
      add(own, [path]);
      continue;
    }
    const known = split.get(folder);
    if (known === undefined) split.set(folder, { zone: zone!, files: [path] });
    else known.files.push(path);
  }
  for (const { zone, files } of split.values()) add(zone, files);
  return zones;
}

/** A file that is only half like a zone file is one where its name is that of a public zone. */
function isZone(zone: Name, looks: Likeness): boolean {
  return (
    looks === 'zone' || (looks === 'maybe' && TOP_LEVEL.has(zone.slice(zone.lastIndexOf('.', zone.length - 2) + 1, -1)))
  );
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** A folder such as `example.com.` holds the files of that zone. */
function splitZone(folder: string): Name | undefined {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  return name.endsWith('.') && name.includes('.', 1) ? nameOf(name.slice(0, -1)) : undefined;
}

/** What files look like from their first part, which is read once. */
class Heads {
  readonly #tree: Tree;
  readonly #looks = new Map<string, { isConfig: boolean; likeness: Likeness }>();

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  at(path: string): { readonly isConfig: boolean; readonly likeness: Likeness } {
    let looks = this.#looks.get(path);
    if (looks === undefined) {
      const head = this.#head(path);
      const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
      looks = { isConfig: looksLikeConfig(text), likeness: likeness(text) };
      this.#looks.set(path, looks);
    }
    return looks;
  }

  /** A small file is read whole: most of them are read later on, and opening a file is what costs. */
  #head(path: string): Uint8Array {
    const whole = this.#tree.size(path) <= HEAD_OCTETS ? this.#tree.read(path) : undefined;
    return whole?.bytes ?? this.#tree.head(path, HEAD_OCTETS);
  }
}
