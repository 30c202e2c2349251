import type { Severity } from '../model/finding.ts';
import type { ShownMailPath } from '../model/mail-path-shown.ts';
import type { Side } from '../model/place.ts';
import type { FormatName, Settings } from '../model/report.ts';
import type { ShownSpfChange } from '../model/spf-shown.ts';

/** The version of the shape below; it grows only when something is taken away or changes its meaning. */
export const REPORT_VERSION = 1;

/** A line and a column, both 1-based; columns count UTF-16 units, and ends are exclusive. */
export interface PresentedPosition {
  readonly line: number;
  readonly column: number;
}

export interface PresentedRelated {
  readonly side: Side;
  readonly file: string;
  readonly start: PresentedPosition;
  readonly end: PresentedPosition;
  readonly message: string;
}

/** One way between a name and an address. */
export interface PresentedDirection {
  readonly from: string;
  readonly type: string;
  readonly to: readonly string[];
  /** What to say where it leads nowhere. */
  readonly nothing: string;
}

export interface PresentedEdit {
  readonly file: string;
  readonly start: PresentedPosition;
  readonly end: PresentedPosition;
  readonly text: string;
}

/** Whole lines that a fix touches, as they are and as they would be: what a diff and a suggested change show. */
export interface PresentedLines {
  readonly file: string;
  /** 1-based, both inclusive. */
  readonly first: number;
  readonly last: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface PresentedFix {
  readonly description: string;
  readonly edits: readonly PresentedEdit[];
  /** Empty where the lines are too long to show. */
  readonly lines: readonly PresentedLines[];
}

export interface PresentedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
  readonly why: string;
  readonly advice: string | null;
  readonly help: string;
  readonly side: Side;
  readonly file: string | null;
  readonly start: PresentedPosition | null;
  readonly end: PresentedPosition | null;
  /** The lines of the place, long ones cut to a window with `…` at the cut; empty without a place. */
  readonly excerpt: string;
  /** The column of the excerpt's first character: 1 unless the line was cut in front. */
  readonly excerptColumn: number;
  readonly related: readonly PresentedRelated[];
  /** From names to addresses and back, as the DNS answers after the merge. */
  readonly directions: readonly PresentedDirection[];
  readonly fix: PresentedFix | null;
  readonly fingerprint: string;
}

export interface PresentedExcused extends PresentedFinding {
  readonly reason: string;
  readonly until: string | null;
}

export interface PresentedFile {
  readonly path: string;
  readonly format: FormatName;
  /** Absolute names, with the final dot. */
  readonly zones: readonly string[];
  readonly records: number;
}

/** What others answer in another way than when the snapshot was taken. */
export interface PresentedDrift {
  /** The snapshot. */
  readonly file: string;
  /** YYYY-MM-DD. */
  readonly taken: string;
  readonly answers: readonly {
    /** Name and type: `example.net. TXT`. */
    readonly question: string;
    /** A line for each alias and record. */
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
  /** How many questions of today the snapshot does not have. */
  readonly lacking: number;
}

export interface PresentedUnverified {
  /** Name and type: `example.net. TXT`. */
  readonly question: string;
  readonly reason: string;
  readonly subjects: readonly string[];
}

/**
 * A report as plain data, complete: positions and excerpts are computed, so that every renderer works from it alone,
 * whether it was made just now or read back from the JSON of another run.
 */
export interface PresentedReport {
  readonly version: typeof REPORT_VERSION;
  readonly tool: { readonly name: string; readonly version: string };
  readonly conclusion: 'pass' | 'fail';
  readonly settings: Settings;
  readonly compared: boolean;
  readonly introduced: readonly PresentedFinding[];
  readonly existing: readonly PresentedFinding[];
  readonly fixed: readonly PresentedFinding[];
  readonly excused: readonly PresentedExcused[];
  readonly files: readonly PresentedFile[];
  readonly deleted: readonly string[];
  readonly changes: {
    /** What the change does to who may send mail as a domain, a domain each. */
    readonly spf: readonly ShownSpfChange[];
    /** What it does to the way of mail to a host: MX → address → PTR → back. */
    readonly mailPaths: readonly ShownMailPath[];
    /** What the change does to the policy file and to excuses in DNS files, a sentence each. */
    readonly policy: readonly string[];
  };
  /** With it `introduced` is what the changed answers bring, and `existing` what was there with those of the snapshot too. */
  readonly drift: PresentedDrift | null;
  readonly unverified: readonly PresentedUnverified[];
  readonly remarks: readonly string[];
}

/** The findings that decide: what is introduced, and with scope `all` what was there before as well. */
export function findingsInScope(report: PresentedReport): readonly PresentedFinding[] {
  return report.settings.scope === 'all' ? [...report.introduced, ...report.existing] : report.introduced;
}

/** Rules whose notices are about the run rather than about the files. */
const ABOUT_THE_RUN: ReadonlySet<string> = new Set(['blocklist-unverified']);

/**
 * The report without notices about the run, such as of a blocklist that could not be asked: they stand in the job summary,
 * and nobody who reviews the change is called to look at them.
 */
export function forReview(report: PresentedReport): PresentedReport {
  const kept = <T extends PresentedFinding>(findings: readonly T[]): readonly T[] =>
    findings.filter(({ severity, rule }) => severity !== 'notice' || !ABOUT_THE_RUN.has(rule));
  return {
    ...report,
    introduced: kept(report.introduced),
    existing: kept(report.existing),
    fixed: kept(report.fixed),
    excused: kept(report.excused),
  };
}
