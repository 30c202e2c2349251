import type { Severity } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import { NO_POLICY, type PolicyFacts } from '../proposal/proposal.ts';

export const LEVEL_WORDS = ['off', 'notice', 'warning', 'error'] as const;
export type LevelWord = Severity | 'off';

/** Levels by rule id. */
export type Levels = ReadonlyMap<string, LevelWord>;

/** What the policy says of one zone. */
export interface ZonePolicy {
  readonly name: Name;
  /** Paths or globs of the files that describe it; none where the files say it themselves. */
  readonly files: readonly string[];
  readonly authoritative: boolean | undefined;
  readonly levels: Levels;
}

/** Files whose zones belong to one view. */
export interface ViewPolicy {
  readonly name: string;
  readonly paths: readonly string[];
  readonly public: boolean;
}

/** Findings of one rule about one subject that are known and accepted for a time. */
export interface Exception {
  readonly rule: string;
  /** A name or an address as findings have it; `*.` before a name for everything below it. */
  readonly subject: string;
  readonly reason: string;
  /** The last day on which it holds, YYYY-MM-DD; null for no end. */
  readonly until: string | null;
}

export interface BlocklistPolicy {
  /** Undefined for the built-in lists. */
  readonly lists: readonly string[] | undefined;
  /** Of a listing; undefined for each list's own. */
  readonly level: LevelWord | undefined;
  /** The name of the environment variable that holds the query key. */
  readonly keyEnv: string | undefined;
}

/** A policy file, read. */
export interface Policy {
  readonly facts: PolicyFacts;
  readonly zones: readonly ZonePolicy[];
  readonly views: readonly ViewPolicy[];
  /** Levels by path or glob, in file order. */
  readonly paths: readonly { readonly pattern: string; readonly levels: Levels }[];
  /** Zones by the id that Terraform knows them by. */
  readonly zoneIds: ReadonlyMap<string, Name>;
  readonly ignore: readonly string[];
  readonly levels: Levels;
  readonly exceptions: readonly Exception[];
  readonly blocklists: BlocklistPolicy | undefined;
}

export const EMPTY_POLICY: Policy = {
  facts: NO_POLICY,
  zones: [],
  views: [],
  paths: [],
  zoneIds: new Map(),
  ignore: [],
  levels: new Map(),
  exceptions: [],
  blocklists: undefined,
};
