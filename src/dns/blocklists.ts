import { type Address, type Family, parseAddress, reverseName } from '../model/address.ts';
import type { Answer, Resolver, UnknownReason } from '../model/answer.ts';
import { type Effect, memo, wait } from '../model/effect.ts';
import type { Name } from '../model/name.ts';
import { textOf } from '../model/record.ts';

/** Why a list has not said whether it lists an address. */
export type Unasked =
  | { readonly kind: 'no-answer'; readonly reason: UnknownReason; readonly detail?: string }
  /** It answered that it does not answer. */
  | { readonly kind: 'refused'; readonly code: string }
  /** It answered with an address that is no code of a list. */
  | { readonly kind: 'no-code'; readonly data: string }
  /** It does not list the address that every list has for tests. */
  | { readonly kind: 'test-missing' }
  /** It lists the address that no list may. */
  | { readonly kind: 'lists-everything' };

/** The three answers of a list. Unknown never reads as not listed. */
export type ListAnswer =
  | {
      readonly state: 'listed';
      /** Its codes, as addresses in 127.0.0.0/8, ascending. */
      readonly codes: readonly string[];
      /** What it says in TXT records: text from outside, an octet a character. */
      readonly reasons: readonly string[];
    }
  | { readonly state: 'not-listed' }
  | { readonly state: 'unknown'; readonly why: Unasked };

/** Questions to one list, each put once. */
export interface ListLookups {
  /** Whether the list can be relied on for a family; undefined where it has proved itself (RFC 5782 §5). */
  readonly doubt: (family: Family) => Effect<Unasked | undefined>;
  /** What it says of an address in text form, once it has proved itself for the address's family. */
  readonly ask: (address: string) => Effect<ListAnswer>;
}

/** RFC 5782 §5: every list has the first address and no list has the second one. */
const TESTS: Readonly<Record<Family, readonly [listed: Address, unlisted: Address]>> = {
  4: [parseAddress('127.0.0.2')!, parseAddress('127.0.0.1')!],
  6: [parseAddress('::ffff:127.0.0.2')!, parseAddress('::ffff:127.0.0.1')!],
};
/** Answers in this range say why there is none: a convention of Spamhaus that others follow. */
const REFUSALS = '127.255.255.';
/** Meant for nothing by RFC 5782 §2.1, and used by some lists to refuse. */
const NO_LISTING = '127.0.0.1';

/**
 * Asks a list about addresses (RFC 5782 §2). Nothing is asked before the list has proved itself, so a dead list costs
 * two questions a family and one that refuses is not asked on.
 */
export function listLookups(zone: Name, resolver: Resolver): ListLookups {
  const address = (of: Address) => resolver({ name: listName(of, zone), type: 'A' });

  const doubt = memo(function* (family: Family): Effect<Unasked | undefined> {
    const [test, counterTest] = TESTS[family].map(address);
    const listed = reading((yield* wait(test)) as Answer<'A'>);
    const unlisted = reading((yield* wait(counterTest)) as Answer<'A'>);
    if (listed.state === 'unknown') return listed.why;
    if (listed.state === 'not-listed') return { kind: 'test-missing' };
    if (unlisted.state === 'unknown') return unlisted.why;
    return unlisted.state === 'listed' ? { kind: 'lists-everything' } : undefined;
  });

  const ask = memo(function* (text: string): Effect<ListAnswer> {
    const parsed = parseAddress(text)!;
    const why = yield* doubt(parsed.family);
    if (why !== undefined) return { state: 'unknown', why };
    const said = reading((yield* wait(address(parsed))) as Answer<'A'>);
    if (said.state !== 'listed') return said;
    const txt = (yield* wait(resolver({ name: listName(parsed, zone), type: 'TXT' }))) as Answer<'TXT'>;
    const reasons = txt.state === 'found' ? txt.records.map(textOf) : [];
    return { ...said, reasons: [...new Set(reasons)].filter((reason) => reason !== '').sort() };
  });

  return { doubt, ask };
}

/** The name that a list has for an address: its octets or nibbles backwards before the zone (RFC 5782 §2.1, §2.4). */
export function listName(address: Address, zone: Name): Name {
  return reverseName(address).replace(/(?:in-addr|ip6)\.arpa\.$/, () => zone);
}

/** What the address records of a list stand for. */
function reading(answer: Answer<'A'>): ListAnswer {
  if (answer.state === 'absent') return { state: 'not-listed' };
  if (answer.state === 'unknown') {
    return { state: 'unknown', why: { kind: 'no-answer', reason: answer.reason, detail: answer.detail } };
  }
  const data = [...new Set(answer.records.map(({ address }) => address))].sort(byNumber);
  const refusal = data.find((code) => code.startsWith(REFUSALS));
  if (refusal !== undefined) return { state: 'unknown', why: { kind: 'refused', code: refusal } };
  const codes = data.filter((code) => code.startsWith('127.') && code !== NO_LISTING);
  if (codes.length === 0) return { state: 'unknown', why: { kind: 'no-code', data: data[0] } };
  return { state: 'listed', codes, reasons: [] };
}

function byNumber(a: string, b: string): number {
  return Number((parseAddress(a)?.value ?? 0n) - (parseAddress(b)?.value ?? 0n));
}
