import { type Address, formatAddress, isPublicMailAddress } from '../model/address.ts';
import { isWithin, type Name } from '../model/name.ts';
import { type NameId, NO_NAME } from '../model/name-table.ts';
import { type DnsRecord, TYPE_NUMBER } from '../model/record.ts';
import type { View } from '../model/view.ts';
import type { ZoneIndex } from '../model/zone-index.ts';
import { addressOf, FULL_DEPTH, isWhole, type ReverseFault, type ReverseName, ReverseNames } from './reverse-names.ts';

/** A PTR record of a proposed reverse zone that something is the matter with. */
export interface Pointer {
  readonly record: DnsRecord<'PTR'>;
  /** The address whose PTR it is; undefined where its owner is not the name of one. */
  readonly address: Address | undefined;
}

/** The PTR records of the judged reverse zones, sorted by what a rule should look at; the healthy ones are left out. */
export interface Pointers {
  /** The owner can be no address's name, though it looks like one. */
  readonly malformed: readonly (Pointer & { readonly fault: ReverseFault | 'too-short' })[];
  /** The target lies in the reverse tree itself. */
  readonly unqualified: readonly Pointer[];
  /** The target is the owner of a CNAME in a proposed zone. */
  readonly aliases: readonly Pointer[];
  /** The target lies in a proposed zone and does not, by itself, own the address: candidates, not yet judged. */
  readonly unconfirmed: readonly (Pointer & { readonly address: Address })[];
  /** The records of public zones that name one of these hosts, healthy ones too; hosts of proposed public zones only. */
  naming(hosts: ReadonlySet<Name>): Iterable<Pointer>;
}

const REVERSE_TOPS: readonly Name[] = ['in-addr.arpa.', 'ip6.arpa.'];
/** Within a /64 there are hosts only, so a shorter name there lacks nibbles. */
const NETWORK_NIBBLES = 16;

/** Whether a zone lies in the reverse tree. */
export function isReverseZone(name: Name): boolean {
  return REVERSE_TOPS.some((top) => isWithin(name, top));
}

/**
 * Looks at every PTR record of the judged reverse zones once, by numbers: a few hash lookups a record, and a record is
 * made only where something is the matter.
 */
export function findPointers(view: View): Pointers {
  const scan = new Scan(view);
  for (const zone of view.judged) if (isReverseZone(zone.zone.name)) scan.zone(zone);
  return scan;
}

class Scan implements Pointers {
  readonly malformed: (Pointer & { fault: ReverseFault | 'too-short' })[] = [];
  readonly unqualified: Pointer[] = [];
  readonly aliases: Pointer[] = [];
  readonly unconfirmed: (Pointer & { address: Address })[] = [];
  /** By zone, in the order of its PTR records: the target where it is a name of a proposed public zone, else −1. */
  readonly #targets = new Map<ZoneIndex, Int32Array>();
  readonly #view: View;
  readonly #reverse: ReverseNames;
  readonly #tops: readonly NameId[];
  readonly #classless: ReadonlyMap<NameId, ReverseName>;

  constructor(view: View) {
    this.#view = view;
    this.#reverse = new ReverseNames(view.names);
    this.#tops = REVERSE_TOPS.map((top) => view.names.find(top)).filter((id) => id !== NO_NAME);
    this.#classless = classlessNames(view, this.#reverse);
  }

  zone(zone: ZoneIndex): void {
    const { records } = zone.zone;
    const own = this.#reverse.read(zone.apex);
    // A zone whose own name is as long as an address is a classless one (RFC 2317), and its labels are its own matter.
    const isClassless = own === undefined || own.depth >= FULL_DEPTH[own.family];
    const indices = zone.ofType(TYPE_NUMBER.PTR);
    const targets = new Int32Array(indices.length);
    this.#targets.set(zone, targets);
    for (let n = 0; n < indices.length; n++) {
      const i = indices[n];
      const owner = records.owners[i];
      const mapped = this.#classless.get(owner);
      const name = mapped ?? this.#reverse.read(owner);
      const fault = name === undefined ? undefined : faultOf(name);
      if (fault === 'too-short' ? owner !== zone.apex : fault?.kind === 'zone-repeated' || !isClassless) {
        if (fault !== undefined) this.malformed.push({ ...pointer(zone, i, undefined), fault });
      }
      targets[n] = this.#target(zone, i, name !== undefined && isWhole(name) ? name : undefined);
    }
  }

