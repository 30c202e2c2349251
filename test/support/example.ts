import { check } from '../../src/check.ts';
import type { Answer, Answered, Resolver } from '../../src/model/answer.ts';
import type { Name } from '../../src/model/name.ts';
import { NameTable } from '../../src/model/name-table.ts';
import type { QueryType } from '../../src/model/record.ts';
import type { Report } from '../../src/model/report.ts';
import type { Example } from '../../src/model/rule.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import type { Tree } from '../../src/model/tree.ts';
import { readZoneFile } from '../../src/formats/bind/read-zone.ts';

/** The file that an example's `zone` stands for. */
export const EXAMPLE_FILE = 'example.com.zone';

/** A tree in memory. */
export function memoryTree(files: Readonly<Record<string, string | Uint8Array>>): Tree {
  const sources = new Map(Object.entries(files).map(([path, content]) => [path, new SourceFile(path, content)]));
  return {
    paths: [...sources.keys()].sort(),
    read: (path) => sources.get(path),
    size: (path) => sources.get(path)?.bytes.length ?? 0,
    head: (path, length) => sources.get(path)?.bytes.subarray(0, length) ?? new Uint8Array(),
  };
}

/** Judges an example as the gate would. */
export function checkExample(example: Example): Promise<Report> {
  const files = example.files ?? { [EXAMPLE_FILE]: example.zone ?? '' };
  return check({
    head: memoryTree(files),
    base: example.base === undefined ? undefined : memoryTree(example.base),
    outside: zoneLinesResolver(example.dns ?? ''),
    settings: { failOn: 'error', scope: example.base === undefined ? 'all' : 'introduced', lookups: 'snapshot', shard: null },
  });
}

/**
 * A resolver over zone-file lines with absolute owners. A name that no line mentions is unknown; `name. 60 IN TYPE65280
 * \# 0` makes a name exist without data, and `; nxdomain NAME` says that there is no such name.
 */
export function zoneLinesResolver(lines: string): Resolver {
  const file = new SourceFile('dns', `$TTL 60\n${lines}\n`);
  const { records } = readZoneFile(file, { names: new NameTable(), zone: '.', include: () => 'not here' });
  const byOwner = new Map<Name, Answered[]>();
  for (let i = 0; i < records.length; i++) {
    const record = records.record(i);
    byOwner.set(record.owner, [...(byOwner.get(record.owner) ?? []), record as unknown as Answered]);
  }
  const missing = new Set([...lines.matchAll(/; nxdomain (\S+)/g)].map(([, name]) => name));

  return function resolve({ name, type }): Answer {
    if (missing.has(name)) return { state: 'absent', reason: 'nxdomain', chain: [], source: 'live' };
    const records = byOwner.get(name);
    if (records === undefined) return { state: 'unknown', reason: 'not-in-snapshot', chain: [] };
    const found = records.filter((record) => record.type === (type as QueryType));
    if (found.length > 0) return { state: 'found', records: found.map(withoutPlaces), chain: [], source: 'live' };
    const alias = records.find((record) => record.type === 'CNAME');
    if (alias === undefined) return { state: 'absent', reason: 'nodata', chain: [], source: 'live' };
    const rest = resolve({ name: alias.target, type });
    return { ...rest, chain: [{ owner: name, target: alias.target, source: 'live' }, ...rest.chain] };
  };
}

/** What comes from the DNS has no place in a file. */
function withoutPlaces(record: Answered): Answered {
  return { ...record, place: undefined, valuePlace: undefined, targetPlace: undefined, textPlace: undefined };
}
