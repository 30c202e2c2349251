import { type Address, parseIpv4 } from '../model/address.ts';
import type { Name } from '../model/name.ts';
import { type NameId, type NameTable, NO_NAME } from '../model/name-table.ts';

/** What a name below in-addr.arpa or ip6.arpa stands for. */
export interface ReverseName {
  readonly family: 4 | 6;
  /** How many octets or nibbles of the address it gives: 4 or 32 are a whole address. */
  readonly depth: number;
  /** The address as far as it is given: `192.0.2`, or hexadecimal digits. */
  readonly digits: string;
  /** Why the name cannot be that of an address; what is below it cannot either. */
  readonly fault: ReverseFault | undefined;
}

export type ReverseFault =
  | { readonly kind: 'octet-too-large' | 'leading-zero' | 'not-a-nibble' | 'too-long'; readonly label: string }
  | { readonly kind: 'zone-repeated' };

/** Octets of an IPv4 and nibbles of an IPv6 address. */
export const FULL_DEPTH = { 4: 4, 6: 32 } as const;

/** RFC 2317 §4: the first address and the last, or the prefix length, of a block. */
const BLOCK = /^[0-9]{1,3}[-/][0-9]{1,3}$/;
const DIGITS = /^[0-9]+$/;
const NIBBLE = /^[0-9a-f]$/;
const MAX_OCTET = 255;

const REVERSE_ZONES: readonly (readonly [Name, 4 | 6])[] = [
  ['in-addr.arpa.', 4],
  ['ip6.arpa.', 6],
];

/**
 * Reads names of the reverse trees label by label (RFC 1035 §3.5, RFC 3596 §2.5) and remembers every parent, so that a
 * million owners of one zone cost one label each.
 */
export class ReverseNames {
  readonly #names: NameTable;
  readonly #tops: ReadonlyMap<NameId, 4 | 6>;
  readonly #parents = new Map<NameId, ReverseName | undefined>();

  constructor(names: NameTable) {
    this.#names = names;
    this.#tops = new Map(
      REVERSE_ZONES.flatMap(([name, family]) => {
        const id = names.find(name);
        return id === NO_NAME ? [] : [[id, family] as const];
      }),
    );
  }

  /** Undefined for names outside the reverse trees and for what is no address there: `*`, `_dns-sd`, `gw`. */
  read(id: NameId): ReverseName | undefined {
    const family = this.#tops.get(id);
    if (family !== undefined) return { family, depth: 0, digits: '', fault: undefined };
    if (id === 0) return undefined;
    const parent = this.#parent(this.#names.parent(id));
    if (parent === undefined || parent.fault !== undefined) return parent;
    const label = this.#names.label(id);
    return parent.family === 4 ? belowIpv4(parent, label) : belowIpv6(parent, label);
  }

  #parent(id: NameId): ReverseName | undefined {
    if (this.#parents.has(id)) return this.#parents.get(id);
    const name = this.read(id);
    this.#parents.set(id, name);
    return name;
  }
}

/** The whole address that a name stands for; through RFC 2317 labels where they follow its examples. */
export function addressOf(name: ReverseName | undefined): Address | undefined {
  if (name === undefined || !isWhole(name)) return undefined;
  return name.family === 4 ? parseIpv4(name.digits) : { family: 6, value: BigInt(`0x${name.digits}`) };
}

/** Whether the name gives a whole address. */
export function isWhole({ family, depth, fault }: ReverseName): boolean {
  return fault === undefined && depth === FULL_DEPTH[family];
}

function belowIpv4(parent: ReverseName, label: string): ReverseName | undefined {
  if (!DIGITS.test(label)) {
    if (label === 'arpa') return { ...parent, fault: { kind: 'zone-repeated' } };
    // RFC 2317 §4 leaves the label to the operator; only its usual forms tell that what follows is the last octet.
    return parent.depth === 3 && BLOCK.test(label) ? parent : undefined;
  }
  if (Number(label) > MAX_OCTET) return { ...parent, fault: { kind: 'octet-too-large', label } };
  // Nobody asks for 007: resolvers write the octet without zeros.
  if (label.length > 1 && label.startsWith('0')) return { ...parent, fault: { kind: 'leading-zero', label } };
  return deeper(parent, parent.depth === 0 ? label : `${parent.digits}.${label}`, label);
}

function belowIpv6(parent: ReverseName, label: string): ReverseName | undefined {
  if (NIBBLE.test(label)) return deeper(parent, parent.digits + label, label);
  if (label === 'arpa') return { ...parent, fault: { kind: 'zone-repeated' } };
  // `*` and `_dns-sd` are not meant as a nibble; a group or a whole address in one label is.
  return /^[0-9a-f:]+$/.test(label) ? { ...parent, fault: { kind: 'not-a-nibble', label } } : undefined;
}

function deeper({ family, depth }: ReverseName, digits: string, label: string): ReverseName {
  const fault: ReverseFault | undefined = depth === FULL_DEPTH[family] ? { kind: 'too-long', label } : undefined;
  return { family, depth: depth + 1, digits, fault };
}
