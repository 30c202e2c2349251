/**
 * The address ranges that are no ordinary addresses: the IANA IPv4 and IPv6 Special-Purpose Address Registries
 * (RFC 6890, RFC 8190), with multicast, site-local, IPv4-compatible and unassigned space beside them.
 */

export interface SpecialRange {
  readonly first: bigint;
  readonly last: bigint;
  /** In words that fit after «is». */
  readonly name: string;
  readonly norm: string;
  /** The registry's column of this name; `N/A` counts as no. */
  readonly globallyReachable: boolean;
  readonly documentation: boolean;
}

type Row = readonly [base: bigint, prefix: number, name: string, norm: string];

const PRIVATE = 'a private address';
const DOCUMENTATION = 'an address reserved for examples in documents';
const LOOPBACK = 'a loopback address, which means the machine itself';
const LINK_LOCAL = 'a link-local address, which is valid on one cable only';
const MULTICAST = 'a multicast address, which no single machine has';
const BENCHMARKING = 'an address reserved for benchmarks in laboratories';
const PROTOCOL = 'an address reserved for protocols of the IETF';
const AS112 = 'an address of the AS112 name servers';

const ROWS_4: readonly Row[] = [
  [0x00000000n, 32, 'the unspecified address, which no machine has', 'RFC 1122 §3.2.1.3'],
  [0xc0000008n, 32, 'the IPv4 dummy address', 'RFC 7600'],
  [0xc00000aan, 32, 'an address reserved for NAT64 discovery', 'RFC 8880'],
  [0xc00000abn, 32, 'an address reserved for NAT64 discovery', 'RFC 8880'],
  [0xffffffffn, 32, 'the broadcast address', 'RFC 919 §7'],
  [0xc0000000n, 29, 'an address reserved for IPv6 transition', 'RFC 7335'],
  [0xc0000000n, 24, PROTOCOL, 'RFC 6890 §2.1'],
  [0xc0000200n, 24, DOCUMENTATION, 'RFC 5737'],
  [0xc0586300n, 24, 'a 6to4 relay address, which is no longer in use', 'RFC 7526'],
  [0xc6336400n, 24, DOCUMENTATION, 'RFC 5737'],
  [0xcb007100n, 24, DOCUMENTATION, 'RFC 5737'],
  [0xa9fe0000n, 16, LINK_LOCAL, 'RFC 3927'],
  [0xc0a80000n, 16, PRIVATE, 'RFC 1918'],
  [0xc6120000n, 15, BENCHMARKING, 'RFC 2544'],
  [0xac100000n, 12, PRIVATE, 'RFC 1918'],
  [0x64400000n, 10, 'a carrier-grade NAT address, which is private to one provider', 'RFC 6598'],
  [0x00000000n, 8, 'an address of “this network”, which no machine has', 'RFC 791 §3.2'],
  [0x0a000000n, 8, PRIVATE, 'RFC 1918'],
  [0x7f000000n, 8, LOOPBACK, 'RFC 1122 §3.2.1.3'],
  [0xe0000000n, 4, MULTICAST, 'RFC 5771'],
  [0xf0000000n, 4, 'an address reserved for future use', 'RFC 1112 §4'],
];

const GLOBAL_ROWS_4: readonly Row[] = [
  [0xc0000009n, 32, 'the Port Control Protocol address', 'RFC 7723'],
  [0xc000000an, 32, 'the TURN address', 'RFC 8155'],
  [0xc01fc400n, 24, AS112, 'RFC 7535'],
  [0xc034c100n, 24, 'an address for multicast tunnels', 'RFC 7450'],
  [0xc0af3000n, 24, AS112, 'RFC 7534'],
];

