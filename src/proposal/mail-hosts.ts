import type { Name } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import type { View } from '../model/view.ts';
import type { PolicyFacts } from './proposal.ts';

/** Why a host or an address counts as one that handles mail. */
export interface MailRole {
  readonly kind: 'mx' | 'spf-a' | 'spf-address' | 'ptr' | 'sender' | 'helo';
  /** The domain whose mail it handles. */
  readonly domain: Name;
  /** The record that says so; undefined for the policy file. */
  readonly place: Place | undefined;
}

/** A host inside the proposed zones that handles mail. */
export interface MailHost {
  readonly name: Name;
  readonly roles: readonly MailRole[];
  readonly declaredSender: boolean;
}

/** A globally routable address that mail is sent from or taken at. */
export interface MailAddress {
  /** IPv4 dotted, IPv6 as node:net prints it after normalising. */
  readonly address: string;
  /** The mail hosts that have it, in the proposed zones; empty for a bare address in SPF. */
  readonly hosts: readonly MailHost[];
  /** The A or AAAA record, or else the SPF term that names the address. */
  readonly place: Place | undefined;
  readonly roles: readonly MailRole[];
  readonly declaredSender: boolean;
}

export interface MailHosts {
  readonly hosts: ReadonlyMap<Name, MailHost>;
  readonly addresses: ReadonlyMap<string, MailAddress>;
}

/** The mail hosts of the view's judged public zones: MX targets, declared senders, SPF `a:name` and single addresses, and PTR targets equal to one of these. */
export function findMailHosts(_view: View, _policy: PolicyFacts): MailHosts {
  return { hosts: new Map(), addresses: new Map() };
}
