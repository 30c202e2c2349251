import type { Answered, UnknownReason } from '../model/answer.ts';
import type { Name } from '../model/name.ts';
import type { SpfRecord, Term } from './record.ts';

/** Which record a domain's TXT RRset yields: RFC 7208 §4.5. */
export type Selection =
  | {
      readonly state: 'one';
      readonly record: Answered<'TXT'>;
      readonly spf: SpfRecord;
      readonly source: 'proposed' | 'live';
    }
  | {
      readonly state: 'none';
      readonly reason: 'nxdomain' | 'nodata' | 'no-spf-among-txt';
      readonly others: readonly Answered<'TXT'>[];
    }
  | { readonly state: 'several'; readonly records: readonly Answered<'TXT'>[] }
  | { readonly state: 'unknown'; readonly reason: UnknownReason; readonly detail?: string };

/** What became of one term in the static walk. */
export type TermOutcome =
  /** Looked up, or nothing to look up. */
  | 'ok'
  /** Comes after `all`, or is a redirect beside it: never evaluated, costs nothing (§5.1). */
  | 'ignored'
  /** The name does not exist or has no such data: a void lookup (§4.6.4). */
  | 'void'
  /** Has macros, so its name is known only with a sender. */
  | 'dynamic'
  /** The lookup failed or was not made. */
  | 'unverified'
  /** include or redirect: the target has no usable record. */
  | 'no-record'
  /** include or redirect: the target is on its own path; the walk is cut here. */
  | 'loop'
  /** mx: more than 10 MX records (§4.6.4). */
  | 'too-many-mx';

/** One term of a record in the tree, with what it costs. */
export interface TermNode {
  readonly term: Term;
  /** The domain-spec as a name, or the current domain where none is given; undefined where it is dynamic or has none. */
  readonly target: Name | undefined;
  readonly outcome: TermOutcome;
  /** Lookups of RFC 7208 §4.6.4: its own and everything below it. */
  readonly lookups: number;
  /** Whether this term's own lookup is void for an IPv4, and for an IPv6 sender. */
  readonly void4: boolean;
  readonly void6: boolean;
  /** Addresses that `a` or `mx` name, where they could be looked up; for the authorised networks. */
  readonly addresses4: readonly string[];
  readonly addresses6: readonly string[];
  /** For `mx`: the exchanges. */
  readonly exchanges: readonly Name[];
  /** Why the outcome is `unverified`. */
  readonly reason?: string;
  /** The record behind include and redirect. */
  readonly child: DomainNode | undefined;
}

/** One domain's record in the tree. */
export interface DomainNode {
  readonly domain: Name;
  readonly selection: Selection;
  /** Empty where there is no record to walk. A record with syntax errors is walked as far as it can be read. */
  readonly terms: readonly TermNode[];
}

/** The whole record of a domain, every include expanded, without stopping at a match. */
export interface SpfTree {
  readonly root: DomainNode;
  /** Of all terms that some sender could reach; includes that are reached twice count twice, as evaluators do. */
  readonly lookups: number;
  /** Whether macros or failed lookups make `lookups` a lower bound. */
  readonly atLeast: boolean;
  /** The terms whose lookup is void, in evaluation order, for an IPv4 and for an IPv6 sender. */
  readonly voids4: readonly TermNode[];
  readonly voids6: readonly TermNode[];
  /** Terms that could not be verified. */
  readonly unverified: readonly TermNode[];
  /** Whether the walk was cut at its own bound of work (hostile records); then nothing is complete. */
  readonly truncated: boolean;
}
