import type { FileProblem } from '../../model/file-problem.ts';
import type { ReadContext, Reading } from '../../model/format.ts';
import { labelsOf, type Name } from '../../model/name.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import type { ReadFile } from '../../model/report.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { readName } from '../octodns/names.ts';
import { argument, textArgument } from './arguments.ts';
import { DescribedZone } from './described-zone.ts';
import type { RootModule } from './hcl/module/evaluate-root.ts';
import type { RemoteModule, ResourceInstance } from './hcl/module/resource.ts';
import { pointersOf, pointerZone, readPointer, targetOf, unplaced } from './pointer-reader.ts';
import type { PointerResource, RecordResource } from './provider.ts';
import { isDnsResource, POINTER_RESOURCES, RECORD_RESOURCES, ZONE_RESOURCES } from './providers/index.ts';
import { readRecords, readZone } from './record-reader.ts';
import { type NamedZone, ZoneNames, zoneKey } from './zone-names.ts';

/** Modules that make records say so in their name. */
const MAKES_RECORDS = /dns|route-?53|record|zone|mail/i;

/** Makes zones of the resources of all root modules of a tree. */
export class EstateReader {
  readonly #roots: readonly RootModule[];
  readonly #context: ReadContext;
  readonly #zoneNames: ZoneNames;
  readonly #zones = new Map<string, DescribedZone>();
  /** By file, how many resources have a zone that the files do not name. */
  readonly #nameless = new Map<SourceFile, number>();
  /** By plan, the zones that it speaks of. */
  readonly #planned = new Map<SourceFile, Set<Name>>();
  /** By the name that they give, the resources that set the PTR record of an address which nobody knows yet. */
  readonly #unplaced = new Map<Name, ResourceInstance>();

  constructor(roots: readonly RootModule[], context: ReadContext) {
    this.#roots = roots;
    this.#context = context;
    const hinted = context.hints.map(({ name }) => name);
    this.#zoneNames = new ZoneNames(roots, context.zoneIds ?? new Map(), hinted);
  }

  read(): Reading {
    const problems = new Set<FileProblem>();
    const relevant = new Set<SourceFile>();
    for (const root of this.#roots) {
      if (root.plan !== undefined) this.#planned.set(root.plan, new Set());
      this.#readInstances(root, false);
      for (const remote of root.remoteModules) this.#readRemote(root.folder, remote);
      for (const problem of root.problems) {
        // A mistake in configuration that has nothing to do with the DNS is not for us to tell.
        if (!root.instances.some(isThereForDns) && !speaksOfDns(problem.place.file)) continue;
        problems.add(problem);
        relevant.add(problem.place.file);
      }
    }
    for (const root of this.#roots) this.#readInstances(root, true);
    this.#guessPointers();
    const described = [...this.#zones.values()].filter(({ counts }) => counts.size > 0);
    for (const { log } of described) for (const problem of log.problems) problems.add(problem);
    return {
      zones: described.map((zone) => zone.describe()),
      problems: [...problems],
      files: filesOf(described, relevant, this.#planned),
      remarks: [...described.flatMap(({ log }) => log.remarks), ...this.#namelessRemarks()],
    };
  }

  /** What is forgotten is read last: another root may have taken it over. */
  #readInstances({ folder, instances, plan }: RootModule, isForgotten: boolean): void {
    for (const instance of instances) {
      if ((instance.isForgotten === true) !== isForgotten) continue;
      const zones = this.#readInstance(folder, instance);
      if (plan !== undefined) for (const { zone } of zones) this.#planned.get(plan)!.add(zone.name);
    }
  }

  /** Reads one instance into the zones that it belongs to, and gives these. */
  #readInstance(folder: string, instance: ResourceInstance): readonly DescribedZone[] {
    const pointers = POINTER_RESOURCES.get(instance.resourceType);
    if (pointers !== undefined) return pointers.flatMap((pointer) => this.#readPointers(folder, instance, pointer));
    const zoneResource = ZONE_RESOURCES.get(instance.resourceType);
    if (zoneResource !== undefined) {
      const zone = this.#zoneNames.of(instance);
      if (zone === undefined || instance.mode !== 'managed') return [];
      const described = this.#described(folder, zone);
      readZone(instance, zoneResource, described);
      return [described];
    }
    const resource = RECORD_RESOURCES.get(instance.resourceType);
    if (resource === undefined) return [];
    const zone = this.#zoneOf(folder, instance, resource);
    if (zone === undefined) {
      this.#nameless.set(instance.file, (this.#nameless.get(instance.file) ?? 0) + 1);
      return [];
    }
    const described = this.#described(folder, zone);
    readRecords(instance, resource, described);
    return [described];
  }

  /** A module that is not in the repository may make any record of a zone that it is given, if it is there for that. */
  #readRemote(folder: string, { address, source, attributes, file, start, end }: RemoteModule): void {
    if (source === undefined || !MAKES_RECORDS.test(source)) return;
    for (const { value } of attributes.values()) {
      const zone = this.#zoneNames.mentioned(value);
      if (zone === undefined) continue;
      const reason = `${address} may make it, a module that is not in the repository`;
      this.#described(folder, zone).holes.add({ name: zone.name, below: true, reason, place: { file, start, end } });
    }
  }

  #readPointers(folder: string, instance: ResourceInstance, resource: PointerResource): DescribedZone[] {
    return pointersOf(instance, resource).flatMap((pointer) => {
      const target = targetOf(pointer);
      if (pointer.address === undefined) {
        if (target !== undefined) this.#unplaced.set(target, instance);
        return [];
      }
      const described = this.#described(folder, pointerZone(pointer.address));
      readPointer(instance, pointer, described);
      return [described];
    });
  }

  /**
   * An address that is known only after apply may be any one that the name has: whether that one has a PTR record is not
   * known then, and it must not count as missing.
   */
  #guessPointers(): void {
    if (this.#unplaced.size === 0) return;
    for (const zone of [...this.#zones.values()]) {
      for (const { owner, address } of zone.addressesOf(this.#unplaced)) {
        const instance = this.#unplaced.get(owner)!;
        const guessed = this.#described('', pointerZone(address));
        if (!guessed.isEmpty) continue;
        guessed.addFile(instance.file);
        const { file, start, end } = instance;
        const place = { file, start, end };
        const reason = unplaced(instance, owner);
        guessed.holes.add({ name: guessed.zone.name, below: false, type: TYPE_NUMBER.PTR, reason, place });
      }
    }
  }

  #zoneOf(folder: string, instance: ResourceInstance, resource: RecordResource): NamedZone | undefined {
    const given = argument(instance, [resource.zone.argument]);
    const found = given === undefined ? undefined : this.#zoneNames.find(folder, given.value, resource);
    if (found !== undefined || resource.name.style === 'relative' || resource.isPrivate === true) return found;
    const written = textArgument(instance, resource.name.arguments);
    const owner = written === undefined ? undefined : wholeName(written);
    return owner === undefined ? undefined : this.#zoneNames.around(owner);
  }

  /**
   * The description that records of a zone belong to: that of the root module that makes the zone. Where several make it
   * each has its own, and who only adds records joins the nearest.
   */
  #described(folder: string, zone: NamedZone): DescribedZone {
    const owners = this.#zoneNames.ownersOf(zone);
    const owner = owners.length < 2 ? '' : owners.includes(folder) ? folder : nearest(folder, owners);
    const key = `${zoneKey(zone)} ${owner}`;
    let described = this.#zones.get(key);
    if (described === undefined) {
      described = new DescribedZone(zone, this.#context.names);
      this.#zones.set(key, described);
    }
    return described;
  }

  #namelessRemarks(): string[] {
    return [...this.#nameless].map(([{ path }, count]) => {
      const what = count === 1 ? 'a record is' : `${count} records are`;
      return `${path}: ${what} not judged, because the files do not say which zone it is for; name it under “terraform: zone-ids” or “zones” in dns-mail-gate.yml.`;
    });
  }
}

