import { check } from '../../../../src/check.ts';
import { offlineResolver } from '../../../../src/dns/resolver.ts';
import { canonicalLine } from '../../../../src/formats/bind/canonical.ts';
import { terraformFormat } from '../../../../src/formats/terraform/index.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import type { ReadContext, Reading } from '../../../../src/model/format.ts';
import { NameTable } from '../../../../src/model/name-table.ts';
import type { Place } from '../../../../src/model/place.ts';
import { zoneLinesResolver } from '../../../support/example.ts';
import { memoryTree } from '../../../support/memory-tree.ts';

export type Files = Readonly<Record<string, string>> | string;

/** What the format makes of files; one text is `main.tf`. */
export function read(files: Files, context: Partial<ReadContext> = {}): Reading & { readonly names: NameTable } {
  const tree = treeOf(files);
  const format = terraformFormat();
  const names = new NameTable();
  const full: ReadContext = { names, hints: [], ...context };
  return { ...format.read(format.claims(tree, tree.paths, full), tree, full), names };
}

/** The records of all zones, a canonical line each, sorted. */
export function lines(files: Files, context: Partial<ReadContext> = {}): string[] {
  const { zones, names } = read(files, context);
  return zones
    .flatMap(({ records }) => Array.from({ length: records.length }, (_, i) => canonicalLine(records, i, names)))
    .sort();
}

/** `rule severity subject “underlined text”` of every problem. */
export function problems(files: Files): string[] {
  return read(files).problems.map(
    ({ rule, severity, subject, place }) => `${rule} ${severity ?? ''} ${subject} “${cut(place)}”`,
  );
}

/** `name type` of every hole; `*` for what stands below it, `?` for all types. */
export function holes(files: Files): string[] {
  return read(files).zones.flatMap((zone) =>
    zone.holes.map(({ name, below, type }) => `${below ? '*' : ''}${name} ${type ?? '?'}`),
  );
}

/**
 * What is told of everything that the gate finds in the files, notices left out; `dns` is what is served, and unless said
 * otherwise `severity rule subject` is told.
 */
export async function findings(
  files: Files,
  base?: Files,
  dns = '',
  told = ({ severity, rule, subject }: Finding): string | undefined => `${severity} ${rule} ${subject}`,
): Promise<(string | undefined)[]> {
  const report = await check({
    head: treeOf(files),
    base: base === undefined ? undefined : treeOf(base),
    outside: dns === '' ? offlineResolver : zoneLinesResolver(dns),
    settings: { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null },
  });
  return report.introduced.filter(({ severity }) => severity !== 'notice').map(told);
}

export function cut({ file, start, end }: Place): string {
  return file.text.slice(start, end);
}

function treeOf(files: Files) {
  return memoryTree(typeof files === 'string' ? { 'main.tf': files } : files);
}

/** What the change does to SPF, as text. */
export async function authorised(files: Files, base: Files): Promise<string> {
  const { changes } = await check({
    head: treeOf(files),
    base: treeOf(base),
    outside: offlineResolver,
    settings: { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null },
  });
  return JSON.stringify(changes, (_, value) => (typeof value === 'bigint' ? String(value) : value));
}

/** What the fixes of all findings would change, `“old” → “new”`. */
export async function fixes(files: Files): Promise<string[]> {
  const { introduced } = await check({
    head: treeOf(files),
    outside: offlineResolver,
    settings: { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null },
  });
  return introduced.flatMap(({ fix }) => (fix?.edits ?? []).map(({ place, text }) => `“${cut(place)}” → “${text}”`));
}
