/** SPF as the outputs show it: plain data, complete without files or the DNS. Domains are without their final dot. */

export const SHOWN_VERDICTS = ['pass', 'fail', 'softfail', 'neutral', 'permerror', 'none', 'unknown'] as const;
/** What a sender gets, as far as it can be told; `unknown` where a lookup had no answer. */
export type ShownVerdict = (typeof SHOWN_VERDICTS)[number];

export const SHOWN_STATES = ['valid', 'invalid', 'several', 'none', 'unknown'] as const;
/** Whether a domain has a record that can be used: `invalid` breaks the grammar, `several` are more than one. */
export type ShownState = (typeof SHOWN_STATES)[number];

/** A record of the include tree. */
export interface ShownRecord {
  readonly domain: string;
  readonly state: ShownState;
  readonly terms: readonly ShownTerm[];
}

export interface ShownTerm {
  /** As written. */
  readonly term: string;
  /** Lookups of RFC 7208 §4.6.4: its own and everything below it. */
  readonly lookups: number;
  /** What became of it; `ok` where there is nothing to say. */
  readonly outcome: string;
  /** Whether its own lookup is void for an IPv4, and for an IPv6 sender. */
  readonly void4: boolean;
  readonly void6: boolean;
  /** What an `a` or `mx` term stands for. */
  readonly addresses: readonly string[];
  /** The record behind include and redirect; null where there is none, or where the tree shows it already. */
  readonly record: ShownRecord | null;
}

/** The include tree of a domain with its cost. */
export interface ShownTree {
  readonly record: ShownRecord;
  readonly lookups: number;
  /** Whether macros or failed lookups make `lookups` a lower bound. */
  readonly atLeast: boolean;
  /** Terms whose lookup is void for an IPv4, and for an IPv6 sender. */
  readonly voids4: number;
  readonly voids6: number;
  /** Terms that are not shown, because the tree is too large. */
  readonly left: number;
}

/** Addresses that share the terms that decide them. */
export interface ShownNetworks {
  /** CIDR; the first ones where there are very many. */
  readonly networks: readonly string[];
  /** How many networks are not listed. */
  readonly more: number;
  /** The terms that let them pass: from the domain's own record to the one that names them. */
  readonly terms: readonly string[];
  /** The domain whose record the last of the terms stands in. */
  readonly domain: string;
}

export interface ShownNetworkChange extends ShownNetworks {
  readonly before: ShownVerdict;
  readonly after: ShownVerdict;
}

/** One side of a change. */
export interface ShownSide {
  readonly state: ShownState;
  readonly lookups: number;
  readonly atLeast: boolean;
  readonly voids4: number;
  readonly voids6: number;
  /** What most addresses get: those that no term names. */
  readonly others: ShownVerdict;
}

/** An address or network of a declared sender. */
export interface ShownSender {
  /** The host that has the address; null for a declared network. */
  readonly host: string | null;
  /** An address, or CIDR. */
  readonly address: string;
  readonly before: ShownVerdict;
  readonly after: ShownVerdict;
}

/** What a change does to the SPF of one domain. */
export interface ShownSpfChange {
  readonly domain: string;
  readonly before: ShownSide;
  readonly after: ShownSide;
  /** Passed before and do not pass after; what could not be verified is `unknown` after. */
  readonly lost: readonly ShownNetworkChange[];
  /** Pass after and did not before. */
  readonly gained: readonly ShownNetworkChange[];
  readonly senders: readonly ShownSender[];
  /** After the change. */
  readonly tree: ShownTree;
  /** Whether any record of the tree says something else than before, and not only the addresses behind it. */
  readonly treeChanged: boolean;
}

/** What check_host() says of one mail. */
export interface ShownCheck {
  readonly result: ShownVerdict | 'temperror';
  /** The terms that led to it, each with the domain of its record, the one that decided last. */
  readonly path: readonly { readonly domain: string; readonly term: string }[];
  readonly lookups: number;
  readonly voids: number;
  /** For none, temperror and permerror, why. */
  readonly reason: string | null;
  /** With `fail`, what the domain wants the sender to be told. */
  readonly explanation: string | null;
}

/** All about the SPF of one domain. */
export interface ShownSpf {
  readonly domain: string;
  /** The record as written; null where there is no one record. */
  readonly record: string | null;
  readonly tree: ShownTree;
  readonly authorised: {
    readonly networks: readonly ShownNetworks[];
    readonly others: ShownVerdict;
    /** Whether no macro, `ptr` or failed lookup hides further networks. */
    readonly complete: boolean;
  };
  /** Null where no address was asked about. */
  readonly check: {
    readonly ip: string;
    readonly sender: string;
    readonly helo: string;
    readonly now: ShownCheck;
    /** Null where there is nothing to compare with. */
    readonly before: ShownCheck | null;
  } | null;
  /** Null where there is nothing to compare with, or nothing changes. */
  readonly change: ShownSpfChange | null;
  readonly unverified: readonly { readonly question: string; readonly reason: string }[];
}
