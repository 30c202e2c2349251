import type { FileProblem } from '../../model/file-problem.ts';
import type { Format, ReadContext, Reading } from '../../model/format.ts';
import type { Name } from '../../model/name.ts';
import { isPrivateZone } from '../../model/private-zone.ts';
import type { ReadFile } from '../../model/report.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Tree } from '../../model/tree.ts';
import type { ZoneDescription } from '../../model/zone.ts';
import { ArpaSources } from './arpa-sources.ts';
import { type Estate, findEstate } from './estate.ts';
import type { IncludeSource } from './includes.ts';
import { viewNames } from './view-names.ts';
import { ZoneMemory } from './zone-memory.ts';
import type { ZonePlan } from './zone-plans.ts';
import type { Layer } from './zone-reader.ts';

/** Zones in the YAML files of OctoDNS. Each call has its own memory of the files that were read. */
export function octodnsFormat(): Format {
  const memory = new ZoneMemory();
  const known = new WeakMap<Tree, Estate>();
  const sourceOf = (tree: Tree): IncludeSource => ({
    read: (path) => tree.read(path),
    yaml: (file) => memory.yaml(file),
  });
  const estateOf = (tree: Tree, context: ReadContext) => {
    let estate = known.get(tree);
    if (estate === undefined) {
      estate = findEstate(tree, context, sourceOf(tree));
      known.set(tree, estate);
    }
    return estate;
  };
  return {
    name: 'octodns',
    claims: (tree, paths, context) => {
      const estate = estateOf(tree, context);
      return paths.filter((path) => estate.paths.has(path));
    },
    read: (claimed, tree, context) =>
      new TreeReader(claimed, tree, context, memory, sourceOf(tree)).read(estateOf(tree, context)),
  };
}

/** Reads the zones of one tree. */
class TreeReader {
  readonly #claimed: ReadonlySet<string>;
  readonly #tree: Tree;
  readonly #context: ReadContext;
  readonly #memory: ZoneMemory;
  readonly #source: IncludeSource;
  readonly #zones: ZoneDescription[] = [];
  readonly #problems = new Set<FileProblem>();
  readonly #remarks = new Set<string>();
  /** How many zones read a file. */
  readonly #uses = new Map<string, number>();
  readonly #files = new Map<SourceFile, { zones: Set<Name>; records: number }>();

  constructor(claimed: readonly string[], tree: Tree, context: ReadContext, memory: ZoneMemory, source: IncludeSource) {
    this.#claimed = new Set(claimed);
    this.#tree = tree;
    this.#context = context;
    this.#memory = memory;
    this.#source = source;
  }

  read({ plans, problems }: Estate): Reading {
    const { progress } = this.#context;
    for (const problem of problems) this.#problems.add(problem);
    for (const path of plans.flatMap(pathsOf)) this.#uses.set(path, (this.#uses.get(path) ?? 0) + 1);
    const views = viewNames(plans);
    // Zones that are made of the addresses of others come last.
    const ordered = [...plans].sort((a, b) => Number(isMade(a)) - Number(isMade(b)));
    const arpa = new ArpaSources(this.#context);
    ordered.forEach((plan, done) => {
      progress?.(done, plans.length);
      this.#readZone(plan, views.get(plan), arpa, ordered);
    });
    progress?.(plans.length, plans.length);
    const files = [...this.#files].map(
      ([file, { zones, records }]): ReadFile => ({ file, format: 'octodns', zones: [...zones], records }),
    );
    return { zones: this.#zones, problems: [...this.#problems], files, remarks: [...this.#remarks] };
  }

  #readZone(plan: ZonePlan, view: string | undefined, arpa: ArpaSources, plans: readonly ZonePlan[]): void {
    const { names, hints } = this.#context;
    const layers = plan.layers.map((layer): Layer => {
      if (layer.kind === 'files') return { ...layer, files: layer.paths.flatMap((path) => this.#file(path)) };
      const made = arpa.recordSets(plan, layer.id, plans);
      const { ttl: defaultTtl, replaces } = layer.provider;
      return { files: [], defaultTtl, escaped: true, replaces, order: undefined, made };
    });
    const first = layers.flatMap(({ files }) => files)[0] ?? plan.config?.file;
    if (first === undefined) return;
    const remembered = this.#memory.read(plan, layers, this.#source, names);
    const { reading } = remembered;
    this.#memory.forget(remembered.files.filter(({ path }) => this.#uses.get(path) === 1));
    for (const problem of reading.problems) this.#problems.add(problem);
    for (const remark of reading.remarks) this.#remarks.add(remark);
    arpa.feed(plan, reading.sets);
    const name = names.name(names.intern(plan.zone));
    const hinted = hints.find((hint) => hint.name === name)?.authoritative;
    const authoritative = hinted ?? (plan.isWhole && arpa.isWhole(plan, plans));
    const description = { name, view, authoritative, public: !isPrivateZone(name), file: first };
    this.#zones.push(this.#memory.describe(remembered, description));
    this.#count(remembered.files.length === 0 ? [first] : remembered.files, name, reading.sets);
  }

  #file(path: string): SourceFile[] {
    if (!this.#claimed.has(path)) return [];
    const file = this.#tree.read(path);
    if (file === undefined) this.#remarks.add(`${path} could not be read; files of more than 512 MiB are left out.`);
    return file === undefined ? [] : [file];
  }

  #count(
    files: readonly SourceFile[],
    zone: Name,
    sets: readonly { file: SourceFile; rows: readonly unknown[] }[],
  ): void {
    for (const file of files) {
      const entry = this.#files.get(file) ?? { zones: new Set(), records: 0 };
      entry.zones.add(zone);
      this.#files.set(file, entry);
    }
    for (const { file, rows } of sets) {
      const entry = this.#files.get(file) ?? this.#files.get(files[0])!;
      entry.records += rows.length;
    }
  }
}

function pathsOf({ layers }: ZonePlan): string[] {
  return layers.flatMap((layer) => (layer.kind === 'files' ? layer.paths : []));
}

function isMade({ layers }: ZonePlan): boolean {
  return layers.some(({ kind }) => kind === 'arpa');
}
