import { canonicalLine } from '../../../../src/formats/bind/canonical.ts';
import { readZoneFile, type ZoneFileReading } from '../../../../src/formats/bind/read-zone.ts';
import { NameTable } from '../../../../src/model/name-table.ts';
import { SourceFile } from '../../../../src/model/source-file.ts';

/** Reads text as the zone file of example.com. (or another zone) with the files that it may include. */
export function read(
  content: string | Uint8Array,
  { zone = 'example.com.', includes = {} }: { zone?: string; includes?: Readonly<Record<string, string>> } = {},
): ZoneFileReading & { readonly lines: string[]; readonly file: SourceFile } {
  const names = new NameTable();
  const files = new Map(Object.entries(includes).map(([path, text]) => [path, new SourceFile(path, text)]));
  const file = new SourceFile('example.com.zone', content);
  const include = (written: string) => files.get(written) ?? 'the file is missing';
  const reading = readZoneFile(file, { names, zone, include });
  const lines = Array.from({ length: reading.records.length }, (_, i) => canonicalLine(reading.records, i, names));
  return { ...reading, lines, file };
}
