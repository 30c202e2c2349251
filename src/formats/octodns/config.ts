import type { FileProblem } from '../../model/file-problem.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { configProblems } from './config-problems.ts';
import { type Field, fieldsOf, valueAt } from './fields.ts';
import type { Includes } from './includes.ts';
import { isMapping, isScalar, type Located } from './located.ts';
import { isTrue, scalarOf, words } from './octodns-options.ts';
import { DEFAULT_TTL, type Processor, type Provider, processorOf, providerOf } from './providers.ts';

/** One entry below `zones`. */
export interface ZoneConfig {
  /** With its final dot, or a pattern that begins with `*`. */
  readonly name: string;
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  readonly processors: readonly string[];
  readonly lenient: boolean;
  /** The zone whose records this one has. */
  readonly alias: string | undefined;
  /** Which of the sources' zones a pattern takes. */
  readonly glob: string | undefined;
}

/** One configuration file of OctoDNS. */
export interface OctodnsConfig {
  readonly file: SourceFile;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly processors: ReadonlyMap<string, Processor>;
  /** Processors that every zone passes. */
  readonly globalProcessors: readonly string[];
  readonly zones: readonly ZoneConfig[];
  readonly problems: readonly FileProblem[];
}

/** The id of the provider that `manager: auto_arpa:` makes. */
const AUTO_ARPA = 'auto-arpa';

type Fields = ReadonlyMap<string, Field>;
const NO_FIELDS: Fields = new Map();

/** Reads a configuration; undefined where the file is none. What it leaves out or spells wrong is as if it were not there. */
export function readConfig(file: SourceFile, root: YamlNode, includes: Includes): OctodnsConfig | undefined {
  const located = includes.resolve({ node: root, file });
  if (located === undefined || !isMapping(located)) return undefined;
  const fields = fieldsOf(located, includes);
  if (!fields.has('zones') || !fields.has('providers')) return undefined;
  const manager = inside(fields, 'manager', includes);
  const providers = new Map<string, Provider>();
  for (const [id, settings] of sections(fields, 'providers', includes)) {
    providers.set(id, providerOf(settings, includes));
  }
  const processors = new Map<string, Processor>();
  for (const [id, settings] of sections(fields, 'processors', includes)) {
    const processor = processorOf(settings, includes);
    processors.set(id, processor);
    // AutoArpa is a processor that is a source as well.
    if (processor.kind === 'arpa') providers.set(id, processor);
  }
  const globalProcessors = words(valueAt(manager, 'processors', includes));
  globalProcessors.push(...words(valueAt(manager, 'post_processors', includes)));
  const autoArpa = autoArpaOf(manager, includes);
  if (autoArpa !== undefined) {
    providers.set(AUTO_ARPA, autoArpa);
    processors.set(AUTO_ARPA, autoArpa);
    globalProcessors.push(AUTO_ARPA);
  }
  const named = inside(fields, 'zones', includes);
  const zones = sections(fields, 'zones', includes).map(([name, settings]) => zoneOf(name, settings, includes));
  const definitions = {
    providers: new Set(providers.keys()),
    processors: new Set(processors.keys()),
    zones: new Set(zones.map(({ name }) => name)),
  };
  const entries = sections(fields, 'zones', includes).map(([name, settings]) => ({
    name,
    key: named.get(name)!,
    fields: settings,
  }));
  // What a broken include would have brought is not known.
  const problems = includes.broken.length > 0 ? [] : configProblems(entries, definitions, includes);
  return { file, providers, processors, globalProcessors, zones, problems };
}

function zoneOf(name: string, fields: Fields, includes: Includes): ZoneConfig {
  return {
    name: name.toLowerCase(),
    sources: words(valueAt(fields, 'sources', includes)),
    targets: words(valueAt(fields, 'targets', includes)),
    processors: words(valueAt(fields, 'processors', includes)),
    lenient: isTrue(fields, 'lenient', includes),
    alias: scalarOf(fields, 'alias', includes)?.node.text.toLowerCase(),
    glob: scalarOf(fields, 'glob', includes)?.node.text,
  };
}

function autoArpaOf(manager: Fields, includes: Includes): Extract<Processor, { kind: 'arpa' }> | undefined {
  const written = valueAt(manager, 'auto_arpa', includes);
  if (written === undefined) return undefined;
  const isOn = isScalar(written) ? isTrue(manager, 'auto_arpa', includes) : isMapping(written);
  if (!isOn) return undefined;
  const settings = isMapping(written) ? new Map(fieldsOf(written, includes)) : new Map<string, Field>();
  const processor = processorOf(settings, includes, 'octodns.processor.arpa.AutoArpa');
  return processor.kind === 'arpa'
    ? processor
    : { kind: 'arpa', ttl: DEFAULT_TTL, replaces: false, inheritsTtl: false };
}

/** The entries of a mapping of mappings. */
function sections(fields: Fields, key: string, includes: Includes): [string, Fields][] {
  return [...inside(fields, key, includes)].map(([name, { value, file }]) => {
    const located = includes.resolve({ node: value, file });
    return [name, mappingFields(located, includes)];
  });
}

function inside(fields: Fields, key: string, includes: Includes): Fields {
  return mappingFields(valueAt(fields, key, includes), includes);
}

function mappingFields(located: Located | undefined, includes: Includes): Fields {
  return located !== undefined && isMapping(located) ? fieldsOf(located, includes) : NO_FIELDS;
}
