import type { Answered } from '../model/answer.ts';
import type { Effect } from '../model/effect.ts';
import { type Name, plain } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import { exchangePlace, type MailExchanger, suspectedExchangers } from './mail-exchangers.ts';
import type { MailAddress } from './mail-hosts.ts';
import type { Proposal } from './proposal.ts';

/** A name that other mail servers see of a mail host, where it was found, and how to speak of it. */
export interface MailName {
  readonly name: Name;
  readonly use: 'mx' | 'ptr' | 'helo';
  /** The finding's subject: the domain, the address, or the name itself. */
  readonly subject: string;
  readonly place: Place | undefined;
  /** A clause that ends in the name: `Mail to example.com goes to mail.local`. */
  readonly introduction: string;
  /** What happens when the name is of no use, as a clause. */
  readonly consequence: string;
  /** The domain that is served; undefined where the name is not about one. */
  readonly domain: Name | undefined;
  /** The MX record that says it. */
  readonly exchanger?: MailExchanger;
}

/** Where mail names come from: an MX record, an address of a mail host through its PTR records, the policy file. */
export type MailNameSource =
  | ({ readonly use: 'mx' } & MailExchanger)
  | { readonly use: 'ptr'; readonly address: MailAddress }
  | { readonly use: 'helo'; readonly name: Name };

/** Whether a rule has anything to say about a name; asked for every name before anything is made for it. */
export type Suspicion = (name: Name) => boolean;

/** The sources that may give a name that a rule suspects: of PTR records nobody knows before they are looked up. */
export function* mailNameSources(proposal: Proposal, suspects: Suspicion): Generator<MailNameSource> {
  yield* chosenNameSources(proposal, suspects);
  for (const address of proposal.mailHosts.addresses.values()) yield { use: 'ptr', address };
}

/** The sources whose names are chosen by the owner of the domain: MX records and HELO names, no PTR records. */
export function* chosenNameSources(proposal: Proposal, suspects: Suspicion): Generator<MailNameSource> {
  for (const { record, rrset } of suspectedExchangers(proposal, suspects)) yield { use: 'mx', record, rrset };
  const helo = new Set(proposal.policy.senders.flatMap((sender) => sender.helo));
  for (const name of helo) if (suspects(name)) yield { use: 'helo', name };
}

/** The suspected names of one source; PTR records are looked up, and none are given where they are not known. */
export function* mailNames(
  source: MailNameSource,
  proposal: Proposal,
  suspects: Suspicion,
): Effect<readonly MailName[]> {
  if (source.use === 'mx') return [ofExchanger(source)];
  if (source.use === 'helo') return [ofHelo(source.name)];
  const { address, place } = source.address;
  const answer = yield* proposal.pointersAt(source.address);
  if (answer.state !== 'found') return [];
  return answer.records.filter(({ target }) => suspects(target)).map((record) => ofPointer(record, address, place));
}

function ofPointer(record: Answered<'PTR'>, address: string, place: Place | undefined): MailName {
  return {
    name: record.target,
    use: 'ptr',
    subject: address,
    place: record.targetPlace ?? record.place ?? place,
    introduction: `The PTR record (the name that others find for an address) of ${address} says ${plain(record.target)}`,
    consequence: 'many mail servers refuse mail from an address whose name they cannot look up',
    domain: undefined,
  };
}

function ofExchanger(exchanger: MailExchanger): MailName {
  const { record, rrset } = exchanger;
  const domain = plain(record.owner);
  const name = plain(record.exchange);
  return {
    name: record.exchange,
    use: 'mx',
    subject: domain,
    place: exchangePlace(record),
    introduction:
      rrset.length === 1 ? `Mail to ${domain} goes to ${name}` : `One of the mail hosts of ${domain} is ${name}`,
    consequence: 'senders cannot find it, and mail for it bounces',
    domain: record.owner,
    exchanger,
  };
}

function ofHelo(name: Name): MailName {
  return {
    name,
    use: 'helo',
    subject: plain(name),
    place: undefined,
    introduction: `The policy file declares that a mail server greets others (HELO) as ${plain(name)}`,
    consequence: 'many mail servers refuse a server whose greeting they cannot look up',
    domain: undefined,
  };
}
