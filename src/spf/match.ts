import { ADDRESS_BITS, parseAddress } from '../model/address.ts';
import { type AddressRange, rangeAround } from '../model/address-set.ts';
import type { Effect } from '../model/effect.ts';
import { ROOT } from '../model/name.ts';
import type { Check } from './check.ts';
import { usesMacro } from './expand.ts';
import { MAX_LOOKUPS, MAX_MX, MAX_VOID_LOOKUPS } from './limits.ts';
import type { MacroString, Mechanism } from './record.ts';
import { expandDomain } from './sender-macros.ts';
import { nameOfText } from './target-name.ts';
import { reasonOf } from './term-lookup.ts';
import { addressesOf, validatedNames } from './validated-names.ts';

/** Why a check ends without a verdict. */
export interface Failure {
  readonly result: 'temperror' | 'permerror';
  readonly reason: string;
}

/** The mechanisms that ask the DNS about the sender, or for data of a name. */
export type Plain = Mechanism & { readonly name: 'a' | 'mx' | 'ptr' | 'exists' };

/** Whether a mechanism matches that asks nobody, most terms of most records: §5.1, §5.6; undefined for the others. */
export function matchWithoutLookup({ name, range }: Mechanism, { ip }: Check): boolean | undefined {
  switch (name) {
    case 'all':
      return true;
    case 'ip4':
      return ip.family === 4 && isIn(range!, ip.value);
    case 'ip6':
      return ip.family === 6 && isIn(range!, ip.value);
    default:
      return undefined;
  }
}

/** Whether a mechanism with a lookup matches the sender: RFC 7208 §5. `domain` is the domain of its record. */
export function* match(term: Plain, domain: string, check: Check): Effect<boolean | Failure> {
  switch (term.name) {
    case 'a':
      return yield* matchA(term, domain, check);
    case 'mx':
      return yield* matchMx(term, domain, check);
    case 'ptr':
      return yield* matchPtr(term, domain, check);
    case 'exists':
      return yield* matchExists(term, domain, check);
  }
}

/**
 * The domain that a term with a lookup is about, its lookup counted before it is made (§4.6.4), and one more for the
 * sender's validated name where the domain-spec has the macro `p`.
 */
export function* targetOf(spec: MacroString | undefined, domain: string, check: Check): Effect<string | Failure> {
  check.lookups += spec !== undefined && usesMacro(spec, 'p') ? 2 : 1;
  if (check.lookups > MAX_LOOKUPS) return permerror(`it takes more than ${MAX_LOOKUPS} lookups`);
  return spec === undefined ? domain : yield* expandDomain(spec, domain, check);
}

export function permerror(reason: string): Failure {
  return { result: 'permerror', reason };
}

export function temperror(reason: string): Failure {
  return { result: 'temperror', reason };
}

/** §5.3 */
function* matchA(term: Mechanism, domain: string, check: Check): Effect<boolean | Failure> {
  const target = yield* targetOf(term.domain, domain, check);
  if (typeof target !== 'string') return target;
  const name = nameOfText(target);
  if (name === undefined) return noteVoid(check);
  const addresses = yield* addressesOf(name, check);
  if (addresses === undefined) return temperror(`the addresses of ${target} could not be looked up`);
  return addresses.length === 0 ? noteVoid(check) : isAmong(addresses, term, check);
}

/** §5.4; see `lookUpAddresses` on when an `mx` counts as void. */
function* matchMx(term: Mechanism, domain: string, check: Check): Effect<boolean | Failure> {
  const target = yield* targetOf(term.domain, domain, check);
  if (typeof target !== 'string') return target;
  const name = nameOfText(target);
  if (name === undefined) return noteVoid(check);
  const answer = yield* check.ask(name, 'MX');
  if (answer.state === 'unknown')
    return temperror(`the MX records of ${target} could not be looked up: ${reasonOf(answer)}`);
  if (answer.state === 'absent') return noteVoid(check);
  if (answer.records.length > MAX_MX) return permerror(`${target} has more than ${MAX_MX} MX records`);
  let hosts = 0;
  let found = 0;
  for (const { exchange } of answer.records) {
    // RFC 7505: the root stands for «no mail».
    if (exchange === ROOT) continue;
    hosts++;
    const addresses = yield* addressesOf(exchange, check);
    if (addresses === undefined) return temperror(`the addresses of ${exchange} could not be looked up`);
    if (isAmong(addresses, term, check)) return true;
    found += addresses.length;
  }
  return hosts > 0 && found === 0 ? noteVoid(check) : false;
}

/** §5.5; a sender without any PTR record makes the lookup void, one whose names lead elsewhere does not. */
function* matchPtr(term: Mechanism, domain: string, check: Check): Effect<boolean | Failure> {
  const target = yield* targetOf(term.domain, domain, check);
  if (typeof target !== 'string') return target;
  const own = target.toLowerCase().replace(/\.$/, '');
  const names = yield* validatedNames(check);
  if (check.hasNoPointer) return noteVoid(check);
  return names.some((name) => name === own || name.endsWith(`.${own}`));
}

/** §5.7: always an A lookup. */
function* matchExists(term: Mechanism, domain: string, check: Check): Effect<boolean | Failure> {
  const target = yield* targetOf(term.domain, domain, check);
  if (typeof target !== 'string') return target;
  const name = nameOfText(target);
  if (name === undefined) return noteVoid(check);
  const answer = yield* check.ask(name, 'A');
  if (answer.state === 'unknown') return temperror(`${target} could not be looked up: ${reasonOf(answer)}`);
  return answer.state === 'found' || noteVoid(check);
}

/** Counts a term whose lookup has no answer: no match, and too many of them are an error (§4.6.4). */
function noteVoid(check: Check): false | Failure {
  check.voids++;
  return check.voids > MAX_VOID_LOOKUPS && permerror(`more than ${MAX_VOID_LOOKUPS} lookups have no answer`);
}

function isIn({ first, last }: AddressRange, value: bigint): boolean {
  return value >= first && value <= last;
}

/** Whether the sender is in one of the networks of an address and the term's prefix length for its family. */
function isAmong(addresses: readonly string[], term: Mechanism, { ip }: Check): boolean {
  const prefix = (ip.family === 4 ? term.prefix4 : term.prefix6) ?? ADDRESS_BITS[ip.family];
  for (const text of addresses) {
    const address = parseAddress(text);
    if (address?.family === ip.family && isIn(rangeAround(address, prefix), ip.value)) return true;
  }
  return false;
}
