import type { Finding, Severity } from './finding.ts';
import type { ShownMailPath } from './mail-path-shown.ts';
import type { Name } from './name.ts';
import type { Side } from './place.ts';
import type { QueryType } from './record.ts';
import type { SourceFile } from './source-file.ts';
import type { ShownSpfChange } from './spf-shown.ts';

export type FormatName = 'bind' | 'terraform' | 'terraform-plan' | 'octodns';

/** A file that was read, and what it gave. */
export interface ReadFile {
  readonly file: SourceFile;
  readonly format: FormatName;
  readonly zones: readonly Name[];
  readonly records: number;
  /** Whether the file was there and could not be opened. */
  readonly isUnread?: boolean;
}

/** A question that no answer could be had for, and who needed it. */
export interface Unverified {
  readonly name: Name;
  readonly type: QueryType;
  /** In words that fit after «because»: `timeout`, `not asked (offline)`. */
  readonly reason: string;
  readonly subjects: readonly string[];
}

/** A question that others answer in another way than when the snapshot was taken; as text, a line for each alias and record. */
export interface ChangedAnswer {
  readonly name: Name;
  readonly type: QueryType;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What others have changed since a snapshot. The findings of such a report are compared with those of that day. */
export interface Drift {
  /** The snapshot's path as it was given. */
  readonly file: string;
  /** YYYY-MM-DD. */
  readonly taken: string;
  readonly answers: readonly ChangedAnswer[];
  /** How many questions of today the snapshot does not have; nothing is concluded from those. */
  readonly lacking: number;
}

export interface Settings {
  readonly failOn: Severity | 'never';
  readonly scope: 'introduced' | 'all';
  readonly lookups: string;
  readonly shard: string | null;
}

/** A finding that a policy exception or an inline excuse covers. */
export interface Excused extends Finding {
  readonly reason: string;
  readonly until: string | null;
}

/**
 * Everything that was found out, as the outputs see it. Findings are sorted: severity, file, place, rule.
 * Without a base everything is `introduced` and the scope is `all`.
 */
export interface Report {
  readonly conclusion: 'pass' | 'fail';
  readonly settings: Settings;
  readonly introduced: readonly Finding[];
  readonly existing: readonly Finding[];
  readonly fixed: readonly Finding[];
  readonly excused: readonly Excused[];
  readonly files: readonly ReadFile[];
  /** Files that are gone in head. */
  readonly deleted: readonly string[];
  /** What the change does to mail beyond its defects. */
  readonly changes: { readonly spf: readonly ShownSpfChange[]; readonly mailPaths: readonly ShownMailPath[] };
  /** Undefined where no snapshot is compared with. */
  readonly drift: Drift | undefined;
  readonly unverified: readonly Unverified[];
  /** Things to say once, such as a folder that was skipped. */
  readonly remarks: readonly string[];
  /** What the change does to the policy file and to excuses in DNS files, a sentence each. */
  readonly policyChanges: readonly string[];
  /** Whether there was a base, or the answers of an earlier day, to compare with. */
  readonly compared: boolean;
}

/** Which tree a finding is placed in. */
export function sideOf(finding: Finding): Side {
  return finding.side ?? 'head';
}