  *naming(hosts: ReadonlySet<Name>): Generator<Pointer> {
    const { names } = this.#view;
    const ids = new Set([...hosts].map((host) => names.find(host)));
    // A host that owns nothing has no id, and then its PTR record is unconfirmed.
    if (ids.delete(NO_NAME)) {
      for (const one of this.unconfirmed) {
        const { target } = one.record;
        if (hosts.has(target) && names.find(target) === NO_NAME) yield one;
      }
    }
    for (const [zone, targets] of this.#targets) {
      const indices = zone.ofType(TYPE_NUMBER.PTR);
      for (let n = 0; n < targets.length; n++) {
        if (!ids.has(targets[n])) continue;
        const owner = zone.zone.records.owners[indices[n]];
        yield pointer(zone, indices[n], this.#classless.get(owner) ?? this.#reverse.read(owner));
      }
    }
  }

  /** Sorts a record by its target; gives the target's id. */
  #target(zone: ZoneIndex, i: number, name: ReverseName | undefined): NameId {
    const { names } = this.#view;
    const { id, rest } = names.findDeepest(zone.zone.records.data(i));
    const isKnown = rest === 0;
    if (this.#tops.some((top) => names.isWithin(id, top))) {
      this.unqualified.push(pointer(zone, i, name));
      return NO_NAME;
    }
    const home = this.#view.zoneOfId(id);
    // What private addresses are called is nobody's business outside.
    if (home === undefined || !home.zone.public || !zone.zone.public) return NO_NAME;
    if (isKnown && home.hasCname(id)) this.aliases.push(pointer(zone, i, name));
    const address = name === undefined || (isKnown && owns(home, id, name)) ? undefined : addressOf(name);
    if (address !== undefined && isPublicMailAddress(address))
      this.unconfirmed.push({ ...pointer(zone, i, name), address });
    return isKnown ? id : NO_NAME;
  }
}

function pointer({ zone }: ZoneIndex, i: number, name: ReverseName | undefined): Pointer {
  return { record: zone.records.record(i) as DnsRecord<'PTR'>, address: addressOf(name) };
}

function faultOf(name: ReverseName): ReverseFault | 'too-short' | undefined {
  if (name.fault !== undefined) return name.fault;
  return name.family === 6 && name.depth > NETWORK_NIBBLES && name.depth < FULL_DEPTH[6] ? 'too-short' : undefined;
}

/** Whether a name itself has the address. */
function owns(zone: ZoneIndex, id: NameId, name: ReverseName): boolean {
  const { records } = zone.zone;
  const type = name.family === 4 ? TYPE_NUMBER.A : TYPE_NUMBER.AAAA;
  const text = name.family === 4 ? name.digits : formatAddress(addressOf(name)!);
  for (let i = zone.firstAt(id); i >= 0; i = zone.nextAt(i)) {
    if (records.types[i] === type && records.data(i) === text) return true;
  }
  return false;
}

/** The names that CNAMEs of the proposed reverse zones lead to, each with the one of the address it is for (RFC 2317 §4). */
function classlessNames(view: View, reverse: ReverseNames): ReadonlyMap<NameId, ReverseName> {
  const addresses = new Map<NameId, ReverseName>();
  for (const zone of view.zones) {
    if (!isReverseZone(zone.zone.name)) continue;
    const { records } = zone.zone;
    for (const i of zone.ofType(TYPE_NUMBER.CNAME)) {
      const name = reverse.read(records.owners[i]);
      const target = name !== undefined && isWhole(name) ? view.names.find(records.data(i)) : NO_NAME;
      if (name !== undefined && target !== NO_NAME) addresses.set(target, name);
    }
  }
  return addresses;
}
