import { type Address, formatAddress } from '../model/address.ts';
import { isWithin, type Name } from '../model/name.ts';
import { type NameId, NO_NAME } from '../model/name-table.ts';
import { type DnsRecord, TYPE_NUMBER } from '../model/record.ts';
import type { View } from '../model/view.ts';
import type { ZoneIndex } from '../model/zone-index.ts';
import { addressOf, FULL_DEPTH, type ReverseFault, type ReverseName, ReverseNames } from './reverse-names.ts';

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
  readonly #view: View;
  readonly #reverse: ReverseNames;
  readonly #tops: readonly NameId[];
  readonly #classless: ReadonlyMap<NameId, Address>;

  constructor(view: View) {
    this.#view = view;
    this.#reverse = new ReverseNames(view.names);
    this.#tops = REVERSE_TOPS.map((top) => view.names.find(top)).filter((id) => id !== NO_NAME);
    this.#classless = classlessAddresses(view, this.#reverse);
  }

  zone(zone: ZoneIndex): void {
    const { records } = zone.zone;
    const own = this.#reverse.read(zone.apex);
    // A zone whose own name is as long as an address is a classless one (RFC 2317), and its labels are its own matter.
    const isClassless = own === undefined || own.depth >= FULL_DEPTH[own.family];
    for (const i of zone.ofType(TYPE_NUMBER.PTR)) {
      const owner = records.owners[i];
      const name = this.#reverse.read(owner);
      const mapped = this.#classless.get(owner);
      const make = (address: Address | undefined): Pointer => ({
        record: records.record(i) as DnsRecord<'PTR'>,
        address,
      });
      const fault = mapped === undefined && name !== undefined ? faultOf(name) : undefined;
      if (fault === 'too-short' ? owner !== zone.apex : fault?.kind === 'zone-repeated' || !isClassless) {
        if (fault !== undefined) this.malformed.push({ ...make(undefined), fault });
      }
      this.#target(zone, i, mapped ?? addressOf(name), make);
    }
  }

  #target(
    zone: ZoneIndex,
    i: number,
    address: Address | undefined,
    make: (address: Address | undefined) => Pointer,
  ): void {
    const { names } = this.#view;
    const { id, rest } = names.findDeepest(zone.zone.records.data(i));
    if (this.#tops.some((top) => names.isWithin(id, top))) {
      this.unqualified.push(make(address));
      return;
    }
    const home = this.#view.zoneOfId(id);
    if (home === undefined || !home.zone.public) return;
    if (rest === 0 && home.hasCname(id)) this.aliases.push(make(address));
    if (address === undefined || (rest === 0 && owns(home, id, address))) return;
    this.unconfirmed.push({ ...make(address), address });
  }
}

function faultOf(name: ReverseName): ReverseFault | 'too-short' | undefined {
  if (name.fault !== undefined) return name.fault;
  return name.family === 6 && name.depth > NETWORK_NIBBLES && name.depth < FULL_DEPTH[6] ? 'too-short' : undefined;
}

/** Whether a name itself has the address. */
function owns(zone: ZoneIndex, id: NameId, address: Address): boolean {
  const { records } = zone.zone;
  const type = address.family === 4 ? TYPE_NUMBER.A : TYPE_NUMBER.AAAA;
  const text = formatAddress(address);
  for (let i = zone.firstAt(id); i >= 0; i = zone.nextAt(i)) {
    if (records.types[i] === type && records.data(i) === text) return true;
  }
  return false;
}

/** The names that CNAMEs of the proposed reverse zones lead to, each with the address it is for (RFC 2317 §4). */
function classlessAddresses(view: View, reverse: ReverseNames): ReadonlyMap<NameId, Address> {
  const addresses = new Map<NameId, Address>();
  for (const zone of view.zones) {
    if (!isReverseZone(zone.zone.name)) continue;
    const { records } = zone.zone;
    for (const i of zone.ofType(TYPE_NUMBER.CNAME)) {
      const address = addressOf(reverse.read(records.owners[i]));
      const target = address === undefined ? NO_NAME : view.names.find(records.data(i));
      if (address !== undefined && target !== NO_NAME) addresses.set(target, address);
    }
  }
  return addresses;
}
