import { ADDRESS_BITS, networkOf, parseAddress, specialPurposeOf } from '../../model/address.ts';
import type { Statement } from './named-statements.ts';

/** What views for the own network are called. */
const PRIVATE_NAME =
  /^(?:.*[-_.])?(?:internal|intern|inside|intranet|private|lan|local|office|vpn|trusted)(?:[-_.].*)?$/i;
/** Lists that name one another deeper than this say nothing. */
const MAX_ACL_DEPTH = 16;

/** Whom an element of a match list lets in: nobody of the Internet, perhaps somebody, or everybody; a key says nothing. */
type Audience = 'private' | 'some' | 'everybody' | 'nobody';

/**
 * Whether a view is for private networks only, by its `match-clients`: all that is let in are private addresses and the
 * server's own networks, or some that are not the whole Internet where the view is called as private ones are. Without
 * `match-clients` a view is for everybody. Views for a part of the Internet, such as a country, are public.
 */
export function isPrivateView(
  name: string,
  matchClients: readonly Statement[] | undefined,
  acls: ReadonlyMap<string, readonly Statement[]>,
): boolean {
  if (matchClients === undefined) return false;
  const audiences = new Set(matchClients.map((element) => audienceOf(element, acls, 0)));
  if (audiences.has('everybody')) return false;
  if (audiences.has('some')) return PRIVATE_NAME.test(name);
  return audiences.has('private');
}

function audienceOf({ words }: Statement, acls: ReadonlyMap<string, readonly Statement[]>, depth: number): Audience {
  const [first, ...rest] = words;
  // Who is kept out says nothing of who is let in.
  if (first.startsWith('!')) return 'nobody';
  const text = first.toLowerCase();
  if (text === 'key' || text === 'none') return 'nobody';
  if (text === 'any') return 'everybody';
  if (text === 'localhost' || text === 'localnets') return 'private';
  if (rest.length > 0) return 'some';
  const network = networkIn(text);
  if (network !== undefined) {
    if (network.prefix === 0) return 'everybody';
    // In documentation addresses, examples speak of public networks.
    return specialPurposeOf(network)?.documentation === false ? 'private' : 'some';
  }
  const list = depth < MAX_ACL_DEPTH ? acls.get(text) : undefined;
  if (list === undefined) return 'some';
  const within = new Set(list.map((element) => audienceOf(element, acls, depth + 1)));
  return (['everybody', 'some', 'private'] as const).find((audience) => within.has(audience)) ?? 'nobody';
}

/** A prefix as BIND writes it, where `10/8` is one as well; undefined for a name. */
function networkIn(text: string) {
  const [written, prefix] = text.split('/');
  const isShort = prefix !== undefined && /^[0-9]+(?:\.[0-9]+){0,2}$/.test(written);
  const address = parseAddress(isShort ? [...written.split('.'), '0', '0', '0'].slice(0, 4).join('.') : written);
  if (address === undefined) return undefined;
  const bits = ADDRESS_BITS[address.family];
  const length = prefix === undefined ? bits : Number(prefix);
  return Number.isInteger(length) && length >= 0 && length <= bits ? networkOf(address, length) : undefined;
}
