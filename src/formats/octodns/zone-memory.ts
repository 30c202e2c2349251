import type { NameTable } from '../../model/name-table.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { ZoneDescription } from '../../model/zone.ts';
import type { YamlTree } from '../../yaml/problem.ts';
import { readYaml } from '../../yaml/tree.ts';
import type { IncludeSource } from './includes.ts';
import type { ZonePlan } from './zone-plans.ts';
import { type Layer, readZone, type ZoneReading } from './zone-reader.ts';

/** A zone that was read, and all that the reading depended on. */
interface Remembered {
  readonly names: NameTable;
  readonly files: readonly SourceFile[];
  readonly included: readonly SourceFile[];
  readonly reading: ZoneReading;
  readonly descriptions: Map<string, ZoneDescription>;
}

/**
 * Reads files and zones, and remembers them for one run: a zone of the same files, the very same objects, gives the same
 * reading and the same description, so that nothing is parsed twice and unchanged zones are known by identity.
 */
export class ZoneMemory {
  readonly #trees = new WeakMap<SourceFile, YamlTree>();
  readonly #zones = new Map<string, Remembered>();

  yaml(file: SourceFile): YamlTree {
    let tree = this.#trees.get(file);
    if (tree === undefined) {
      tree = readYaml(file);
      this.#trees.set(file, tree);
    }
    return tree;
  }

  /** Lets the trees of files go that no other zone reads. */
  forget(files: readonly SourceFile[]): void {
    for (const file of files) this.#trees.delete(file);
  }

  read(plan: ZonePlan, layers: readonly Layer[], source: IncludeSource, names: NameTable): Remembered {
    const files = layers.flatMap((layer) => layer.files);
    // What is made of other zones depends on more than these files.
    const isOwn = layers.every(({ made }) => made === undefined);
    const how = layers.map(({ defaultTtl, escaped, replaces, order, files: own }) => [
      defaultTtl,
      escaped,
      replaces,
      order,
      own.map(({ path }) => path),
    ]);
    const key = JSON.stringify([plan.zone, plan.settings, how]);
    const known = isOwn ? this.#zones.get(key) : undefined;
    if (known?.names === names && isSame(known, files, source)) return known;
    const reading = readZone(plan.zone, layers, plan.settings, source, names);
    const remembered = { names, files, included: reading.included, reading, descriptions: new Map() };
    // A missing include may be there in another tree.
    if (isOwn && !reading.hasBrokenIncludes) this.#zones.set(key, remembered);
    return remembered;
  }

  /** The description of a reading, the same object for the same view and authority. */
  describe(
    { reading, files, included, descriptions }: Remembered,
    description: Omit<ZoneDescription, 'files' | 'records' | 'holes'>,
  ): ZoneDescription {
    const { name, view, authoritative, public: isPublic, file } = description;
    const key = view === undefined ? `${authoritative}` : `${authoritative} ${view}`;
    let zone = descriptions.get(key);
    if (zone === undefined) {
      const { records, holes } = reading;
      const all = [...new Set([file, ...files, ...included])];
      zone = { name, view, authoritative, public: isPublic, file, files: all, records, holes };
      descriptions.set(key, zone);
    }
    return zone;
  }
}

function isSame(known: Remembered, files: readonly SourceFile[], source: IncludeSource): boolean {
  return (
    known.files.length === files.length &&
    known.files.every((file, i) => file === files[i]) &&
    known.included.every((file) => source.read(file.path) === file)
  );
}
