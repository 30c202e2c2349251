import { isIPv6 } from 'node:net';
import { labelsOf, type Name } from './name.ts';
import { SPECIAL_PURPOSE } from './special-purpose.ts';

export type Family = 4 | 6;

/** An IP address as a number, so that it can be compared and masked whatever its family. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** A CIDR block; the bits of `base` beyond `prefix` are zero. */
export interface Network {
  readonly family: Family;
  readonly base: bigint;
  readonly prefix: number;
}

/** Address length in bits by family. */
export const ADDRESS_BITS = { 4: 32, 6: 128 } as const;

const IPV4_MAPPED_PREFIX = 0xffffn << 32n;
const REVERSE_ZONE_4 = 'in-addr.arpa.';
const REVERSE_ZONE_6 = 'ip6.arpa.';

/** A strict dotted quad: four decimal numbers, no leading zeros, no shorthand; undefined for anything else. */
export function parseIpv4(text: string): Address | undefined {
  let value = 0;
  let octets = 1;
  let octet = -1;
  // By hand: every address of every mail host is read here, and splitting takes five times as long.
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit === DOT_FROM_ZERO && octet >= 0) {
      value = value * 256 + octet;
      octet = -1;
      octets++;
      continue;
    }
    // A zero leads nothing.
    if (digit < 0 || digit > 9 || octet === 0) return undefined;
    octet = octet < 0 ? digit : octet * 10 + digit;
    if (octet > 255) return undefined;
  }
  if (octets !== 4 || octet < 0) return undefined;
  return { family: 4, value: BigInt(value * 256 + octet) };
}

/** Any text form of RFC 4291 §2.2, an embedded IPv4 address included; zone ids (`%eth0`) are refused. */
export function parseIpv6(text: string): Address | undefined {
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const gap = text.indexOf('::');
  const right = gap < 0 ? '' : digitsOf(text, gap + 2);
  const digits = digitsOf(gap < 0 ? text : text.slice(0, gap), 0);
  return { family: 6, value: BigInt(`0x${digits}${ZEROS.slice(0, 32 - digits.length - right.length)}${right}`) };
}

const ZEROS = '0'.repeat(32);
const ZERO = '0'.charCodeAt(0);
const DOT_FROM_ZERO = '.'.charCodeAt(0) - ZERO;

/** An IPv4 or IPv6 address in its text form; undefined where the text is neither. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Four hexadecimal digits for each 16-bit group from an index on, a dotted quad at the end as two. */
function digitsOf(text: string, from: number): string {
  let digits = '';
  for (let start = from; start < text.length; ) {
    const colon = text.indexOf(':', start);
    const end = colon < 0 ? text.length : colon;
    const group = text.slice(start, end);
    digits += group.includes('.')
      ? Number(parseIpv4(group)!.value).toString(16).padStart(8, '0')
      : group.padStart(4, '0');
    start = end + 1;
  }
  return digits;
}

