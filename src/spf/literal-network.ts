import { type Network, networkOf, parseAddress } from '../model/address.ts';
import type { Mechanism } from './record.ts';

/** The network that an `ip4` or `ip6` term means, host bits cleared (RFC 7208 §5.6); undefined for other terms. */
export function literalNetwork(term: Mechanism): Network | undefined {
  const address = term.address === undefined ? undefined : parseAddress(term.address);
  if (address === undefined) return undefined;
  const prefix = address.family === 4 ? (term.prefix4 ?? 32) : (term.prefix6 ?? 128);
  return networkOf(address, prefix);
}