function isThereForDns({ resourceType, mode }: ResourceInstance): boolean {
  return isDnsResource(resourceType, mode);
}

/** A name of two labels or more; a single one is below a zone for certain. */
function wholeName(text: string): Name | undefined {
  const { name } = readName(text.replace(/\.$/, ''));
  return name !== undefined && labelsOf(name).length > 1 ? name : undefined;
}

/** The folder that shares most leading folders with another. */
function nearest(folder: string, candidates: readonly string[]): string {
  const own = folder.split('/');
  const shared = (candidate: string) => {
    const other = candidate.split('/');
    let count = 0;
    while (count < own.length && own[count] === other[count]) count++;
    return count;
  };
  return candidates.reduce((best, candidate) => (shared(candidate) > shared(best) ? candidate : best));
}

/** Whether a file that cannot be read in whole has a resource of the DNS in it. */
function speaksOfDns({ text }: SourceFile): boolean {
  for (const [, word] of text.matchAll(/"([a-z][a-z0-9_]{3,60})"/g)) if (isDnsResource(word, 'managed')) return true;
  return false;
}

function filesOf(
  zones: readonly DescribedZone[],
  others: ReadonlySet<SourceFile>,
  plans: ReadonlyMap<SourceFile, ReadonlySet<Name>>,
): ReadFile[] {
  const files = new Map<string, { file: SourceFile; zones: Set<Name>; records: number }>();
  const entryOf = (file: SourceFile) => {
    const entry = files.get(file.path) ?? { file, zones: new Set<Name>(), records: 0 };
    files.set(file.path, entry);
    return entry;
  };
  for (const [plan, names] of plans) {
    const entry = entryOf(plan);
    for (const name of names) entry.zones.add(name);
  }
  for (const { counts, zone } of zones) {
    for (const [file, records] of counts) {
      const entry = entryOf(file);
      entry.zones.add(zone.name);
      entry.records += records;
    }
  }
  for (const file of others) entryOf(file);
  const planPaths = new Set([...plans.keys()].map(({ path }) => path));
  return [...files.values()].map((entry) => ({
    ...entry,
    format: planPaths.has(entry.file.path) ? 'terraform-plan' : 'terraform',
    zones: [...entry.zones],
  }));
}
