import type { TreeReading } from './formats/read-tree.ts';
import type { Answered, Resolver } from './model/answer.ts';
import { comparableData } from './model/comparable-data.ts';
import type { Finding } from './model/finding.ts';
import { type DnsRecord, type QueryType, TYPE_NUMBER } from './model/record.ts';
import { recordsAt } from './model/records-at.ts';
import type { SourceFile } from './model/source-file.ts';

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
    base.files
      .filter(({ zones, file, isUnread }) => isUnread || (zones.length === 0 && !isText(file)))
      .map(({ file }) => file.path),
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
      for (const [finding, i] of recordsAt(own, zone.records)) {
        if (await isServed(zone.records.record(i), outside)) findings.add(finding);
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

/** Whether live DNS answers with the same data. */
async function isServed(record: DnsRecord, outside: Resolver): Promise<boolean> {
  if (!(record.type in TYPE_NUMBER)) return false;
  const answer = await outside({ name: record.owner, type: record.type as QueryType });
  if (answer.state !== 'found' || answer.chain.length > 0) return false;
  const data = comparableData(record as Answered);
  return answer.records.some((live) => comparableData(live) === data);
}
