import type { Name } from './name.ts';
import type { Place } from './place.ts';
import type { QueryType, Rdata } from './record.ts';

/** One question to the DNS. */
export interface Question {
  readonly name: Name;
  readonly type: QueryType;
}

/** Data of an answer; what comes from a file of the tree has its places. */
export type Answered<T extends QueryType = QueryType> = Extract<Rdata, { type: T }> & {
  readonly place?: Place;
  readonly valuePlace?: Place;
  readonly targetPlace?: Place;
  readonly textPlace?: (start: number, end: number) => Place;
};

/** Why an answer could not be had. `offline` was not asked at all; `deferred` is known only once it is applied. */
export type UnknownReason =
  | 'offline'
  | 'timeout'
  | 'deadline'
  | 'servfail'
  | 'refused'
  | 'failed'
  | 'malformed'
  | 'alias-loop'
  | 'not-in-snapshot'
  | 'hole';

/** Where the answer's data came from. */
export type AnswerSource = 'proposed' | 'live';

/**
 * The three answers: found, absent, unknown. `chain` is the aliases that were followed, each with the name that it leads
 * to: the question's name is not in it unless it is an alias. Unknown never reads as absent.
 */
export type Answer<T extends QueryType = QueryType> =
  | {
      readonly state: 'found';
      readonly records: readonly Answered<T>[];
      readonly chain: readonly Alias[];
      readonly source: AnswerSource;
    }
  | {
      readonly state: 'absent';
      readonly reason: 'nxdomain' | 'nodata';
      readonly chain: readonly Alias[];
      readonly source: AnswerSource;
    }
  | {
      readonly state: 'unknown';
      readonly reason: UnknownReason;
      readonly detail?: string;
      readonly chain: readonly Alias[];
    };

/** A CNAME, or the CNAME that a DNAME makes, on the way to an answer. */
export interface Alias {
  readonly owner: Name;
  readonly target: Name;
  /** Whether the alias lies in a proposed zone. */
  readonly source: AnswerSource;
  readonly place?: Place;
}

/** Answers a question at once where it can, so that judging a million proposed records waits for nothing. */
export type Resolver = (question: Question) => Answer | Promise<Answer>;
