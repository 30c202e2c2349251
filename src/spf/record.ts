/**
 * An SPF record as parsed: RFC 7208 §4.6 and §12. All offsets are UTF-16 offsets into the record's joined
 * character-strings (`textOf`), `end` exclusive; a TXT record's `textPlace` turns them into places in the file.
 */

import type { AddressRange } from '../model/address-set.ts';

export type Qualifier = '+' | '-' | '~' | '?';
export type MechanismName = 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';

/** A stretch of the record's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A domain-spec or macro-string (§7.1): literal text and macro expands in turn. */
export interface MacroString extends Span {
  readonly source: string;
  readonly pieces: readonly MacroPiece[];
  /** Whether there is any `%{…}` in it, so that its value depends on the sender. `%%`, `%_`, `%-` do not count. */
  readonly dynamic: boolean;
}

export type MacroPiece =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'macro';
      /** Lower case: s l o d i p h v, and c r t in explanations. */
      readonly letter: string;
      /** Whether the letter was upper case, so that the value is URL-escaped. */
      readonly escape: boolean;
      /** How many parts from the right are kept; undefined for all. */
      readonly digits: number | undefined;
      readonly reverse: boolean;
      /** The delimiters to split at; `.` where none is given. */
      readonly delimiters: string;
    };

export interface Mechanism extends Span {
  readonly kind: 'mechanism';
  readonly name: MechanismName;
  readonly qualifier: Qualifier;
  /** The term as written. */
  readonly source: string;
  /** For include, a, mx, ptr, exists where one is given. */
  readonly domain?: MacroString;
  /** For a, mx (dual CIDR) and ip4: 0–32; 32 where none is given. */
  readonly prefix4?: number;
  /** For a, mx and ip6: 0–128; 128 where none is given. */
  readonly prefix6?: number;
  /** For ip4 and ip6: the address as written. */
  readonly address?: string;
  /** For ip4 and ip6: the addresses that it means, found once because evaluators compare with it again and again. */
  readonly range?: AddressRange;
}

export interface Modifier extends Span {
  readonly kind: 'modifier';
  /** `redirect`, `exp`, or any other name in lower case, which evaluators ignore (§6). */
  readonly name: string;
  readonly source: string;
  readonly value: MacroString;
}

export type Term = Mechanism | Modifier;

/** A stretch that the grammar rejects: a permerror. A record can have several; all are reported. */
export interface SpfSyntaxError extends Span {
  /** Tells the kinds of mistake apart, e.g. `unknown-mechanism`, `bad-prefix-length`, `duplicate-modifier`. */
  readonly code: string;
  /** One sentence about this text: `“nclude” is not a mechanism of SPF`. */
  readonly message: string;
  /** What belongs there: `one of all, include, a, mx, ptr, ip4, ip6, exists`. */
  readonly expected: string;
  /** What to write for the stretch, where the intent is likely; an empty string says to leave it out. */
  readonly suggestion?: string;
}

/** A record's mechanisms as evaluators go through them: nothing after the first `all` is looked at (§5.1). */
export interface EvaluationOrder {
  /** In order, `all` left out. */
  readonly tested: readonly Mechanism[];
  readonly all: Mechanism | undefined;
  readonly neverTested: readonly Mechanism[];
}

export interface SpfRecord {
  readonly text: string;
  /** In the order of the record, unreadable ones left out. */
  readonly terms: readonly Term[];
  readonly errors: readonly SpfSyntaxError[];
  /** Found once: nearly every rule about a record goes by it. */
  readonly order: EvaluationOrder;
}

/** A record of these terms; `text` is what was read. */
export function spfRecord(
  text: string,
  terms: readonly Term[] = [],
  errors: readonly SpfSyntaxError[] = [],
): SpfRecord {
  return { text, terms, errors, order: evaluationOrder(terms) };
}

function evaluationOrder(terms: readonly Term[]): EvaluationOrder {
  const mechanisms = terms.filter((term) => term.kind === 'mechanism');
  const end = mechanisms.findIndex(({ name }) => name === 'all');
  if (end < 0) return { tested: mechanisms, all: undefined, neverTested: [] };
  return { tested: mechanisms.slice(0, end), all: mechanisms[end], neverTested: mechanisms.slice(end + 1) };
}

export function mechanismsOf(record: SpfRecord): Mechanism[] {
  return record.terms.filter((term) => term.kind === 'mechanism');
}

export function modifierOf(record: SpfRecord, name: 'redirect' | 'exp'): Modifier | undefined {
  return record.terms.find((term): term is Modifier => term.kind === 'modifier' && term.name === name);
}
