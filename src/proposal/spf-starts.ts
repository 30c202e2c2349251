import type { Effect } from '../model/effect.ts';
import type { Name } from '../model/name.ts';
import type { View } from '../model/view.ts';
import { isReference } from '../spf/domain-lookup.ts';
import { costsLookup, lookupCost } from '../spf/lookup-cost.ts';
import type { Term } from '../spf/record.ts';
import type { SpfTree } from '../spf/tree.ts';
import { isDeclaredSender } from './declared-senders.ts';
import { takesMail } from './mail-domains.ts';
import type { Proposal } from './proposal.ts';
import type { SpfDomain } from './spf-domains.ts';

/** Whether the name has MX records or a declared sender, so that its own record is surely asked for. */
export function isMailDomain({ mailDomains, policy }: Proposal, name: Name): boolean {
  return takesMail(mailDomains.get(name) ?? []) || isDeclaredSender(policy, name);
}

/** Whether a record leads to another one. */
export function leadsOn({ records: [{ spf }] }: SpfDomain): boolean {
  return spf.terms.some(isReference);
}

/** Whether a term of a record may ask for names that do not exist: a bare `a` beside an address surely does not. */
export function mayBeVoid(view: View): (domain: SpfDomain) => boolean {
  const hasAddress = (owner: Name) => view.at(owner, 'A').length > 0 || view.at(owner, 'AAAA').length > 0;
  const isOwnAddress = (term: Term) => term.kind === 'mechanism' && term.name === 'a' && term.domain === undefined;
  return ({ owner, records: [{ spf }] }) => {
    const asking = spf.terms.filter(costsLookup);
    return asking.length > 0 && !(asking.every(isOwnAddress) && hasAddress(owner));
  };
}

/** Whether a record may ask for more mail exchangers than an evaluator looks at. */
export function mayAskForMx(domain: SpfDomain): boolean {
  return leadsOn(domain) || domain.records[0].spf.terms.some(({ name }) => name === 'mx');
}

/** Whether checking a record can take so many lookups; what one that leads on takes is not known before. */
export function mayCost(lookups: number): (domain: SpfDomain) => boolean {
  const own = ({ records: [{ spf }] }: SpfDomain) => spf.terms.reduce((sum, term) => sum + lookupCost(term), 0);
  return (domain) => leadsOn(domain) || own(domain) >= lookups;
}

/**
 * The names with one SPF record with which a receiver may begin: those that are not merely a part of another proposed
 * record. What such a part costs is told of the records that include it.
 */
export function* startingDomains(proposal: Proposal, matters: (domain: SpfDomain) => boolean): Generator<SpfDomain> {
  const { referrers } = proposal.spfDomains;
  for (const domain of singleRecords(proposal, matters)) {
    if (!referrers.has(domain.owner) || isMailDomain(proposal, domain.owner)) yield domain;
  }
}

/** All names with one SPF record, parts of others as well. */
export function* singleRecords(
  { spfDomains }: Proposal,
  matters: (domain: SpfDomain) => boolean,
): Generator<SpfDomain> {
  for (const domain of spfDomains.byName.values()) if (domain.records.length === 1 && matters(domain)) yield domain;
}

/**
 * The tree of the one record at a proposed name. Undefined where the DNS would answer with another text, because the
 * name lies below a zone cut: then nothing in the tree has its place in the record.
 */
export function* treeOfRecord({ owner, records: [txt] }: SpfDomain, proposal: Proposal): Effect<SpfTree | undefined> {
  const tree = yield* proposal.spfTree(owner);
  const { selection } = tree.root;
  return selection.state === 'one' && selection.spf.text === txt.text ? tree : undefined;
}
