import { octodnsFormat } from '../../../../src/formats/octodns/index.ts';
import type { FileProblem } from '../../../../src/model/file-problem.ts';
import type { Format, Reading, ZoneHint } from '../../../../src/model/format.ts';
import { NameTable } from '../../../../src/model/name-table.ts';
import type { Place } from '../../../../src/model/place.ts';
import type { DnsRecord } from '../../../../src/model/record.ts';
import type { Tree } from '../../../../src/model/tree.ts';
import type { ZoneDescription } from '../../../../src/model/zone.ts';
import { recordsAsZone } from '../../../../src/outputs/records.ts';
import { memoryTree } from '../../../support/memory-tree.ts';

const NO_HINTS: readonly ZoneHint[] = [];

export interface OctodnsReading extends Reading {
  /** Canonical lines of all zones, sorted. */
  readonly lines: readonly string[];
}

/** What the format makes of a tree. */
export function readTree(
  tree: Tree,
  hints = NO_HINTS,
  format: Format = octodnsFormat(),
  names = new NameTable(),
): OctodnsReading {
  const context = { names, hints };
  const reading = format.read(format.claims(tree, tree.paths, context), tree, context);
  return { ...reading, lines: linesOf(reading.zones, names) };
}

export function readFiles(files: Readonly<Record<string, string>>, hints = NO_HINTS): OctodnsReading {
  return readTree(memoryTree(files), hints);
}

/** The zone `example.com` in a file of its own. */
export function readZone(text: string): OctodnsReading {
  return readFiles({ 'example.com.yaml': text });
}

export function linesOf(zones: readonly ZoneDescription[], names: NameTable): string[] {
  return [...recordsAsZone({ zones }, names)].join('').split('\n').filter(Boolean);
}

/** The records of a zone as objects. */
export function recordsOf({ records }: ZoneDescription): DnsRecord[] {
  return Array.from({ length: records.length }, (_, i) => records.record(i));
}

/** `severity rule: “text at the place”` of each problem; the rule's own level is left out. */
export function told(problems: readonly FileProblem[]): string[] {
  return problems.map(
    ({ rule, severity, place }) => `${severity === undefined ? '' : `${severity} `}${rule}: ${textAt(place)}`,
  );
}

/** The source text at a place. */
export function textAt({ file, start, end }: Place): string {
  return file.slice(start, end);
}

/** A file after the edits of a problem's fix. */
export function fixed({ fix }: FileProblem): string {
  const edits = [...fix!.edits].sort((a, b) => b.place.start - a.place.start);
  return edits.reduce(
    (text, { place, text: replacement }) => text.slice(0, place.start) + replacement + text.slice(place.end),
    edits[0].place.file.text,
  );
}