/** The canonical text: dotted quad, or RFC 5952 (§5: IPv4-mapped addresses end in a dotted quad). */
export function formatAddress({ family, value }: Address): string {
  if (family === 4) return dottedQuad(Number(value));
  if (value >> 32n === IPV4_MAPPED_PREFIX >> 32n) return `::ffff:${dottedQuad(Number(value & 0xffffffffn))}`;
  const digits = value.toString(16).padStart(32, '0');
  const groups = new Array<string>(8);
  for (let i = 0; i < 8; i++) groups[i] = Number.parseInt(digits.slice(i * 4, i * 4 + 4), 16).toString(16);
  const zeros = longestZeros(groups);
  if (zeros === undefined) return groups.join(':');
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.end).join(':')}`;
}

/** The canonical text of an address in any text form, so that texts can be compared; other text as it is. */
export function normalAddress(text: string): string {
  const address = text.includes(':') ? parseIpv6(text) : undefined;
  return address === undefined ? text : formatAddress(address);
}

function dottedQuad(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** The first of the longest runs of two or more zero groups, which `::` stands for (RFC 5952 §4.2). */
function longestZeros(groups: readonly string[]): { start: number; end: number } | undefined {
  let best: { start: number; end: number } | undefined;
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === '0') end++;
    if (end - start >= 2 && (best === undefined || end - start > best.end - best.start)) best = { start, end };
    if (end > start) start = end;
  }
  return best;
}

/** The network of `prefix` bits that an address lies in, its host bits cleared. */
export function networkOf({ family, value }: Address, prefix: number): Network {
  const hostBits = BigInt(ADDRESS_BITS[family] - prefix);
  return { family, base: (value >> hostBits) << hostBits, prefix };
}

/** Whether an address lies in a network; never across families. */
export function contains(network: Network, address: Address): boolean {
  if (network.family !== address.family) return false;
  return (network.base ^ address.value) >> BigInt(ADDRESS_BITS[network.family] - network.prefix) === 0n;
}

/** CIDR notation; a single address is written without its prefix. */
export function formatNetwork({ family, base, prefix }: Network): string {
  const address = formatAddress({ family, value: base });
  return prefix === ADDRESS_BITS[family] ? address : `${address}/${prefix}`;
}

/** The owner of the address's PTR record: RFC 1035 §3.5, RFC 3596 §2.5. */
export function reverseName(address: Address): Name {
  if (address.family === 4) return `${formatAddress(address).split('.').reverse().join('.')}.${REVERSE_ZONE_4}`;
  return `${[...nibblesOf(address.value)].reverse().join('.')}.${REVERSE_ZONE_6}`;
}

/** The address that a full-length name of in-addr.arpa or ip6.arpa stands for; undefined for every other name. */
export function addressOfReverseName(name: Name): Address | undefined {
  if (name.endsWith(`.${REVERSE_ZONE_4}`)) {
    const labels = labelsOf(name).slice(0, -2);
    return labels.length === 4 ? parseIpv4(labels.reverse().join('.')) : undefined;
  }
  if (!name.endsWith(`.${REVERSE_ZONE_6}`)) return undefined;
  const labels = labelsOf(name).slice(0, -2);
  if (labels.length !== 32 || !labels.every((label) => /^[0-9a-f]$/.test(label))) return undefined;
  return { family: 6, value: BigInt(`0x${labels.reverse().join('')}`) };
}

function nibblesOf(value: bigint): string {
  return value.toString(16).padStart(32, '0');
}

/** What an address that cannot be reached over the Internet is set aside for. */
export interface SpecialPurpose {
  /** In words that fit after «is»: `a private address`. */
  readonly name: string;
  /** The norm that sets it aside: `RFC 1918`. */
  readonly norm: string;
  /** Whether it is one of the ranges for examples in documents (RFC 5737, RFC 3849, RFC 9637). */
  readonly documentation: boolean;
}

/**
 * The special purpose of an address by the most specific entry of the IANA special-purpose registries (RFC 6890), with
 * multicast and what is not given out beside them. Undefined for ordinary addresses and for entries that the registry
 * calls globally reachable.
 */
export function specialPurpose({ family, value }: Address): SpecialPurpose | undefined {
  return specialPurposeOf({ family, base: value, prefix: ADDRESS_BITS[family] });
}

/** The special purpose that a whole network shares; undefined where any part of it is ordinary or set aside otherwise. */
export function specialPurposeOf({ family, base, prefix }: Network): SpecialPurpose | undefined {
  const last = base + (1n << BigInt(ADDRESS_BITS[family] - prefix)) - 1n;
  for (const entry of SPECIAL_PURPOSE[family]) {
    if (base >= entry.first && last <= entry.last) return entry.globallyReachable ? undefined : entry;
  }
  return undefined;
}

/** Whether the Internet can reach the address at all. */
export function isGlobal(address: Address): boolean {
  return specialPurpose(address) === undefined;
}

/**
 * Whether rules about public mail look at the address. Documentation ranges count: in a file they stand for the address
 * of a public host, see docs/decisions/documentation-addresses.md.
 */
export function isPublicMailAddress(address: Address): boolean {
  return specialPurpose(address)?.documentation ?? true;
}
