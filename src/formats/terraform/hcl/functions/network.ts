import { ADDRESS_BITS, formatAddress, type Network, networkOf, parseAddress } from '../../../../model/address.ts';
import { type Failure, failure } from '../convert.ts';
import type { Decimal } from '../number.ts';
import { toInteger } from '../number.ts';
import { text } from '../string-value.ts';
import { list, type Value } from '../value.ts';
import { fixed, type HclFunction, variadic } from './define.ts';

/** The functions on networks in CIDR notation. */
export const NETWORK_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  cidrhost: fixed(['string', 'number'], ([prefix, host]) => {
    const network = networkFrom(prefix.value);
    if (network.kind === 'failure') return network;
    const { family, base, prefix: length } = network.network;
    const size = 1n << BigInt(ADDRESS_BITS[family] - length);
    const at = wholeNumber(host.value);
    if (at === undefined || at >= size || at < -size) return failure(`${prefix.value} has no host of that number`);
    return text(formatAddress({ family, value: base + (at < 0n ? size + at : at) }));
  }),
  cidrnetmask: fixed(['string'], ([prefix]) => {
    const network = networkFrom(prefix.value);
    if (network.kind === 'failure') return network;
    if (network.network.family === 6) return failure('an IPv6 network has no mask in this notation');
    return text(
      formatAddress({ family: 4, value: networkOf({ family: 4, value: 0xffffffffn }, network.network.prefix).base }),
    );
  }),
  cidrsubnet: fixed(['string', 'number', 'number'], ([prefix, bits, subnet]) => {
    const network = networkFrom(prefix.value);
    if (network.kind === 'failure') return network;
    const added = toInteger(bits.value);
    const at = wholeNumber(subnet.value);
    const { family, base, prefix: length } = network.network;
    if (added === undefined || added < 0 || length + added > ADDRESS_BITS[family])
      return failure('there are not so many bits');
    if (at === undefined || at < 0n || at >= 1n << BigInt(added)) return failure('there is no subnet of that number');
    return cidr({ family, base: base + (at << BigInt(ADDRESS_BITS[family] - length - added)), prefix: length + added });
  }),
  cidrsubnets: variadic(['string'], 'number', ([prefix], sizes) => {
    const network = networkFrom(prefix.value);
    return network.kind === 'failure'
      ? network
      : consecutive(
          network.network,
          sizes.map(({ value }) => toInteger(value)),
        );
  }),
};

function networkFrom(source: string): { readonly kind: 'network'; readonly network: Network } | Failure {
  const [written, length] = source.split('/');
  const address = parseAddress(written);
  if (address === undefined || !/^\d{1,3}$/.test(length ?? '') || Number(length) > ADDRESS_BITS[address.family]) {
    return failure(`“${source.slice(0, 80)}” is no network such as 192.0.2.0/24`);
  }
  return { kind: 'network', network: networkOf(address, Number(length)) };
}

function cidr({ family, base, prefix }: Network): Value {
  return text(`${formatAddress({ family, value: base })}/${prefix}`);
}

/** Subnets one after the other, each at the next address that it can begin at. */
function consecutive({ family, base, prefix }: Network, sizes: readonly (number | undefined)[]): Value | Failure {
  const end = base + (1n << BigInt(ADDRESS_BITS[family] - prefix));
  const subnets: Value[] = [];
  let next = base;
  for (const bits of sizes) {
    if (bits === undefined || bits < 1 || prefix + bits > ADDRESS_BITS[family])
      return failure('a subnet has at least one bit more');
    const size = 1n << BigInt(ADDRESS_BITS[family] - prefix - bits);
    const start = ((next + size - 1n) / size) * size;
    if (start + size > end) return failure('there is no room for so many subnets');
    subnets.push(cidr({ family, base: start, prefix: prefix + bits }));
    next = start + size;
  }
  return list(subnets);
}

function wholeNumber({ digits, scale }: Decimal): bigint | undefined {
  return scale === 0 ? digits : undefined;
}
