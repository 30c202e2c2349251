import { proposedResolver } from '../dns/proposed.ts';
import { offlineResolver } from '../dns/resolver.ts';
import { type Address, formatAddress, normalAddress, reverseName } from '../model/address.ts';
import type { Alias, Answer } from '../model/answer.ts';
import { type Effect, wait } from '../model/effect.ts';
import { type Name, plain } from '../model/name.ts';
import { type QueryType, TYPE_NUMBER } from '../model/record.ts';
import type { View } from '../model/view.ts';
import type { ZoneIndex } from '../model/zone-index.ts';
import type { MailAddress } from './mail-hosts.ts';
import type { Proposal } from './proposal.ts';

/** A mail host's address as the rules about reverse names look at it. */
export interface MailAddressSubject {
  readonly mail: MailAddress;
  readonly address: Address;
  /** The host that people know the address by; undefined for a bare address in SPF or in the policy file. */
  readonly host: Name | undefined;
  /** The finding's subject: the host, or the address where there is none. */
  readonly subject: string;
}

/** Asks for one type at one name. */
export type AskName = <T extends QueryType>(name: Name, type: T) => Effect<Answer<T>>;

/** Whether a name has an address. */
export type Confirmation =
  | { readonly state: 'confirmed'; readonly chain: readonly Alias[] }
  | { readonly state: 'unknown' }
  | {
      readonly state: 'refuted';
      /** The addresses that it has instead, of the same family; none where it has none. */
      readonly addresses: readonly string[];
      readonly exists: boolean;
      readonly chain: readonly Alias[];
    };

/** The addresses of the mail hosts, each once. */
export function* mailAddresses({ mailHosts }: Proposal): Generator<MailAddressSubject> {
  for (const mail of mailHosts.addresses.values()) {
    const address = mail.parsed;
    const host = (mail.hosts.find(({ declaredSender }) => declaredSender) ?? mail.hosts[0])?.name;
    yield { mail, address, host, subject: host === undefined ? mail.address : plain(host) };
  }
}

/** Forward confirmation (RFC 8601 §2.7.3): whether the name that a PTR gives leads back to its address. */
export function* confirmForward(target: Name, address: Address, ask: AskName): Effect<Confirmation> {
  const answer = yield* ask(target, address.family === 4 ? 'A' : 'AAAA');
  const { chain } = answer;
  if (answer.state === 'unknown') return { state: 'unknown' };
  if (answer.state === 'absent') return { state: 'refuted', addresses: [], exists: answer.reason === 'nodata', chain };
  const addresses = answer.records.map((record) => record.address);
  const own = formatAddress(address);
  if (addresses.some((text) => normalAddress(text) === own)) return { state: 'confirmed', chain };
  return { state: 'refuted', addresses, exists: true, chain };
}

/** Questions to the DNS after the merge, noted for a subject where they stay open. */
export function askFor(proposal: Proposal, subject: string): AskName {
  return (name, type) => proposal.ask(name, type, subject);
}

/** Questions to the files of a view alone: what they do not decide is unknown. */
export function askFiles(view: View): AskName {
  const resolver = proposedResolver(view, offlineResolver);
  return function* <T extends QueryType>(name: Name, type: T): Effect<Answer<T>> {
    return (yield* wait(resolver({ name, type }))) as Answer<T>;
  };
}

/** Where an address's PTR record belongs in the proposed zones. */
export interface ReverseHome {
  readonly zone: ZoneIndex;
  /** The owner of the PTR record: behind the CNAMEs of classless zones. */
  readonly owner: Name;
}

/**
 * Undefined where the reverse zone is not in the repository, or hands the address to a zone that is not. With the answer
 * for the address, a zone of the repository counts that the aliases of somebody else's zone lead to (RFC 2317).
 */
export function reverseHome(view: View, address: Address, answer?: Answer<'PTR'>): ReverseHome | undefined {
  return homeInFiles(view, address) ?? (answer && homeBehind(view, answer));
}

function homeBehind(view: View, { chain }: Answer<'PTR'>): ReverseHome | undefined {
  const owner = chain.at(-1)?.target;
  const zone = owner === undefined ? undefined : view.zoneOf(owner);
  return owner === undefined || zone === undefined ? undefined : { zone, owner };
}

function homeInFiles(view: View, address: Address): ReverseHome | undefined {
  const answer = proposedResolver(view, offlineResolver)({ name: reverseName(address), type: 'PTR' });
  if (answer instanceof Promise) return undefined;
  const owner = answer.chain.at(-1)?.target ?? reverseName(address);
  const zone = view.zoneOf(owner);
  // A zone that the files describe in part is here all the same; one that they describe whole has handed the name on.
  const left = answer.state === 'unknown' && answer.reason === 'offline' && zone?.zone.authoritative !== false;
  return zone === undefined || left ? undefined : { zone, owner };
}

/**
 * Tells whether no zone of base knows a mail host's address, so that nobody can have set its PTR yet; never without a
 * base. Base is read through when the first address is asked about.
 */
export function newAddressTest(proposal: Proposal): (address: string) => boolean {
  let added: ReadonlySet<string> | undefined;
  return (address) => {
    added ??= newAddresses(proposal);
    return added.has(address);
  };
}

function newAddresses({ mailHosts, base }: Proposal): ReadonlySet<string> {
  if (base === undefined) return new Set();
  const left = new Set(mailHosts.addresses.keys());
  for (const index of base.zones) {
    for (const type of [TYPE_NUMBER.A, TYPE_NUMBER.AAAA]) {
      for (const i of index.ofType(type)) {
        if (left.size === 0) return left;
        left.delete(normalAddress(index.zone.records.data(i)));
      }
    }
  }
  return left;
}
