import type { Answer } from '../model/answer.ts';
import { type Effect, run, wait } from '../model/effect.ts';
import { type Name, ROOT } from '../model/name.ts';
import type { QueryType } from '../model/record.ts';
import { MAX_MX } from './limits.ts';
import type { TermNode, TermOutcome } from './tree.ts';

/** Asks the DNS for the walk. */
export type Ask = <T extends QueryType>(name: Name, type: T) => Effect<Answer<T>>;

/** What the DNS says of one term, whoever the sender is. */
export type TermLookup = Pick<
  TermNode,
  'outcome' | 'void4' | 'void6' | 'addresses4' | 'addresses6' | 'exchanges' | 'reason'
>;

const NONE: readonly never[] = [];

/** Nothing was asked: the term needs no lookup, or it is known beforehand what comes of it. */
export function withoutLookup(outcome: TermOutcome, isVoid = false, reason?: string): TermLookup {
  return { outcome, void4: isVoid, void6: isVoid, addresses4: NONE, addresses6: NONE, exchanges: NONE, reason };
}

/** The mechanisms that ask for data of the name itself. */
export type LookUpKind = 'a' | 'mx' | 'exists';
export type LookUp = (kind: LookUpKind, target: Name) => TermLookup | Promise<TermLookup>;

/** Why terms beyond the walk's bound are unverified. */
export const CUT_OFF = 'the record is too large to be followed to its end';

/** The lookups of one walk: each target once, and no more than `max` of them. */
export class TermLookups {
  readonly #ask: Ask;
  #left: number;
  /** Made with the first lookup, because most records of the world need one or none. */
  #results: Map<string, TermLookup | Promise<TermLookup>> | undefined;

  constructor(ask: Ask, max: number) {
    this.#ask = ask;
    this.#left = max;
  }

  /** Whether there were more than `max`. */
  get isCut(): boolean {
    return this.#left < 0;
  }

  lookUp(kind: LookUpKind, target: Name): TermLookup | Promise<TermLookup> {
    const key = `${kind} ${target}`;
    this.#results ??= new Map();
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    const result =
      this.#left-- <= 0 ? withoutLookup('unverified', false, CUT_OFF) : run(LOOK_UP[kind](target, this.#ask));
    this.#results.set(key, result);
    return result;
  }
}

const LOOK_UP: Readonly<Record<LookUpKind, (target: Name, ask: Ask) => Effect<TermLookup>>> = {
  a: lookUpA,
  mx: lookUpMx,
  exists: lookUpExists,
};

/** RFC 7208 §5.3: the addresses of a name. */
function lookUpA(target: Name, ask: Ask): Effect<TermLookup> {
  return lookUpAddresses([target], NONE, ask);
}

/** RFC 7208 §5.4: the addresses of a name's mail exchangers. */
function* lookUpMx(target: Name, ask: Ask): Effect<TermLookup> {
  const answer = yield* ask(target, 'MX');
  if (answer.state === 'unknown') return withoutLookup('unverified', false, reasonOf(answer));
  if (answer.state === 'absent') return withoutLookup('void', true);
  const exchanges = [...new Set(answer.records.map(({ exchange }) => exchange))];
  if (answer.records.length > MAX_MX) return { ...withoutLookup('too-many-mx'), exchanges };
  // RFC 7505: the root stands for «no mail» and has no address to ask for.
  const hosts = exchanges.filter((exchange) => exchange !== ROOT);
  if (hosts.length === 0) return { ...withoutLookup('ok'), exchanges };
  return yield* lookUpAddresses(hosts, exchanges, ask);
}

/** RFC 7208 §5.7: always an A lookup, for IPv6 senders too. */
function* lookUpExists(target: Name, ask: Ask): Effect<TermLookup> {
  const answer = yield* ask(target, 'A');
  if (answer.state === 'unknown') return withoutLookup('unverified', false, reasonOf(answer));
  return answer.state === 'absent' ? withoutLookup('void', true) : withoutLookup('ok');
}

/** Why an answer is unknown, as the report says it. */
export function reasonOf({ reason, detail }: { readonly reason: string; readonly detail?: string }): string {
  return detail === undefined ? reason : `${reason}: ${detail}`;
}

/**
 * The addresses of hosts; all questions are put before the first answer is waited for. An evaluator asks for A or AAAA
 * by the sender's family, so hosts with A only are a void lookup for an IPv6 sender. §4.6.4 limits the *terms* whose
 * lookup has no answer, so a term is void once, and only where none of its hosts has an address of the family: one
 * exchanger without an address beside others does not make an `mx` void.
 */
function* lookUpAddresses(hosts: readonly Name[], exchanges: readonly Name[], ask: Ask): Effect<TermLookup> {
  const asked4 = hosts.map((host) => run(ask(host, 'A')));
  const asked6 = hosts.map((host) => run(ask(host, 'AAAA')));
  const four = yield* collect(asked4);
  const six = yield* collect(asked6);
  const void4 = four.addresses.length === 0 && four.reason === undefined;
  const void6 = six.addresses.length === 0 && six.reason === undefined;
  const reason = four.reason ?? six.reason;
  const outcome = reason !== undefined ? 'unverified' : void4 && void6 ? 'void' : 'ok';
  return { outcome, void4, void6, addresses4: four.addresses, addresses6: six.addresses, exchanges, reason };
}

type AddressAnswer = Answer<'A'> | Answer<'AAAA'>;

/** The addresses in the answers, and why not all of them are known. */
function* collect(
  asked: readonly (AddressAnswer | Promise<AddressAnswer>)[],
): Effect<{ readonly addresses: readonly string[]; readonly reason: string | undefined }> {
  const addresses: string[] = [];
  let reason: string | undefined;
  for (const question of asked) {
    const answer = yield* wait(question);
    if (answer.state === 'unknown') reason ??= reasonOf(answer);
    else if (answer.state === 'found') for (const { address } of answer.records) addresses.push(address);
  }
  return { addresses, reason };
}
