import { ADDRESS_BITS, formatAddress, isPublicMailAddress, type Network, parseAddress } from '../model/address.ts';
import { type AddressSet, isEmpty, rangeOf, subtract } from '../model/address-set.ts';
import type { Effect } from '../model/effect.ts';
import { type Name, plain } from '../model/name.ts';
import type { NetworkVerdict } from '../spf/brought-by.ts';
import type { SpfVerdict } from '../spf/evaluate.ts';
import { declaresSender } from './declared-senders.ts';
import { takesMail } from './mail-domains.ts';
import { parseNetwork } from './mail-hosts.ts';
import type { Proposal, Sender } from './proposal.ts';
import { byVerdict, type WorkedOutSide } from './spf-comparison.ts';
import type { SpfDomain } from './spf-domains.ts';

/** A domain with one SPF record and who is declared to send mail as it. */
export interface SenderDomain {
  readonly spf: SpfDomain;
  readonly senders: readonly Sender[];
}

/** An address of a declared sender; what the Internet cannot reach is none. */
export interface SenderAddress {
  readonly host: Name;
  readonly address: string;
  /** The name that the host greets with, as far as that is declared. */
  readonly helo: Name | undefined;
}

/** The proposed domains whose senders are declared, one with one SPF record each. */
export function* senderDomains(proposal: Proposal): Generator<SenderDomain> {
  if (proposal.policy.senders.length === 0) return;
  for (const spf of proposal.spfDomains.byName.values()) {
    if (spf.records.length !== 1) continue;
    const senders = declaredFor(spf.owner, proposal);
    if (senders.length > 0) yield { spf, senders };
  }
}

/**
 * Who is declared to send mail as a domain. A pattern for many names means those that mail comes from: not the parts of
 * other records, and not the names of mail hosts, whose records are about themselves.
 */
export function declaredFor(domain: Name, { policy, mailDomains, mailHosts, spfDomains }: Proposal): Sender[] {
  return policy.senders.filter(({ domains }) =>
    domains.some((pattern) => {
      if (!declaresSender(pattern, domain)) return false;
      if (!pattern.startsWith('*') || takesMail(mailDomains.get(domain) ?? [])) return true;
      return !spfDomains.referrers.has(domain) && !domain.startsWith('*.') && !mailHosts.hosts.has(domain);
    }),
  );
}

/** Every address of a sender's hosts; what has no answer is noted for the domain. */
export function* addressesOfSender(sender: Sender, domain: Name, proposal: Proposal): Effect<SenderAddress[]> {
  const found: SenderAddress[] = [];
  const subject = plain(domain);
  for (const host of sender.hosts) {
    const helo = sender.helo.includes(host) ? host : sender.helo[0];
    const v4 = yield* proposal.ask(host, 'A', subject);
    const v6 = yield* proposal.ask(host, 'AAAA', subject);
    for (const answer of [v4, v6]) {
      if (answer.state !== 'found') continue;
      for (const { address } of answer.records) {
        const parsed = parseAddress(address);
        if (parsed !== undefined && isPublicMailAddress(parsed)) {
          found.push({ host, address: formatAddress(parsed), helo });
        }
      }
    }
  }
  return found;
}

/** The declared networks of a sender; a single address is a network of its whole length. */
export function networksOfSender(sender: Sender): Network[] {
  return sender.networks.flatMap((text) => parseNetwork(text) ?? []);
}

/** Whether a network is one address. */
export function isSingle({ family, prefix }: Network): boolean {
  return prefix === ADDRESS_BITS[family];
}

/** The parts of a network that do not pass, or not surely, by what they get. */
export function notPassing(network: Network, side: WorkedOutSide): { verdict: NetworkVerdict; set: AddressSet }[] {
  const { family } = network;
  const whole: AddressSet = { family, ranges: [rangeOf(network)] };
  const rest = subtract(whole, side.authorisation[`pass${family}`]);
  if (isEmpty(rest)) return [];
  const sure = subtract(rest, side.mayPass[`pass${family}`]);
  const open = subtract(rest, sure);
  return [
    ...byVerdict(side.authorisation, sure),
    ...(isEmpty(open) ? [] : [{ verdict: 'unknown' as const, set: open }]),
  ];
}

/** A verdict that says that mail is not authorised. */
export type Refusal = 'fail' | 'softfail' | 'neutral';

/** Whether a verdict is a refusal; an error or an open question is none. */
export function isRefused(verdict: NetworkVerdict | SpfVerdict): verdict is Refusal {
  return verdict === 'fail' || verdict === 'softfail' || verdict === 'neutral';
}
