import type { FormatName, ReadFile } from '../model/report.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { ZoneDescription } from '../model/zone.ts';
import { findInlineExcuses, type InlineExcuse } from './inline-excuses.ts';
import { describeProblem } from './policy-mistakes.ts';
import { splitByBase } from './split-by-base.ts';

/** The excuses in the DNS files of a run. */
export interface CommentExcuses {
  /** Those that count. */
  readonly excuses: readonly InlineExcuse[];
  /** What the change does to them, a sentence each. */
  readonly changes: readonly string[];
  /** Comments of head that were meant as excuses and are none. */
  readonly remarks: readonly string[];
}

/** What is needed of a reading of a tree. */
interface DnsFiles {
  readonly files: readonly ReadFile[];
  readonly zones: readonly ZoneDescription[];
}

/** The excuses that count: those of head, and with a base only those that base has too. */
export function commentExcuses(head: DnsFiles, base: DnsFiles | undefined, rules: readonly string[]): CommentExcuses {
  const known = new Set(rules);
  const { excuses, faults } = findInlineExcuses(filesOf(head), known);
  const remarks = faults.map(describeProblem);
  if (base === undefined) return { excuses, changes: [], remarks };
  const split = splitByBase(excuses, findInlineExcuses(filesOf(base), known).excuses);
  const changes = [
    ...split.added.map((excuse) => `${told(excuse, 'allows')} It counts once this change is merged.`),
    ...split.removed.map((excuse) => `${told(excuse, 'before this change allowed')} The change takes that away.`),
  ];
  return { excuses: split.known, changes, remarks };
}

/** Every file that records come from, included ones too, with the format that says how comments begin. */
function filesOf({ files, zones }: DnsFiles): Map<SourceFile, FormatName> {
  const formats = new Map(files.map(({ file, format }) => [file, format]));
  for (const zone of zones) {
    const format = formats.get(zone.file);
    for (const file of zone.files) if (format !== undefined && !formats.has(file)) formats.set(file, format);
  }
  return formats;
}

function told({ place, rule, reason }: InlineExcuse, verb: string): string {
  const { line } = place.file.position(place.start);
  return `A comment in ${place.file.path}:${line} ${verb} ${rule}: “${reason}”.`;
}
