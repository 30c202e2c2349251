import { type Address, parseAddress } from '../../model/address.ts';
import type { FileProblem } from '../../model/file-problem.ts';
import { type Name, plain } from '../../model/name.ts';
import type { NameTable } from '../../model/name-table.ts';
import type { Place } from '../../model/place.ts';
import { type DnsRecord, type RecordTraits, TYPE_NUMBER } from '../../model/record.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { NO_TTL, type RecordColumns, type ZoneDescription } from '../../model/zone.ts';
import { ProblemLog } from '../bind/problem-log.ts';
import type { ReadData } from './data-reading.ts';
import type { ResourceInstance } from './hcl/module/resource.ts';
import { Holes } from './holes.ts';
import { ResourceRecord } from './resource-record.ts';

import type { NamedZone } from './zone-names.ts';

/** One record, and what the columns need of it. */
interface Row {
  readonly ownerId: number;
  readonly type: number;
  readonly ttl: number;
  readonly data: string;
  readonly record: DnsRecord;
}

/** What all resources of one zone share beside their data. */
export interface RowContext {
  readonly owner: Name;
  readonly type: number;
  readonly ttl: number | undefined;
  readonly traits: RecordTraits | undefined;
  /** The header of the resource. */
  readonly place: Place;
  /** Whether the resource has no other record. */
  readonly isOnly: boolean;
  /** Whether Terraform only stops managing it; such records are read after all others. */
  readonly isForgotten?: true;
}

/** Collects what resources say of one zone. */
export class DescribedZone {
  readonly zone: NamedZone;
  readonly log: ProblemLog;
  readonly holes: Holes;
  /** Records by file. */
  readonly counts = new Map<SourceFile, number>();
  readonly #names: NameTable;
  readonly #rows: Row[] = [];
  /** What the records are known by before the first that is forgotten. */
  #managed: Set<string> | undefined;
  /** Resources that hold all records of a name and type. */
  readonly #sets = new Map<string, ResourceInstance>();

  /** Resources that the provider chooses among. */
  readonly #choices = new Map<string, ResourceInstance>();

  constructor(zone: NamedZone, names: NameTable) {
    this.zone = zone;
    this.#names = names;
    this.log = new ProblemLog(zone.name);
    this.holes = new Holes(zone.name);
  }

  addFile(file: SourceFile): void {
    if (!this.counts.has(file)) this.counts.set(file, 0);
  }

