import type { Name } from '../../model/name.ts';
import type { NameId, NameTable } from '../../model/name-table.ts';
import type { DnsRecord } from '../../model/record.ts';
import { NO_TTL, type RecordColumns } from '../../model/zone.ts';
import { canonicalData } from './canonical.ts';
import type { Origin } from './name-octets.ts';
import { mnemonicOf } from './rdata/types.ts';
import { readValues } from './rdata/values.ts';
import type { Value } from './rdata/wire.ts';
import { makeRecord, type Source } from './zone-record.ts';

/** A shorter record than any real one: columns this long for a file are almost never too short. */
const SHORTEST_RECORD = 24;
const LEAST_CAPACITY = 16;

/** The records of one zone file and the files that it includes, as columns that refer to the octets. */
export class ZoneRecords implements RecordColumns {
  length = 0;
  owners: Uint32Array;
  types: Uint16Array;
  ttls: Uint32Array;
  /** Octet offsets: where the record begins, where its data begins, where both end. */
  #starts: Uint32Array;
  #values: Uint32Array;
  #ends: Uint32Array;
  /** From which record on a source and an origin hold, by segment. */
  #segmentStarts = new Uint32Array(LEAST_CAPACITY);
  #segmentSources = new Uint32Array(LEAST_CAPACITY);
  #segmentOrigins = new Uint32Array(LEAST_CAPACITY);
  #segments = 0;
  readonly #sources: Source[] = [];
  readonly #origins: Origin[] = [];
  readonly #names: NameTable;
  readonly #zone: Name;

  constructor(names: NameTable, zone: Name, octets: number) {
    const capacity = LEAST_CAPACITY + Math.ceil(octets / SHORTEST_RECORD);
    this.#names = names;
    this.#zone = zone;
    this.owners = new Uint32Array(capacity);
    this.types = new Uint16Array(capacity);
    this.ttls = new Uint32Array(capacity);
    this.#starts = new Uint32Array(capacity);
    this.#values = new Uint32Array(capacity);
    this.#ends = new Uint32Array(capacity);
  }

  /** Says where the records that are added from now on are read from. */
  enter(source: Source, origin: Origin): void {
    if (this.#sources.at(-1) !== source) this.#sources.push(source);
    if (this.#origins.at(-1) !== origin) this.#origins.push(origin);
    // A segment without records is overwritten.
    if (this.#segments === 0 || this.#segmentStarts[this.#segments - 1] !== this.length) this.#segments++;
    if (this.#segments > this.#segmentStarts.length) {
      this.#segmentStarts = grown(this.#segmentStarts);
      this.#segmentSources = grown(this.#segmentSources);
      this.#segmentOrigins = grown(this.#segmentOrigins);
    }
    this.#segmentStarts[this.#segments - 1] = this.length;
    this.#segmentSources[this.#segments - 1] = this.#sources.length - 1;
    this.#segmentOrigins[this.#segments - 1] = this.#origins.length - 1;
  }

  add(owner: NameId, type: number, ttl: number, start: number, value: number, end: number): void {
    const index = this.length++;
    if (index === this.owners.length) this.#grow();
    this.owners[index] = owner;
    this.types[index] = type;
    this.ttls[index] = ttl;
    this.#starts[index] = start;
    this.#values[index] = value;
    this.#ends[index] = end;
  }

  record(index: number): DnsRecord {
    const { source, origin } = this.#segmentOf(index);
    const type = this.types[index];
    const [start, value, end] = [this.#starts[index], this.#values[index], this.#ends[index]];
    return makeRecord(mnemonicOf(type), readValues(source.bytes, value, end, type, origin), {
      owner: this.#names.name(this.owners[index]),
      zone: this.#zone,
      ttl: this.ttls[index] === NO_TTL ? undefined : this.ttls[index],
      source,
      start,
      value,
      end,
    });
  }

  mentions(index: number, octet: number): boolean {
    const { bytes } = this.#segmentOf(index).source;
    const end = this.#ends[index];
    for (let i = this.#values[index]; i < end; i++) if (bytes[i] === octet) return true;
    return false;
  }

  data(index: number): string {
    return canonicalData(this.#valuesOf(index));
  }

  #valuesOf(index: number): Value[] {
    const { source, origin } = this.#segmentOf(index);
    return readValues(source.bytes, this.#values[index], this.#ends[index], this.types[index], origin);
  }

  /** The last segment that begins at or before the record. */
  #segmentOf(index: number): { source: Source; origin: Origin } {
    let low = 0;
    let high = this.#segments - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#segmentStarts[middle] <= index) low = middle;
      else high = middle - 1;
    }
    return { source: this.#sources[this.#segmentSources[low]], origin: this.#origins[this.#segmentOrigins[low]] };
  }

  #grow(): void {
    this.owners = grown(this.owners);
    this.ttls = grown(this.ttls);
    this.#starts = grown(this.#starts);
    this.#values = grown(this.#values);
    this.#ends = grown(this.#ends);
    const types = new Uint16Array(this.types.length * 2);
    types.set(this.types);
    this.types = types;
  }
}

function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
