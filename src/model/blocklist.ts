import type { Family } from './address.ts';
import type { Severity } from './finding.ts';
import type { Name } from './name.ts';

/** What one answer of a list stands for. */
export interface ListCode {
  /** The list's own name for it: `XBL`, `L4`. */
  readonly name: string;
  /** In words: what a listed address is, or after «the address has» a reputation. */
  readonly meaning: string;
  /** What to do besides asking for removal, where the code calls for it. */
  readonly advice?: string;
  /** Of a reputation: how grave it is; undefined where it is good. */
  readonly level?: Severity;
}

/** A DNS list of addresses (RFC 5782): one that lists the bad ones, or one that grades all that it knows. */
export interface Blocklist {
  readonly zone: Name;
  readonly kind: 'listing' | 'reputation';
  /** Who runs it; undefined for a list that only the policy file names. */
  readonly operator?: string;
  /** The address families that it has anything about. */
  readonly families: readonly Family[];
  /** By answer, such as `127.0.0.2`. */
  readonly codes: Readonly<Record<string, ListCode>>;
  /** Of a listing, where the policy file says nothing else. */
  readonly level: Severity;
  /** Where to look an address up and to ask for its removal. */
  readonly removal?: string;
  /** Where questions go that carry a customer's key as a label before the zone. */
  readonly keyed?: { readonly zone: Name; readonly form: RegExp };
  /** When it was given up, in words that fit after «in». */
  readonly closed?: string;
}
