import { parseAddress, reverseName } from '../../model/address.ts';
import { type Name, plain } from '../../model/name.ts';
import type { NameId, NameTable } from '../../model/name-table.ts';
import { ROOT_ID } from '../../model/name-table.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import { NO_TTL } from '../../model/zone.ts';
import { type OctodnsRecord, TargetRecord } from './octodns-record.ts';
import type { ArpaProvider } from './providers.ts';
import type { RecordSet } from './record-set.ts';

/** A name that an address answers to. */
interface Candidate {
  readonly name: Name;
  readonly set: RecordSet;
  readonly row: OctodnsRecord;
}

/** The addresses of the zones that pass one AutoArpa processor, by the names of their PTR records. */
export class ArpaSource {
  readonly #provider: ArpaProvider;
  readonly #names: NameTable;
  readonly #byPointer = new Map<NameId, Candidate[]>();

  constructor(provider: ArpaProvider, names: NameTable) {
    this.#provider = provider;
    this.#names = names;
  }

  /** Takes the addresses of one zone. */
  feed(zone: Name, sets: readonly RecordSet[]): void {
    const { wildcard } = this.#provider;
    for (const set of sets) {
      if (set.type !== TYPE_NUMBER.A && set.type !== TYPE_NUMBER.AAAA) continue;
      const owner = this.#names.name(set.ownerId);
      if (owner === `*.${zone}` && wildcard === undefined) continue;
      const name = wildcard === undefined ? owner : owner.replaceAll('*', wildcard);
      for (const row of set.rows) {
        const address = parseAddress(row.data);
        if (address === undefined) continue;
        const pointer = this.#names.intern(reverseName(address));
        const known = this.#byPointer.get(pointer);
        if (known === undefined) this.#byPointer.set(pointer, [{ name, set, row }]);
        else known.push({ name, set, row });
      }
    }
  }

  /** The PTR records by the reverse zones that they lie in. Linear in the addresses. */
  recordSets(zones: ReadonlySet<NameId>): Map<NameId, RecordSet[]> {
    const found = new Map<NameId, RecordSet[]>();
    for (const [pointer, candidates] of this.#byPointer) {
      for (let id = this.#names.parent(pointer); ; id = this.#names.parent(id)) {
        if (zones.has(id)) {
          const sets = found.get(id) ?? [];
          sets.push(this.#recordSet(pointer, id, candidates));
          found.set(id, sets);
        }
        if (id === ROOT_ID) break;
      }
    }
    return found;
  }

  #recordSet(pointer: NameId, zone: NameId, candidates: readonly Candidate[]): RecordSet {
    const { max, inheritsTtl, ttl } = this.#provider;
    const chosen = this.#ranked(candidates).slice(0, max === undefined ? undefined : Math.max(1, max));
    const [{ set: first }] = chosen;
    const set: RecordSet = {
      names: this.#names,
      zone: this.#names.name(zone),
      ownerId: pointer,
      type: TYPE_NUMBER.PTR,
      ttl: inheritsTtl ? first.ttl : (ttl ?? NO_TTL),
      file: first.file,
      start: first.start,
      end: first.end,
      traits: undefined,
      escaped: true,
      arpaPriority: 0,
      rows: [],
    };
    for (const { name, row } of chosen) set.rows.push(new PointerRecord(set, row, name));
    return set;
  }

  /** By priority, TTL and name, each name once. */
  #ranked(candidates: readonly Candidate[]): Candidate[] {
    if (candidates.length === 1) return [...candidates];
    const ttlOf = ({ set }: Candidate) => (this.#provider.inheritsTtl ? set.ttl : 0);
    const sorted = [...candidates].sort(
      (a, b) =>
        a.set.arpaPriority - b.set.arpaPriority ||
        ttlOf(a) - ttlOf(b) ||
        (plain(a.name) < plain(b.name) ? -1 : a.name === b.name ? 0 : 1),
    );
    const byName = new Map<Name, Candidate>();
    for (const candidate of sorted) if (!byName.has(candidate.name)) byName.set(candidate.name, candidate);
    return [...byName.values()];
  }
}

/** A PTR record stands where its address is written. */
class PointerRecord extends TargetRecord {
  constructor(set: RecordSet, row: OctodnsRecord, target: Name) {
    const place = row.valuePlace;
    super(set, place, place.file, 'PTR', target);
  }
}
