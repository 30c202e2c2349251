import { absolute, endsWithDot, isWithin, type Name } from '../../model/name.ts';
import { readName } from '../octodns/names.ts';
import { argument, asText, textArgument } from './arguments.ts';
import type { RootModule } from './hcl/module/evaluate-root.ts';
import { type BlockValue, blocksOf, type ResourceInstance } from './hcl/module/resource.ts';
import { nullValue, type Value } from './hcl/value.ts';
import type { RecordResource } from './provider.ts';
import { RECORD_RESOURCES, ZONE_RESOURCES } from './providers/index.ts';

/** A zone as a record resource names it. */
export interface NamedZone {
  readonly name: Name;
  readonly isPrivate: boolean;
}

/** Which zones the configurations of a tree name, and which of them they describe themselves. */
export class ZoneNames {
  readonly #byInstance = new Map<object, NamedZone>();
  readonly #byLabel = new Map<string, NamedZone>();
  /** The root modules that make a zone, by its key. */
  readonly #owners = new Map<string, string[]>();
  /** By id or label, from the policy. */
  readonly #ids: ReadonlyMap<string, Name>;
  /** By the id that a plan or a data source tells. */
  readonly #byOwnId = new Map<string, NamedZone>();
  /** Public zones that have a name somewhere. */
  readonly #known: Set<Name>;

  constructor(roots: readonly RootModule[], ids: ReadonlyMap<string, Name>, known: readonly Name[]) {
    this.#ids = ids;
    this.#known = new Set([...known, ...ids.values()]);
    for (const root of roots) for (const instance of root.instances) this.#add(root.folder, instance);
    for (const root of roots) for (const instance of root.before ?? []) this.#add(root.folder, instance, true);
    for (const root of roots) for (const instance of root.instances) this.#learn(instance);
  }

  /** The zone that an argument refers to, by a reference, its name, an id that the policy knows, or a label. */
  find(folder: string, value: Value, { zone: { holds }, isPrivate = false }: RecordResource): NamedZone | undefined {
    const text = asText(value);
    if (text === undefined) return undefined;
    if (text.kind === 'unknown') return this.#byInstance.get(text.attribute?.of as object);
    if (holds === 'label') return this.#byLabel.get(`${folder} ${text.value}`) ?? this.#byId(text.value);
    if (holds === 'id') return this.#byId(text.value);
    const name = zoneName(text.value);
    return name === undefined ? undefined : { name, isPrivate };
  }

  /** The zone that a value refers to, or names where the files know it. */
  mentioned(value: Value): NamedZone | undefined {
    const text = value.kind === 'unknown' || value.kind === 'string' ? value : undefined;
    if (text?.kind === 'unknown') return this.#byInstance.get(text.attribute?.of as object);
    const name = text === undefined ? undefined : zoneName(text.value);
    return name !== undefined && this.#known.has(name) ? { name, isPrivate: false } : undefined;
  }

  /** The longest zone that has a name and that a whole name lies in. */
  around(owner: Name): NamedZone | undefined {
    let best: Name | undefined;
    for (const name of this.#known) {
      if (isWithin(owner, name) && (best === undefined || name.length > best.length)) best = name;
    }
    return best === undefined ? undefined : { name: best, isPrivate: false };
  }

  ownersOf(zone: NamedZone): readonly string[] {
    return this.#owners.get(zoneKey(zone)) ?? [];
  }

  /** The zone that a resource or data source stands for. */
  of(instance: ResourceInstance): NamedZone | undefined {
    return this.#byInstance.get(instance);
  }

  #byId(written: string): NamedZone | undefined {
    const id = written.replace(/^\/hostedzone\//, '');
    const name = this.#ids.get(written) ?? this.#ids.get(id);
    return name === undefined ? this.#byOwnId.get(id) : { name, isPrivate: false };
  }

  /** Remembers the id of a zone; the first that tells one is right. */
  #tell(id: string | undefined, zone: NamedZone): void {
    if (id !== undefined && id !== '' && !this.#byOwnId.has(id)) this.#byOwnId.set(id, zone);
  }

  /** One from before the change only tells what is referred to. */
  #add(folder: string, instance: ResourceInstance, isBefore = false): void {
    const resource = ZONE_RESOURCES.get(instance.resourceType);
    if (resource === undefined) return;
    const written = textArgument(instance, resource.name) ?? this.#searched(instance, resource.filter, resource.name);
    const id = textArgument(instance, ['zone_id', 'id']);
    const name = written === undefined ? undefined : zoneName(written);
    const isPrivate = resource.isPrivate?.(instance) ?? false;
    const zone = name === undefined ? (id === undefined ? undefined : this.#byId(id)) : { name, isPrivate };
    if (zone === undefined) return;
    this.#byInstance.set(instance, zone);
    this.#tell(id, zone);
    const label = resource.label === undefined ? undefined : textArgument(instance, [resource.label]);
    const key = `${folder} ${label}`;
    if (label !== undefined && !(isBefore && this.#byLabel.has(key))) this.#byLabel.set(key, zone);
    if (isBefore) return;
    if (!zone.isPrivate) this.#known.add(zone.name);
    // A zone that is forgotten in one root module may have been taken over by another.
    if (instance.mode !== 'managed' || instance.expansion !== undefined || instance.isForgotten === true) return;
    const owners = this.#owners.get(zoneKey(zone));
    if (owners === undefined) this.#owners.set(zoneKey(zone), [folder]);
    else if (!owners.includes(folder)) owners.push(folder);
  }

  /** What records and searches tell of zones that have no resource of their own. */
  #learn(instance: ResourceInstance): void {
    for (const list of ZONE_RESOURCES.get(instance.resourceType)?.found ?? []) {
      const value = argument(instance, [list])?.value;
      for (const zone of value !== undefined && 'elements' in value ? value.elements : []) {
        const entry = (name: string) => ('entries' in zone ? asText(zone.entries.get(name) ?? nullValue()) : undefined);
        const [id, written] = [entry('id'), entry('name')];
        const name = written?.kind === 'string' ? zoneName(written.value) : undefined;
        if (id?.kind === 'string' && name !== undefined) this.#tell(id.value, { name, isPrivate: false });
      }
    }
    const resource = RECORD_RESOURCES.get(instance.resourceType);
    if (resource?.name.whole === undefined || resource.zone.holds !== 'id') return;
    const [whole, id] = [
      textArgument(instance, [resource.name.whole]),
      textArgument(instance, [resource.zone.argument]),
    ];
    const own = textArgument(instance, resource.name.arguments);
    if (whole === undefined || own === undefined || id === undefined) return;
    const rest = own === '' || own === '@' ? whole : whole.startsWith(`${own}.`) ? whole.slice(own.length + 1) : '';
    const name = rest.replace(/\.$/, '').includes('.') ? zoneName(rest) : undefined;
    if (name !== undefined) this.#tell(id, { name, isPrivate: false });
  }

  #searched(block: BlockValue, filter: string | undefined, names: readonly string[]): string | undefined {
    const [inner] = filter === undefined ? [] : blocksOf(block, filter);
    return inner === undefined || argument(inner, names) === undefined ? undefined : textArgument(inner, names);
  }
}

export function zoneKey({ name, isPrivate }: NamedZone): string {
  return `${name} ${isPrivate}`;
}

function zoneName(text: string): Name | undefined {
  const written = endsWithDot(text) ? text.slice(0, -1) : text;
  return written === '' ? undefined : (readName(written).name ?? absolute(written));
}
