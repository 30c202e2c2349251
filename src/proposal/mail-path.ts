import { type Address, isPublicMailAddress, normalAddress, parseAddress, reverseName } from '../model/address.ts';
import type { Answer, Resolver } from '../model/answer.ts';
import { type Effect, wait } from '../model/effect.ts';
import type { ShownAnswer, ShownMailAddress, ShownMailHost, ShownPointer } from '../model/mail-path-shown.ts';
import { type Name, plain } from '../model/name.ts';
import type { QueryType } from '../model/record.ts';
import type { View } from '../model/view.ts';
import { hostAnswers } from './host-answers.ts';
import { type AskName, type Confirmation, confirmForward } from './reverse.ts';

/** Addresses of one host, and names of one address: nobody reads further. */
const MAX_ADDRESSES = 16;
const MAX_POINTERS = 4;

const BACK: Readonly<Record<Confirmation['state'], ShownAnswer>> = {
  confirmed: 'found',
  refuted: 'absent',
  unknown: 'unknown',
};

/**
 * The way from a mail host to its addresses, their names and back (RFC 1912 §2.1), in one of the two trees. Only hosts of
 * the public zones are followed: others are nobody's who proposes a change here, and need no questions.
 */
export function mailPathIn(view: View, resolver: Resolver): (host: Name) => Effect<ShownMailHost> {
  const addressesOf = hostAnswers(resolver);
  const ask: AskName = function* <T extends QueryType>(name: Name, type: T) {
    return (yield* wait(resolver({ name, type }))) as Answer<T>;
  };

  return function* (host) {
    if (view.zoneOf(host)?.zone.public !== true) return without('elsewhere');
    const { v4, v6 } = yield* addressesOf(host);
    const texts = [v4, v6].flatMap((answer) =>
      answer.state === 'found' ? answer.records.map(({ address }) => normalAddress(address)) : [],
    );
    const alias = [...v4.chain, ...v6.chain].length === 0 ? null : plain([...v4.chain, ...v6.chain].at(-1)!.target);
    const open = v4.state === 'unknown' || v6.state === 'unknown';
    if (texts.length === 0) return { ...without(open ? 'unknown' : 'absent'), alias };
    const addresses: ShownMailAddress[] = [];
    for (const text of texts.slice(0, MAX_ADDRESSES)) addresses.push(yield* shownAddress(text, ask));
    return { state: 'found', alias, addresses, more: texts.length - addresses.length };
  };
}

/** What is said where not even the MX records are known. */
export const NOT_KNOWN: ShownMailHost = without('unknown');

function without(state: ShownMailHost['state']): ShownMailHost {
  return { state, alias: null, addresses: [], more: 0 };
}

function* shownAddress(text: string, ask: AskName): Effect<ShownMailAddress> {
  const address = parseAddress(text);
  if (address === undefined || !isPublicMailAddress(address))
    return { address: text, state: 'not-public', pointers: [] };
  const answer = yield* ask(reverseName(address), 'PTR');
  if (answer.state !== 'found') return { address: text, state: answer.state, pointers: [] };
  const pointers: ShownPointer[] = [];
  for (const { target } of answer.records.slice(0, MAX_POINTERS))
    pointers.push(yield* shownPointer(target, address, ask));
  return { address: text, state: 'found', pointers };
}

function* shownPointer(target: Name, address: Address, ask: AskName): Effect<ShownPointer> {
  const { state } = yield* confirmForward(target, address, ask);
  return { name: plain(target), back: BACK[state] };
}
