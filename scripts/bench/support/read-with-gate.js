import { readFileSync } from 'node:fs';
import { readZoneFile } from '../../../lib/formats/bind/read-zone.js';
import { NameTable } from '../../../lib/model/name-table.js';
import { SourceFile } from '../../../lib/model/source-file.js';
import { ZoneIndex } from '../../../lib/model/zone-index.js';

/** Reads and indexes one zone file of example.com. with our own reader, and prints what came of it. */
const path = process.argv[2];
const names = new NameTable();
const started = performance.now();
const file = new SourceFile(path, readFileSync(path));
const zone = 'example.com.';
const { records, problems, holes } = readZoneFile(file, { names, zone, include: () => 'the file is missing' });
const read = performance.now();
const description = {
  name: zone,
  view: undefined,
  authoritative: true,
  public: true,
  file,
  files: [file],
  records,
  holes,
};
const index = new ZoneIndex(description, names);
const indexed = performance.now();
if (problems.length > 0 || !index.exists(index.apex)) throw new Error(problems[0]?.message ?? 'the zone is empty');
const seconds = (from, to) => ((to - from) / 1000).toFixed(2);
process.stdout.write(
  `${records.length} records, read ${seconds(started, read)} s, index ${seconds(read, indexed)} s\n`,
);
