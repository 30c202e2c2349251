import type { Place, Side } from './place.ts';

export const SEVERITIES = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A replacement of one stretch of a file, in the file's own format. */
export interface Edit {
  readonly place: Place;
  readonly text: string;
  /**
   * Whether what it mends reads as it should once all of these edits are made, itself among them; without it, edits hold
   * together wherever they do not overlap.
   */
  readonly holdsAmong?: (edits: readonly Edit[]) => boolean;
}

export interface Fix {
  /** In the imperative: `Add the final dot`. */
  readonly description: string;
  readonly edits: readonly Edit[];
}

/** A further place that the reader of a finding should see. */
export interface Related {
  readonly place: Place;
  readonly side?: Side;
  readonly message: string;
}

/** One way between a name and an address, as the DNS answers after the merge. */
export interface Direction {
  /** The name or the address. */
  readonly from: string;
  readonly type: 'A' | 'AAAA' | 'PTR';
  /** Where it leads. */
  readonly to: readonly string[];
  /** What to say where it leads nowhere: `no address`. */
  readonly nothing: string;
}

/** What a rule says; the runner stamps it with the rule's identity and makes a finding of it. */
export interface Problem {
  /** The domain, host or address that it is about, as people write it: without the final dot. */
  readonly subject: string;
  /** Other names involved; with rule and subject they make the fingerprint, so no counts and no lines here. */
  readonly names?: readonly string[];
  /** What is wrong with these names, in one or two sentences. */
  readonly message: string;
  /** What to write instead, or whom to ask for what. */
  readonly advice?: string;
  readonly place?: Place;
  /** Where `place` stands; head unless said. */
  readonly side?: Side;
  /** Where it differs from the rule's own severity. */
  readonly severity?: Severity;
  /** A number that makes the finding a new one when it grows, such as a lookup count. */
  readonly count?: number;
  readonly related?: readonly Related[];
  /** From names to addresses and back, for a small table. */
  readonly directions?: readonly Direction[];
  readonly fix?: Fix;
}

/** A problem with the rule's identity. */
export interface Finding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
  readonly why: string;
  readonly fingerprint: string;
}

/** Errors first. */
export function bySeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}
