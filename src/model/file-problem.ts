import type { Fix, Severity } from './finding.ts';
import type { Place } from './place.ts';

/** The defects that only a reader can see, because they are gone once records are records. Each is a rule's id. */
export type FileProblemRule =
  | 'record-unreadable'
  | 'name-outside-zone'
  | 'txt-unquoted'
  | 'txt-string-too-long'
  | 'ptr-owner-malformed'
  | 'rrset-duplicated'
  | 'key-unknown'
  | 'txt-escaping'
  | 'target-without-dot';

/** What a reader could not read or had to guess at; collected, never thrown. */
export interface FileProblem {
  readonly rule: FileProblemRule;
  readonly place: Place;
  /** The owner, zone or file that the problem is about, as people write it. */
  readonly subject: string;
  /** What is wrong, with the text that is wrong. */
  readonly message: string;
  /** What to write instead. */
  readonly advice?: string;
  readonly severity?: Severity;
  /** Names that belong to the fingerprint beside the subject. */
  readonly names?: readonly string[];
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
  readonly fix?: Fix;
}