const ROWS_6: readonly Row[] = [
  [0n, 128, 'the unspecified address, which no machine has', 'RFC 4291 §2.5.2'],
  [1n, 128, LOOPBACK, 'RFC 4291 §2.5.3'],
  [0xffffn << 32n, 96, 'an IPv4 address in IPv6 notation', 'RFC 4291 §2.5.5.2'],
  [0n, 96, 'an IPv4 address in the obsolete IPv4-compatible notation', 'RFC 4291 §2.5.5.1'],
  [at('0100'), 64, 'a discard-only address', 'RFC 6666'],
  [at('0100', '0000', '0000', '0001'), 64, 'the IPv6 dummy prefix', 'RFC 9780'],
  [at('0064', 'ff9b', '0001'), 48, 'a NAT64 address of one site', 'RFC 8215'],
  [at('2001', '0002'), 48, BENCHMARKING, 'RFC 5180'],
  [at('2001'), 32, 'a Teredo tunnel address, which is no longer in use', 'RFC 4380'],
  [at('2001', '0db8'), 32, DOCUMENTATION, 'RFC 3849'],
  [at('2001', '0010'), 28, 'an ORCHID identifier, which is no address', 'RFC 4843'],
  [at('2001'), 23, PROTOCOL, 'RFC 2928'],
  [at('3fff'), 20, DOCUMENTATION, 'RFC 9637'],
  [at('2002'), 16, 'a 6to4 tunnel address, which is no longer in use', 'RFC 3056'],
  [at('5f00'), 16, 'a segment routing identifier, which is no address', 'RFC 9602'],
  [at('fe80'), 10, LINK_LOCAL, 'RFC 4291'],
  [at('fec0'), 10, 'a site-local address, which is private and obsolete', 'RFC 3879'],
  [at('ff00'), 8, MULTICAST, 'RFC 4291 §2.7'],
  [at('fc00'), 7, 'a unique local address, which is private', 'RFC 4193'],
  // Global unicast addresses are given out from 2000::/3 only; these three are everything else.
  [at('0000'), 3, 'in a range that is not given out to anyone', 'RFC 4291 §2.4'],
  [at('4000'), 2, 'in a range that is not given out to anyone', 'RFC 4291 §2.4'],
  [at('8000'), 1, 'in a range that is not given out to anyone', 'RFC 4291 §2.4'],
];

const GLOBAL_ROWS_6: readonly Row[] = [
  [at('2001', '0001') + 1n, 128, 'the PCP address', 'RFC 7723'],
  [at('2001', '0001') + 2n, 128, 'the TURN address', 'RFC 8155'],
  [at('2001', '0001') + 3n, 128, 'the SRP address', 'RFC 9665'],
  [at('0064', 'ff9b'), 96, 'a NAT64 address', 'RFC 6052'],
  [at('2001', '0004', '0112'), 48, AS112, 'RFC 7535'],
  [at('2620', '004f', '8000'), 48, AS112, 'RFC 7534'],
  [at('2001', '0003'), 32, 'an address for multicast tunnels', 'RFC 7450'],
  [at('2001', '0020'), 28, 'an ORCHIDv2 identifier', 'RFC 7343'],
  [at('2001', '0030'), 28, 'a drone identifier', 'RFC 9374'],
];

/** Sixteen-bit groups from the left; the rest is zero. */
function at(...groups: string[]): bigint {
  return BigInt(`0x${groups.join('').padEnd(32, '0')}`);
}

function ranges(bits: number, local: readonly Row[], global: readonly Row[]): SpecialRange[] {
  const rows = [...local.map((row) => [row, false] as const), ...global.map((row) => [row, true] as const)];
  return rows
    .sort(([a], [b]) => b[1] - a[1])
    .map(([[first, prefix, name, norm], globallyReachable]) => {
      const last = first + (1n << BigInt(bits - prefix)) - 1n;
      return { first, last, name, norm, globallyReachable, documentation: name === DOCUMENTATION };
    });
}

/** By family; the most specific entries first, so that the first one that holds an address decides. */
export const SPECIAL_PURPOSE: { readonly 4: readonly SpecialRange[]; readonly 6: readonly SpecialRange[] } = {
  4: ranges(32, ROWS_4, GLOBAL_ROWS_4),
  6: ranges(128, ROWS_6, GLOBAL_ROWS_6),
};