  /** Adds a record; one that is forgotten here and managed elsewhere is there once. */
  addRow({ owner, type, ttl, traits, place, isOnly, isForgotten }: RowContext, read: ReadData): void {
    const shared = { owner, zone: this.zone.name, ttl, place: isOnly ? place : read.valuePlace, traits };
    const record = new ResourceRecord(read, shared) as unknown as DnsRecord;
    const ownerId = this.#names.intern(owner);
    if (isForgotten === true) {
      this.#managed ??= new Set(this.#rows.map(identity));
      if (this.#managed.has(identity({ ownerId, type, data: read.data, record }))) return;
    }
    this.#rows.push({ ownerId, type, ttl: ttl ?? NO_TTL, data: read.data, record });
    this.counts.set(place.file, (this.counts.get(place.file) ?? 0) + 1);
  }

  /**
   * Whether a record is to be taken from a resource that the provider chooses among others: each address once, of other
   * types what the first resource has, for a client never gets them together.
   */
  takesChoice(owner: Name, mnemonic: string, data: string, instance: ResourceInstance): boolean {
    const isAddress = mnemonic === 'A' || mnemonic === 'AAAA';
    const key = isAddress ? `${mnemonic} ${owner} ${data}` : `${mnemonic} ${owner}`;
    const first = this.#choices.get(key);
    if (first === undefined) this.#choices.set(key, instance);
    return first === undefined || (first === instance && !isAddress);
  }

  /**
   * Notes a resource that holds all records of a name and type; a second one is a defect. False where it is forgotten and
   * another has taken its set over.
   */
  addSet(owner: Name, mnemonic: string, instance: ResourceInstance): boolean {
    const key = `${instance.resourceType} ${mnemonic} ${owner}`;
    const first = this.#sets.get(key);
    if (first !== undefined && first.isForgotten !== true && instance.isForgotten === true) return false;
    if (first === undefined) this.#sets.set(key, instance);
    else this.log.problem(duplicateSet(owner, mnemonic, instance, first));
    return true;
  }

  /** Whether no record was read into it. */
  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  /** The addresses of some names. */
  *addressesOf(owners: ReadonlyMap<Name, unknown>): Generator<{ readonly owner: Name; readonly address: Address }> {
    for (const { record } of this.#rows) {
      if ((record.type !== 'A' && record.type !== 'AAAA') || !owners.has(record.owner)) continue;
      const address = parseAddress(record.address);
      if (address !== undefined) yield { owner: record.owner, address };
    }
  }

  describe(): ZoneDescription {
    const files = [...this.counts.keys()];
    return {
      name: this.zone.name,
      view: undefined,
      authoritative: false,
      public: !this.zone.isPrivate,
      file: files[0],
      files,
      records: columnsOf(this.#known()),
      holes: [...this.holes.all, ...this.log.holes],
    };
  }

  /**
   * The records without those of sets that are known only in part: a set without one of its addresses would read as if
   * the address were absent. Mail exchangers are judged one by one, and an SPF record is one whatever stands beside it.
   */
  #known(): Row[] {
    const hasSpf = new Set(this.#rows.filter(({ record }) => isSpf(record)).map(({ ownerId }) => ownerId));
    return this.#rows.filter(({ ownerId, type, record }) => {
      if (type === TYPE_NUMBER.MX || !this.holes.isAt(record.owner, type)) return true;
      return type === TYPE_NUMBER.TXT && hasSpf.has(ownerId);
    });
  }
}

/** Types of which a name has one record. */
const SINGLE: ReadonlySet<number> = new Set([TYPE_NUMBER.CNAME, TYPE_NUMBER.DNAME, TYPE_NUMBER.PTR]);

/** What a record that is forgotten has in common with one that is managed elsewhere, if it is the same one. */
function identity({ ownerId, type, data, record }: Omit<Row, 'ttl'>): string {
  const key = `${ownerId} ${type}`;
  if (SINGLE.has(type)) return key;
  // A name has one text of each such kind, and who took it over may have given it another content.
  const version = record.type === 'TXT' ? /^v=\w+/i.exec(record.strings.join(''))?.[0] : undefined;
  return `${key} ${version?.toLowerCase() ?? data}`;
}

function isSpf(record: DnsRecord): boolean {
  return record.type === 'TXT' && /^v=spf1(?: |$)/i.test(record.strings.join(''));
}

function duplicateSet(
  owner: Name,
  mnemonic: string,
  { file, start, end, address }: ResourceInstance,
  first: ResourceInstance,
): FileProblem {
  const { line } = first.file.position(first.start);
  return {
    rule: 'rrset-duplicated',
    place: { file, start, end },
    subject: plain(owner),
    names: [mnemonic],
    message: `${address} declares the ${mnemonic} records of ${plain(owner)} a second time; ${first.address} in line ${line} of ${first.file.path} holds them already. The provider takes one resource for each name and type: the second is refused, or each apply undoes the other.`,
    advice: 'Put the values of both into one resource.',
    related: [
      { place: { file: first.file, start: first.start, end: first.end }, message: 'The first resource of this set.' },
    ],
  };
}

function columnsOf(rows: readonly Row[]): RecordColumns {
  return {
    length: rows.length,
    owners: Uint32Array.from(rows, ({ ownerId }) => ownerId),
    types: Uint16Array.from(rows, ({ type }) => type),
    ttls: Uint32Array.from(rows, ({ ttl }) => ttl),
    record: (index) => rows[index].record,
    data: (index) => rows[index].data,
  };
}
