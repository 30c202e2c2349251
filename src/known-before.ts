import type { TreeReading } from './formats/read-tree.ts';
import { normalAddress } from './model/address.ts';
import type { Answered, Resolver } from './model/answer.ts';
import type { Finding } from './model/finding.ts';
import { groupBy } from './model/group-by.ts';
import { type DnsRecord, type QueryType, TYPE_NUMBER } from './model/record.ts';
import type { SourceFile } from './model/source-file.ts';
import type { ZoneDescription } from './model/zone.ts';

export interface KnownBefore {
  /** Findings that are new to the files but not to the DNS, or of which nobody can tell: the change is not blamed. */
  readonly findings: ReadonlySet<Finding>;
  readonly remarks: readonly string[];
}

/**
 * Which introduced findings are not this change's doing although base lacks them: those on records of a zone that is new
 * to the repository where live DNS serves the same data already (an import), and those in files of which base's version
 * could not be read. Where DNS cannot be asked, an import counts as introduced.
 */
export async function knownBefore(
  introduced: readonly Finding[],
  head: TreeReading,
  base: TreeReading,
  outside: Resolver,
): Promise<KnownBefore> {
  const findings = new Set<Finding>();
  // What is no text cannot be read; a part of a zone can, but is no zone.
  const isText = ({ bytes }: SourceFile) => !bytes.includes(0);
  const unreadable = new Set(
    base.files.filter(({ zones, file }) => zones.length === 0 && !isText(file)).map(({ file }) => file.path),
  );
  const blamed = new Set<string>();
  for (const finding of introduced) {
    const path = finding.place?.file.path;
    if (path === undefined || finding.side === 'base' || !unreadable.has(path)) continue;
    findings.add(finding);
    blamed.add(path);
  }

  const before = new Set(base.zones.map(({ name }) => name));
  const imported = head.zones.filter(({ name }) => !before.has(name));
  await Promise.all(
    imported.map(async (zone) => {
      const own = introduced.filter(({ place, side }) => side !== 'base' && place && zone.files.includes(place.file));
      for (const [finding, record] of recordsOf(own, zone)) {
        if (await isServed(record, outside)) findings.add(finding);
      }
    }),
  );
  const remarks = [...blamed]
    .sort()
    .map(
      (path) =>
        `${path} could not be read as it was before this change, so what is wrong in it counts as there before.`,
    );
  return { findings, remarks };
}

/** The record that each finding begins in; findings that are placed elsewhere are left out. n log n. */
function recordsOf(findings: readonly Finding[], { records }: ZoneDescription): Map<Finding, DnsRecord> {
  const found = new Map<Finding, DnsRecord>();
  if (findings.length === 0) return found;
  const byFile = groupBy(findings, ({ place }) => place!.file);
  for (const group of byFile.values()) group.sort((a, b) => a.place!.start - b.place!.start);
  for (let i = 0; i < records.length && found.size < findings.length; i++) {
    const record = records.record(i);
    const { file, start, end } = record.place;
    const group = byFile.get(file) ?? [];
    for (let n = firstFrom(group, start); n < group.length && group[n].place!.start < end; n++) {
      found.set(group[n], record);
    }
  }
  return found;
}

/** The index of the first finding that begins at an offset or behind it. */
function firstFrom(sorted: readonly Finding[], start: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle].place!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether live DNS answers with the same data. */
async function isServed(record: DnsRecord, outside: Resolver): Promise<boolean> {
  if (!(record.type in TYPE_NUMBER)) return false;
  const answer = await outside({ name: record.owner, type: record.type as QueryType });
  if (answer.state !== 'found' || answer.chain.length > 0) return false;
  const data = dataOf(record as Answered);
  return answer.records.some((live) => dataOf(live) === data);
}

/** The data in one spelling. */
function dataOf(record: Answered): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return normalAddress(record.address);
    case 'MX':
      return `${record.preference} ${record.exchange}`;
    case 'TXT':
    case 'SPF':
      return record.strings.join('');
    case 'SOA':
      return record.primary;
    default:
      return record.target;
  }
}
