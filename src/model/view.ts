import type { Name } from './name.ts';
import { type NameId, type NameTable, NO_NAME, ROOT_ID } from './name-table.ts';
import { type DnsRecord, type RecordType, TYPE_NUMBER } from './record.ts';
import type { ZoneIndex } from './zone-index.ts';

/**
 * Zones that see one another: at most one description of each zone. `judged` are those whose records the rules look at
 * in this view; the rest only answer, because another view judges them.
 */
export class View {
  readonly name: string;
  readonly names: NameTable;
  readonly zones: readonly ZoneIndex[];
  readonly judged: readonly ZoneIndex[];
  readonly #byApex: Map<NameId, ZoneIndex>;
  readonly #rrsets = new Map<RecordType, readonly DnsRecord[][]>();

  constructor(name: string, names: NameTable, zones: readonly ZoneIndex[], judged: readonly ZoneIndex[] = zones) {
    this.name = name;
    this.names = names;
    this.zones = zones;
    this.judged = judged;
    this.#byApex = new Map(zones.map((zone) => [zone.apex, zone]));
  }

  /** The records of one type in the judged zones, made one by one. Public zones only, unless asked for all. */
  *of<T extends keyof typeof TYPE_NUMBER>(type: T, which: 'public' | 'all' = 'public'): Generator<DnsRecord<T>> {
    for (const index of this.judged) {
      if (which === 'public' && !index.zone.public) continue;
      for (const i of index.ofType(TYPE_NUMBER[type])) yield index.zone.records.record(i) as DnsRecord<T>;
    }
  }

  /** The RRsets of a type in the judged public zones, in file order; looked for once, because several rules ask for TXT. */
  rrsets<T extends keyof typeof TYPE_NUMBER>(type: T): readonly DnsRecord<T>[][] {
    let found = this.#rrsets.get(type);
    if (found === undefined) {
      found = this.#findRrsets(type);
      this.#rrsets.set(type, found);
    }
    return found as DnsRecord<T>[][];
  }

  #findRrsets(type: keyof typeof TYPE_NUMBER): DnsRecord[][] {
    const found: DnsRecord[][] = [];
    const number = TYPE_NUMBER[type];
    for (const index of this.judged) {
      const indices = index.zone.public ? index.ofType(number) : [];
      if (indices.length === 0) continue;
      const { owners, types, length } = index.zone.records;
      // Marks what was given: looking back for each record would be quadratic at a name with very many.
      const given = new Uint8Array(length);
      for (const i of indices) {
        if (given[i] === 1) continue;
        for (let at = index.firstAt(owners[i]); at >= 0; at = index.nextAt(at)) if (types[at] === number) given[at] = 1;
        found.push(index.at(owners[i], type));
      }
    }
    return found;
  }

  /** The records of one type written at exactly this name in the zone that holds it: no wildcards, no aliases. */
  at<T extends RecordType & keyof typeof TYPE_NUMBER>(name: Name, type: T): DnsRecord<T>[] {
    const zone = this.zoneOf(name);
    return zone === undefined ? [] : zone.at(this.names.find(name), type);
  }

  /** The deepest zone of the view that the name lies in; undefined where no proposed zone holds it. */
  zoneOf(name: Name): ZoneIndex | undefined {
    return this.zoneOfId(this.names.findDeepest(name).id);
  }

  zoneOfId(id: NameId): ZoneIndex | undefined {
    for (let at = id; at !== NO_NAME; at = this.names.parent(at)) {
      const zone = this.#byApex.get(at);
      if (zone !== undefined || at === ROOT_ID) return zone;
    }
    return undefined;
  }

  /** The next zone above, for the parent side of a zone cut. */
  zoneAbove(zone: ZoneIndex): ZoneIndex | undefined {
    return zone.apex === ROOT_ID ? undefined : this.zoneOfId(this.names.parent(zone.apex));
  }
}
