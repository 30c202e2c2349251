import { check } from './check.ts';
import { readZoneFile } from './formats/bind/read-zone.ts';
import type { Answer, Answered, Resolver } from './model/answer.ts';
import type { Name } from './model/name.ts';
import { NameTable } from './model/name-table.ts';
import type { Report } from './model/report.ts';
import type { Example } from './model/rule.ts';
import { SourceFile } from './model/source-file.ts';
import type { Tree } from './model/tree.ts';

/** The file that an example's `zone` stands for. */
const EXAMPLE_FILE = 'example.com.zone';

/** What makes a zone file whole; examples leave it out. */
const TTL = '$TTL 3600\n';
const APEX = '@ IN SOA ns1.example.org. hostmaster.example.org. 1 4h 1h 2w 1h\n@ IN NS ns1.example.org.\n';

/** Judges a rule's example as the gate would: for the documentation and for the tests. */
export function runExample(example: Example): Promise<Report> {
  const files = example.files ?? { [EXAMPLE_FILE]: example.zone ?? '' };
  return check({
    head: memoryTree(wholeZones(files)),
    base: example.base === undefined ? undefined : memoryTree(wholeZones(example.base)),
    outside: zoneLinesResolver(example.dns ?? ''),
    policy: example.policy === undefined ? undefined : { given: new SourceFile('dns-mail-gate.yml', example.policy) },
    settings: {
      failOn: 'error',
      scope: example.base === undefined ? 'all' : 'introduced',
      lookups: 'snapshot',
      shard: null,
    },
  });
}

/** A tree of files given as text or octets by path. */
export function memoryTree(contents: Readonly<Record<string, string | Uint8Array>>): Tree {
  const files = new Map(Object.entries(contents).map(([path, content]) => [path, new SourceFile(path, content)]));
  return {
    paths: [...files.keys()].sort(),
    read: (path) => files.get(path),
    size: (path) => files.get(path)?.bytes.length ?? 0,
    head: (path, length) => files.get(path)?.bytes.subarray(0, length) ?? new Uint8Array(),
  };
}

function wholeZones(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      if (!path.endsWith('.zone')) return [path, text];
      return [path, `${TTL}${/\bSOA\b/.test(text) ? '' : APEX}${text}`];
    }),
  );
}

/**
 * A resolver over zone-file lines with absolute owners. A name that no line mentions is unknown; a name exists for types
 * that its lines do not have without data; `; nxdomain NAME` says that there is no such name.
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
    const answers = byOwner.get(name);
    if (answers === undefined) return { state: 'unknown', reason: 'not-in-snapshot', chain: [] };
    const found = answers.filter((record) => record.type === type);
    if (found.length > 0) return { state: 'found', records: found.map(withoutPlaces), chain: [], source: 'live' };
    const alias = answers.find((record) => record.type === 'CNAME');
    if (alias === undefined) return { state: 'absent', reason: 'nodata', chain: [], source: 'live' };
    const rest = resolve({ name: alias.target, type }) as Answer;
    return { ...rest, chain: [{ owner: name, target: alias.target, source: 'live' }, ...rest.chain] };
  };
}

/** What comes from the DNS has no place in a file. */
function withoutPlaces(record: Answered): Answered {
  return { ...record, place: undefined, valuePlace: undefined, targetPlace: undefined, textPlace: undefined };
}
