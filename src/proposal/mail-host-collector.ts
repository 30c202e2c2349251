import { proposedResolver } from '../dns/proposed.ts';
import { offlineResolver } from '../dns/resolver.ts';
import {
  type Address,
  contains,
  formatAddress,
  isPublicMailAddress,
  type Network,
  parseAddress,
} from '../model/address.ts';
import type { Answer, Resolver } from '../model/answer.ts';
import type { Name } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import type { View } from '../model/view.ts';
import type { MailAddress, MailHost, MailHosts, MailRole } from './mail-hosts.ts';

class CollectedHost implements MailHost {
  readonly name: Name;
  readonly roles: MailRole[];
  declaredSender = false;

  constructor(name: Name, role: MailRole) {
    this.name = name;
    // Not an empty array that grows: that keeps room for sixteen, and most hosts have one role.
    this.roles = [role];
  }
}

class CollectedAddress implements MailAddress {
  readonly address: string;
  readonly parsed: Address;
  readonly hosts: MailHost[] = [];
  readonly own: MailRole[] = [];
  recordPlace: Place | undefined;
  declaredNetwork = false;

  constructor(address: string, parsed: Address) {
    this.address = address;
    this.parsed = parsed;
  }

  get place(): Place | undefined {
    return this.recordPlace ?? this.own.find(({ place }) => place !== undefined)?.place;
  }

  get roles(): readonly MailRole[] {
    // A host may serve a hundred thousand domains: its list is shared, not copied.
    if (this.hosts.length === 1 && this.own.length === 0) return this.hosts[0].roles;
    return [...this.hosts.flatMap(({ roles }) => roles), ...this.own];
  }

  get declaredSender(): boolean {
    return this.declaredNetwork || this.own.some(isDeclared) || this.hosts.some((host) => host.declaredSender);
  }
}

function isDeclared({ kind }: MailRole): boolean {
  return kind === 'sender' || kind === 'helo';
}

/** Hosts and addresses as they are found; each once, however many records name it. */
export class MailHostCollector {
  readonly hosts = new Map<Name, CollectedHost>();
  readonly #addresses = new Map<string, CollectedAddress>();
  readonly #outside = new Set<Name>();
  readonly #withoutAddress = new Set<Name>();
  readonly #view: View;
  readonly #resolver: Resolver;
  readonly #filesOnly: Resolver;

  constructor(view: View, resolver: Resolver) {
    this.#view = view;
    this.#resolver = resolver;
    this.#filesOnly = proposedResolver(view, offlineResolver);
  }

  /** A host outside the public proposed zones is passed over: the change cannot mend it. */
  addHost(name: Name, role: MailRole): void {
    let host = this.hosts.get(name);
    if (host === undefined) {
      if (this.#outside.has(name)) return;
      if (this.#view.zoneOf(name)?.zone.public !== true) {
        this.#outside.add(name);
        return;
      }
      host = new CollectedHost(name, role);
      this.hosts.set(name, host);
    } else {
      host.roles.push(role);
    }
    if (isDeclared(role)) host.declaredSender = true;
  }

  /** An address that the Internet cannot reach is passed over. */
  addAddress(parsed: Address, role: MailRole): void {
    this.#enter(parsed)?.own.push(role);
  }

  /** Looks the hosts up in the files; those about which the files say nothing, as below a zone cut, are passed over. */
  addAddressesOfHosts(): void {
    for (const host of this.hosts.values()) {
      const answers = [this.#ask(host.name, 'A'), this.#ask(host.name, 'AAAA')];
      if (answers.every(isUnsaid)) this.hosts.delete(host.name);
      else if (answers.every(({ state }) => state === 'absent')) this.#withoutAddress.add(host.name);
      for (const answer of answers) {
        if (answer.state !== 'found') continue;
        for (const record of answer.records) {
          const parsed = parseAddress(record.address);
          const entry = parsed === undefined ? undefined : this.#enter(parsed);
          if (entry === undefined) continue;
          if (entry.hosts.at(-1) !== host) entry.hosts.push(host);
          entry.recordPlace ??= record.place;
        }
      }
    }
  }

  /**
   * What was found; addresses in a declared network count as a declared sender's. Hosts without an address are no hosts:
   * other rules speak of them, and only their PTR records were of interest.
   */
  result(declaredNetworks: readonly Network[]): MailHosts {
    if (declaredNetworks.length > 0) {
      for (const entry of this.#addresses.values()) {
        entry.declaredNetwork = declaredNetworks.some((network) => contains(network, entry.parsed));
      }
    }
    for (const name of this.#withoutAddress) this.hosts.delete(name);
    return { hosts: this.hosts, addresses: this.#addresses };
  }

  #enter(parsed: Address): CollectedAddress | undefined {
    const text = formatAddress(parsed);
    const known = this.#addresses.get(text);
    if (known !== undefined || !isPublicMailAddress(parsed)) return known;
    const entry = new CollectedAddress(text, parsed);
    this.#addresses.set(text, entry);
    return entry;
  }

  /** What the files answer; the rules' own answer where it comes from there, since that one is kept. */
  #ask<T extends 'A' | 'AAAA'>(name: Name, type: T): Answer<T> {
    const answer = this.#resolver({ name, type });
    if (!(answer instanceof Promise) && answer.state !== 'unknown' && answer.source === 'proposed') {
      return answer as Answer<T>;
    }
    return this.#filesOnly({ name, type }) as Answer<T>;
  }
}

/** Whether the question left the files at once. */
function isUnsaid(answer: Answer): boolean {
  return answer.state === 'unknown' && answer.reason === 'offline' && answer.chain.length === 0;
}
