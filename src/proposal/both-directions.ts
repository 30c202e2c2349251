import { type Address, formatAddress } from '../model/address.ts';
import type { Answered } from '../model/answer.ts';
import type { Direction } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import type { Confirmation } from './reverse.ts';

/** From a host to its addresses. */
export function forwardDirection(host: Name, family: Address['family'], addresses: readonly string[]): Direction {
  return { from: plain(host), type: family === 4 ? 'A' : 'AAAA', to: [...addresses], nothing: 'no address' };
}

/** From an address to its names. */
export function reverseDirection(address: Address, pointers: readonly Pick<Answered<'PTR'>, 'target'>[]): Direction {
  return {
    from: formatAddress(address),
    type: 'PTR',
    to: [...new Set(pointers.map(({ target }) => plain(target)))],
    nothing: 'no name',
  };
}

/** From the name that a PTR record gives back to addresses, as far as that was found out. */
export function backDirection(target: Name, address: Address, confirmation: Confirmation): Direction {
  switch (confirmation.state) {
    case 'confirmed':
      return forwardDirection(target, address.family, [formatAddress(address)]);
    case 'unknown':
      return { ...forwardDirection(target, address.family, []), nothing: 'could not be looked up' };
    case 'refuted': {
      const direction = forwardDirection(target, address.family, confirmation.addresses);
      return confirmation.exists ? direction : { ...direction, nothing: 'no such name' };
    }
  }
}
