import { matchesGlob } from '../../model/glob.ts';
import { absolute, type Name } from '../../model/name.ts';
import type { OctodnsConfig, ZoneConfig } from './config.ts';
import type { Folders } from './folders.ts';
import { nameOf } from './folders.ts';
import type { OrderMode } from './key-order.ts';
import { type ArpaProvider, DEFAULT_TTL, type Processor, type YamlProvider } from './providers.ts';
import type { ZoneSettings } from './record-context.ts';

/** One source of a zone: YAML files, or the addresses of other zones. */
export type PlannedLayer =
  | {
      readonly kind: 'files';
      readonly paths: readonly string[];
      readonly defaultTtl: number | undefined;
      readonly escaped: boolean;
      readonly replaces: boolean;
      readonly order: OrderMode | undefined;
    }
  | { readonly kind: 'arpa'; readonly id: string; readonly provider: ArpaProvider };

/** How one zone comes from the files of a tree. */
export interface ZonePlan {
  readonly zone: Name;
  /** The configuration that says so; undefined where a file speaks for itself. */
  readonly config: OctodnsConfig | undefined;
  readonly layers: readonly PlannedLayer[];
  readonly settings: ZoneSettings;
  /** Whether the files say everything that the zone holds. */
  readonly isWhole: boolean;
  /** Ids of AutoArpa processors that see its addresses. */
  readonly feeds: readonly string[];
}

const UNCONFIGURED: ZoneSettings = { lenient: false, targets: [], ensuresDots: false, isTemplated: false };

/** The plan for files that no configuration speaks of. */
export function plainPlan(zone: Name, paths: readonly string[]): ZonePlan {
  const layer = {
    kind: 'files',
    paths,
    defaultTtl: DEFAULT_TTL,
    escaped: true,
    replaces: false,
    order: undefined,
  } as const;
  return { zone, config: undefined, layers: [layer], settings: UNCONFIGURED, isWhole: true, feeds: [] };
}

/** The plans for the zones of one configuration. A zone without any file in the tree has none. */
export function zonePlans(config: OctodnsConfig, folders: Folders): ZonePlan[] {
  const resolved = expandPatterns(config, folders);
  const plans = new Map<Name, ZonePlan>();
  for (const [zone, settings] of resolved) {
    const source = settings.alias === undefined ? settings : resolved.get(zoneName(settings.alias) ?? '');
    const files = settings.alias === undefined ? zone : zoneName(settings.alias);
    if (source === undefined || files === undefined) continue;
    const plan = planOf(config, zone, files, source, folders);
    if (plan.layers.length > 0) plans.set(zone, plan);
  }
  return [...plans.values()];
}

/** The zones by name; a pattern stands for the zones of its sources that are not named themselves. */
function expandPatterns(config: OctodnsConfig, folders: Folders): Map<Name, ZoneConfig> {
  const zones = new Map<Name, ZoneConfig>();
  for (const zone of config.zones) {
    const name = zone.name.startsWith('*') ? undefined : zoneName(zone.name);
    if (name !== undefined) zones.set(name, zone);
  }
  for (const pattern of config.zones) {
    if (!pattern.name.startsWith('*')) continue;
    for (const id of pattern.sources) {
      const provider = config.providers.get(id);
      if (provider?.kind !== 'yaml') continue;
      for (const name of listZones(provider, config, folders)) {
        if (zones.has(name) || (pattern.glob !== undefined && !matchesGlob(pattern.glob, name))) continue;
        zones.set(name, pattern);
      }
    }
  }
  return zones;
}

function listZones(provider: YamlProvider, config: OctodnsConfig, folders: Folders): Name[] {
  const folder = folderOf(provider, config, folders);
  if (folder === undefined) return [];
  const split = provider.splitExtension === undefined ? [] : folders.splitZones(folder, provider.splitExtension);
  return provider.readsZoneFiles ? [...split, ...folders.zonesOf(folder)] : split;
}

function planOf(
  config: OctodnsConfig,
  zone: Name,
  files: Name,
  { sources, targets, processors, lenient }: ZoneConfig,
  folders: Folders,
): ZonePlan {
  const layers: PlannedLayer[] = [];
  let isWhole = sources.length > 0;
  for (const id of sources) {
    const provider = config.providers.get(id);
    if (provider?.kind === 'arpa') layers.push({ kind: 'arpa', id, provider });
    const paths = provider?.kind === 'yaml' ? pathsOf(provider, config, files, folders) : undefined;
    if (provider?.kind === 'yaml' && paths !== undefined && paths.length > 0) {
      const { defaultTtl, escaped, replaces, order } = provider;
      layers.push({ kind: 'files', paths, defaultTtl, escaped, replaces, order });
    } else if (provider?.kind !== 'arpa' && paths === undefined) {
      isWhole = false;
    }
  }
  const ids = [...config.globalProcessors, ...processors];
  const used = ids.map((id): Processor => config.processors.get(id) ?? { kind: 'unknown' });
  return {
    zone,
    config,
    layers,
    settings: {
      lenient,
      targets,
      ensuresDots: used.some(({ kind }) => kind === 'dots'),
      isTemplated: used.some(({ kind }) => kind === 'templating'),
    },
    isWhole: isWhole && used.every(({ kind }) => kind !== 'unknown' && kind !== 'templating'),
    feeds: ids.filter((id) => config.processors.get(id)?.kind === 'arpa'),
  };
}

/** The files of a zone in OctoDNS's order; undefined where the provider's folder is not in the tree. */
function pathsOf(
  provider: YamlProvider,
  config: OctodnsConfig,
  zone: Name,
  folders: Folders,
): readonly string[] | undefined {
  const folder = folderOf(provider, config, folders);
  if (folder === undefined) return undefined;
  const { splitExtension, sharedFilename, readsZoneFiles } = provider;
  const paths = splitExtension === undefined ? [] : folders.splitFiles(folder, zone, splitExtension);
  const own = readsZoneFiles ? folders.zoneFile(folder, zone) : undefined;
  if (own !== undefined) paths.push(own);
  const isThere = paths.length > 0;
  if (sharedFilename !== undefined && isThere) {
    const shared = folder === '' ? sharedFilename : `${folder}/${sharedFilename}`;
    if (folders.filesOf(folder).includes(shared)) paths.push(shared);
  }
  return paths.sort();
}

function folderOf({ directory }: YamlProvider, { file }: OctodnsConfig, folders: Folders): string | undefined {
  return directory === undefined ? undefined : folders.find(directory, file.path);
}

/** The folders that the providers of a configuration read. */
export function providerFolders(config: OctodnsConfig, folders: Folders): string[] {
  return [...config.providers.values()].flatMap((provider) => {
    const folder = provider.kind === 'yaml' ? folderOf(provider, config, folders) : undefined;
    return folder === undefined ? [] : [folder];
  });
}

function zoneName(written: string): Name | undefined {
  const text = written.replace(/\.$/, '');
  return text === '' ? undefined : (nameOf(text) ?? absolute(text));
}
