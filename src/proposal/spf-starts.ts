import type { Name } from '../model/name.ts';
import { isDeclaredSender } from './declared-senders.ts';
import { takesMail } from './mail-domains.ts';
import type { Proposal } from './proposal.ts';
import type { SpfDomain } from './spf-domains.ts';

/** Whether the name has MX records or a declared sender, so that its own record is surely asked for. */
export function isMailDomain({ mailDomains, policy }: Proposal, name: Name): boolean {
  return takesMail(mailDomains.get(name) ?? []) || isDeclaredSender(policy, name);
}

/**
 * The names with one SPF record with which a receiver may begin: those that are not merely a part of another proposed
 * record. What such a part costs is told of the records that include it.
 */
export function* startingDomains(proposal: Proposal): Generator<SpfDomain> {
  const { byName, referrers } = proposal.spfDomains;
  for (const domain of byName.values()) {
    if (domain.records.length !== 1) continue;
    if (!referrers.has(domain.owner) || isMailDomain(proposal, domain.owner)) yield domain;
  }
}

/** All names with one SPF record, parts of others as well. */
export function* singleRecords({ spfDomains }: Proposal): Generator<SpfDomain> {
  for (const domain of spfDomains.byName.values()) if (domain.records.length === 1) yield domain;
}
