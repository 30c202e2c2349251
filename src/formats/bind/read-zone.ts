import type { FileProblem } from '../../model/file-problem.ts';
import type { Name } from '../../model/name.ts';
import type { NameTable } from '../../model/name-table.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Hole, RecordColumns } from '../../model/zone.ts';
import { ZoneReader } from './zone-reader.ts';

export interface ZoneFileOptions {
  readonly names: NameTable;
  /** The zone's name: the origin at the start of the file. */
  readonly zone: Name;
  /**
   * Finds an `$INCLUDE` file as it is written in the directive; a string says in words why there is none («the file is
   * missing», «it is outside the repository»).
   */
  readonly include: (written: string, from: SourceFile) => SourceFile | string;
}

/** What a zone file and its includes say. */
export interface ZoneFileReading {
  readonly records: RecordColumns;
  readonly holes: Hole[];
  readonly problems: FileProblem[];
  readonly remarks: string[];
  /** Included files in order of first use, without duplicates. */
  readonly included: SourceFile[];
}

/**
 * Reads a master file (RFC 1035 §5, RFC 2308 §4, RFC 3597) as BIND reads it, in one pass over its octets. What cannot be
 * read is a problem and a hole, and reading goes on behind it; nothing in the file makes it throw.
 */
export function readZoneFile(file: SourceFile, options: ZoneFileOptions): ZoneFileReading {
  const reader = new ZoneReader(file, options);
  reader.read();
  const { records, report, included } = reader;
  return {
    records,
    holes: report.holes,
    problems: report.problems,
    remarks: report.remarks,
    included: [...included],
  };
}
