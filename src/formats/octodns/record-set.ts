import type { Name } from '../../model/name.ts';
import type { NameId, NameTable } from '../../model/name-table.ts';
import type { RecordTraits } from '../../model/record.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { OctodnsRecord } from './octodns-record.ts';

/** One entry of a zone: a name, a type, and all its values, as OctoDNS keeps them. */
export interface RecordSet {
  readonly names: NameTable;
  readonly zone: Name;
  readonly ownerId: NameId;
  readonly type: number;
  /** Seconds or NO_TTL. */
  readonly ttl: number;
  readonly file: SourceFile;
  /** UTF-16 offsets of the whole entry. */
  readonly start: number;
  readonly end: number;
  readonly traits: RecordTraits | undefined;
  /** The provider's `escaped_semicolons`. */
  readonly escaped: boolean;
  /** What `octodns: auto_arpa_priority` says. */
  readonly arpaPriority: number;
  readonly rows: OctodnsRecord[];
}
