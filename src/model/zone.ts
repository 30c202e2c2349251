import type { Name } from './name.ts';
import type { Place } from './place.ts';
import type { DnsRecord } from './record.ts';
import type { SourceFile } from './source-file.ts';

/** TTL column value for records whose format leaves the TTL open. */
export const NO_TTL = 0xffffffff;

/**
 * The records of one zone description as columns: owner, type and TTL by index, and the record as an object only when
 * something asks for it. Index order is file order.
 */
export interface RecordColumns {
  readonly length: number;
  /** Owner by index. The arrays may be longer than `length`. */
  readonly owners: Uint32Array;
  /** IANA type number by index. */
  readonly types: Uint16Array;
  /** Seconds or NO_TTL by index. */
  readonly ttls: Uint32Array;
  /** Makes the record at an index. */
  record(index: number): DnsRecord;
  /**
   * Whether the data as it is written holds an octet, so that a rule may pass over a million records without reading
   * their data. A format that cannot tell leaves it out.
   */
  mentions?(index: number, octet: number): boolean;
  /** The data in canonical presentation format: names absolute and in lower case, character-strings quoted. */
  data(index: number): string;
}

export const NO_RECORDS: RecordColumns = {
  length: 0,
  owners: new Uint32Array(),
  types: new Uint16Array(),
  ttls: new Uint32Array(),
  record: noRecord,
  data: noRecord,
};

function noRecord(): never {
  throw new RangeError('There is no record.');
}

/** Names about which the files say something that cannot be read: what they hold is unknown, never absent. */
export interface Hole {
  /** The name, or the top of the tree of names, that is unknown. */
  readonly name: Name;
  /** Whether everything below the name is unknown as well. */
  readonly below: boolean;
  /** The type number that is unknown; undefined for all types. */
  readonly type?: number;
  /** In words: `the included file hosts.inc is missing`. */
  readonly reason: string;
  readonly place?: Place;
}

/** One description of one zone: what the files of the tree say it should hold. */
export interface ZoneDescription {
  readonly name: Name;
  /** The view that a server configuration or the policy names; undefined where nothing does. */
  readonly view: string | undefined;
  /** Whether the description is the whole zone, so that what it does not hold does not exist. */
  readonly authoritative: boolean;
  /** Whether the Internet sees it. */
  readonly public: boolean;
  /** The file that describes it; the first one where there are several. */
  readonly file: SourceFile;
  /** Every file that the description was read from, the first included. */
  readonly files: readonly SourceFile[];
  readonly records: RecordColumns;
  readonly holes: readonly Hole[];
}
