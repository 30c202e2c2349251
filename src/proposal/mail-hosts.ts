import { ADDRESS_BITS, type Address, type Network, networkOf, parseAddress } from '../model/address.ts';
import type { Resolver } from '../model/answer.ts';
import { absolute, type Name } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import type { View } from '../model/view.ts';
import { mechanismsOf } from '../spf/record.ts';
import { isNullMx, type MxRrset } from './mail-domains.ts';
import { MailHostCollector } from './mail-host-collector.ts';
import type { Pointers } from './pointers.ts';
import type { PolicyFacts } from './proposal.ts';
import type { SpfDomain } from './spf-domains.ts';

/** Why a host or an address counts as one that handles mail. */
export interface MailRole {
  readonly kind: 'mx' | 'spf-a' | 'spf-address' | 'ptr' | 'sender' | 'helo';
  /** The domain whose mail it handles. */
  readonly domain: Name;
  /** The record that says so; undefined for the policy file. */
  readonly place: Place | undefined;
}

/** A host inside the proposed zones that handles mail; one that surely has no address is none. */
export interface MailHost {
  readonly name: Name;
  readonly roles: readonly MailRole[];
  readonly declaredSender: boolean;
}

/** A globally routable address that mail is sent from or taken at. */
export interface MailAddress {
  /** IPv4 dotted, IPv6 as node:net prints it after normalising. */
  readonly address: string;
  /** The same as a number. */
  readonly parsed: Address;
  /** The mail hosts that have it, in the proposed zones; empty for a bare address in SPF. */
  readonly hosts: readonly MailHost[];
  /** The A or AAAA record, or else the SPF term or the PTR record that names the address. */
  readonly place: Place | undefined;
  readonly roles: readonly MailRole[];
  readonly declaredSender: boolean;
}

export interface MailHosts {
  readonly hosts: ReadonlyMap<Name, MailHost>;
  readonly addresses: ReadonlyMap<string, MailAddress>;
}

/** What the mail hosts of a view are found in; MX RRsets and SPF records were collected once before. */
export interface MailHostSources {
  readonly view: View;
  /** The DNS after the merge; only what the files themselves answer counts here. */
  readonly resolver: Resolver;
  readonly policy: PolicyFacts;
  readonly mailDomains: Iterable<MxRrset>;
  readonly spfDomains: Iterable<SpfDomain>;
  readonly pointers: Pointers;
}

/**
 * The mail hosts of the view's public zones and their addresses: MX targets, declared senders, SPF `a:name` and single
 * addresses, and the addresses whose PTR record names one of these hosts. Nothing is looked up outside the files, and
 * the cost is linear in the MX, SPF and PTR records: address records are read at mail hosts only.
 */
export function findMailHosts(sources: MailHostSources): MailHosts {
  const { view, resolver, policy, mailDomains, spfDomains, pointers } = sources;
  const found = new MailHostCollector(view, resolver);
  for (const rrset of mailDomains) {
    for (const record of rrset) {
      if (isNullMx(record)) continue;
      found.addHost(record.exchange, { kind: 'mx', domain: record.owner, place: record.place });
    }
  }
  addSenders(found, policy);
  for (const domain of spfDomains) addSpf(found, domain);
  found.addAddressesOfHosts();
  addReverse(found, pointers);
  return found.result(policy.senders.flatMap(({ networks }) => networks.flatMap((text) => parseNetwork(text) ?? [])));
}

function addSenders(found: MailHostCollector, policy: PolicyFacts): void {
  for (const sender of policy.senders) {
    const role = (kind: MailRole['kind'], name: Name): MailRole => ({
      kind,
      domain: sender.domains.length > 0 ? absolute(sender.domains[0]) : name,
      place: undefined,
    });
    for (const host of sender.hosts) found.addHost(host, role('sender', host));
    for (const name of sender.helo) found.addHost(name, role('helo', name));
    for (const text of sender.networks) {
      const network = parseNetwork(text);
      if (network === undefined || network.prefix !== ADDRESS_BITS[network.family]) continue;
      found.addAddress({ family: network.family, value: network.base }, role('sender', text));
    }
  }
}

function addSpf(found: MailHostCollector, { owner, records }: SpfDomain): void {
  for (const { record, spf } of records) {
    for (const term of mechanismsOf(spf)) {
      if (term.qualifier !== '+') continue;
      const place = () => record.textPlace?.(term.start, term.end) ?? record.place;
      if (term.name === 'a' && term.domain !== undefined && !term.domain.dynamic) {
        // `a:example.com` at example.com is a bare `a`: often the web server.
        const name = absolute(term.domain.source);
        if (name !== owner) found.addHost(name, { kind: 'spf-a', domain: owner, place: place() });
      } else if (term.address !== undefined && (term.name === 'ip4' ? term.prefix4 === 32 : term.prefix6 === 128)) {
        const address = parseAddress(term.address);
        if (address !== undefined) found.addAddress(address, { kind: 'spf-address', domain: owner, place: place() });
      }
    }
  }
}

function addReverse(found: MailHostCollector, pointers: Pointers): void {
  if (found.hosts.size === 0) return;
  for (const { record, address } of pointers.naming(new Set(found.hosts.keys()))) {
    const host = found.hosts.get(record.target);
    if (host === undefined || address === undefined) continue;
    found.addAddress(address, { kind: 'ptr', domain: host.roles[0].domain, place: record.place });
  }
}

/** A network of the policy file, with or without prefix; undefined where it is none. */
export function parseNetwork(text: string): Network | undefined {
  const [base, prefix, ...rest] = text.split('/');
  const address = parseAddress(base);
  if (address === undefined || rest.length > 0) return undefined;
  const bits = ADDRESS_BITS[address.family];
  if (prefix === undefined) return networkOf(address, bits);
  const length = /^[0-9]{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  return length <= bits ? networkOf(address, length) : undefined;
}
