import { type NameId, type NameTable, NO_NAME } from './name-table.ts';
import { type DnsRecord, type RecordType, TYPE_NUMBER } from './record.ts';
import type { ZoneDescription } from './zone.ts';

const NONE = -1;

/** What a name holds, one bit each, so that walking to the top of a zone reads numbers only. */
const HAS_NS = 1;
const HAS_CNAME = 2;
const HAS_DNAME = 4;

/**
 * One zone description, indexed once: owner → its records as a linked list through columns, and every name between an
 * owner and the apex (the empty non-terminals of RFC 8499). Linear in the records, a few numbers each.
 */
export class ZoneIndex {
  readonly zone: ZoneDescription;
  readonly apex: NameId;
  readonly #names: NameTable;
  /** Open addressing over name ids: id + 1, or 0. */
  #keys: Uint32Array;
  #first: Int32Array;
  #flags: Uint8Array;
  #count = 0;
  readonly #next: Int32Array;
  readonly #byType = new Map<number, Uint32Array>();
  /** Records that rules hold on to for the whole run anyway, so that each is one object. */
  #kept: (DnsRecord | undefined)[] | undefined;

  constructor(zone: ZoneDescription, names: NameTable) {
    this.zone = zone;
    this.#names = names;
    this.apex = names.intern(zone.name);
    const { length, owners, types } = zone.records;
    const capacity = powerOfTwoAbove(length);
    this.#keys = new Uint32Array(capacity);
    this.#first = new Int32Array(capacity).fill(NONE);
    this.#flags = new Uint8Array(capacity);
    this.#next = new Int32Array(length);
    this.#enter(this.apex);
    // Backwards, so that each list runs in file order.
    for (let i = length - 1, slot = NONE, keys = this.#keys; i >= 0; i--) {
      // Records of one name mostly stand together; growing moves every name.
      if (i === length - 1 || owners[i] !== owners[i + 1] || keys !== this.#keys) {
        slot = this.#enter(owners[i]);
        keys = this.#keys;
      }
      this.#next[i] = this.#first[slot];
      this.#first[slot] = i;
      if (types[i] === TYPE_NUMBER.NS) this.#flags[slot] |= HAS_NS;
      else if (types[i] === TYPE_NUMBER.CNAME) this.#flags[slot] |= HAS_CNAME;
      else if (types[i] === TYPE_NUMBER.DNAME) this.#flags[slot] |= HAS_DNAME;
    }
  }

  /** Whether the name owns records or has names below it that do. */
  exists(id: NameId): boolean {
    return this.#find(id) !== NONE;
  }

  hasNs(id: NameId): boolean {
    return this.#has(id, HAS_NS);
  }

  hasCname(id: NameId): boolean {
    return this.#has(id, HAS_CNAME);
  }

  hasDname(id: NameId): boolean {
    return this.#has(id, HAS_DNAME);
  }

  /** The index of the first record at a name, and then of the next; −1 at the end. Allocates nothing. */
  firstAt(id: NameId): number {
    const slot = this.#find(id);
    return slot === NONE ? NONE : this.#first[slot];
  }

  nextAt(index: number): number {
    return this.#next[index];
  }

  /** The records of one type at a name, in file order. */
  at<T extends RecordType>(id: NameId, type: T & keyof typeof TYPE_NUMBER): DnsRecord<T>[] {
    const number = TYPE_NUMBER[type];
    const { records } = this.zone;
    const first = this.firstAt(id);
    let count = 0;
    for (let i = first; i !== NONE; i = this.#next[i]) if (records.types[i] === number) count++;
    // Of the right length from the start: an array that grows keeps room for sixteen, and most RRsets are kept.
    const found = new Array<DnsRecord<T>>(count);
    for (let i = first, n = 0; n < count; i = this.#next[i]) {
      if (records.types[i] === number) found[n++] = this.#record(i, number) as DnsRecord<T>;
    }
    return found;
  }

  #record(index: number, type: number): DnsRecord {
    if (type !== TYPE_NUMBER.TXT && type !== TYPE_NUMBER.MX) return this.zone.records.record(index);
    this.#kept ??= new Array<DnsRecord | undefined>(this.zone.records.length);
    this.#kept[index] ??= this.zone.records.record(index);
    return this.#kept[index];
  }

  /** The indices of all records of one type, in file order. */
  ofType(type: number): Uint32Array {
    let indices = this.#byType.get(type);
    if (indices === undefined) {
      const { types, length } = this.zone.records;
      let count = 0;
      for (let i = 0; i < length; i++) if (types[i] === type) count++;
      indices = new Uint32Array(count);
      for (let i = 0, n = 0; i < length; i++) if (types[i] === type) indices[n++] = i;
      this.#byType.set(type, indices);
    }
    return indices;
  }

  #has(id: NameId, flag: number): boolean {
    const slot = this.#find(id);
    return slot !== NONE && (this.#flags[slot] & flag) !== 0;
  }

  #find(id: NameId): number {
    if (id === NO_NAME) return NONE;
    const mask = this.#keys.length - 1;
    let slot = hashOf(id) & mask;
    while (this.#keys[slot] !== 0) {
      if (this.#keys[slot] === id + 1) return slot;
      slot = (slot + 1) & mask;
    }
    return NONE;
  }

  /** The slot of a name, which is entered with every name between it and the apex. */
  #enter(id: NameId): number {
    const mask = this.#keys.length - 1;
    let slot = hashOf(id) & mask;
    while (this.#keys[slot] !== 0) {
      if (this.#keys[slot] === id + 1) return slot;
      slot = (slot + 1) & mask;
    }
    // Parents first: entering them may grow the table, and then this name's slot is another.
    if (id > this.apex) {
      this.#enter(this.#names.parent(id));
      slot = this.#free(id);
    }
    this.#keys[slot] = id + 1;
    if (++this.#count * 2 > this.#keys.length) {
      this.#grow();
      slot = this.#find(id);
    }
    return slot;
  }

  #free(id: NameId): number {
    const mask = this.#keys.length - 1;
    let slot = hashOf(id) & mask;
    while (this.#keys[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, first, flags] = [this.#keys, this.#first, this.#flags];
    this.#keys = new Uint32Array(keys.length * 2);
    this.#first = new Int32Array(keys.length * 2).fill(NONE);
    this.#flags = new Uint8Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === 0) continue;
      const slot = this.#free(keys[i] - 1);
      this.#keys[slot] = keys[i];
      this.#first[slot] = first[i];
      this.#flags[slot] = flags[i];
    }
  }
}

function hashOf(id: NameId): number {
  const hash = Math.imul(id, 0x9e3779b1);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function powerOfTwoAbove(value: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(4, value)));
}
