import { absolute, isWithin, type Name } from '../model/name.ts';
import type { PolicyFacts } from './proposal.ts';

/** Whether a policy file's domain pattern means a name: itself, `*.` for everything below a name, `*` for every name. */
export function matchesDomain(pattern: string, name: Name): boolean {
  if (pattern === '*') return true;
  if (!pattern.startsWith('*.')) return absolute(pattern) === name;
  const parent = absolute(pattern.slice(2));
  return name !== parent && isWithin(name, parent);
}

/**
 * Whether a sender's pattern means a name. One for many names means no name with an underscore: those hold keys and parts
 * of records, and mail comes from none of them.
 */
export function declaresSender(pattern: string, name: Name): boolean {
  return matchesDomain(pattern, name) && !(pattern.startsWith('*') && name.includes('_'));
}

/** Whether the policy file declares who sends mail as this domain. */
export function isDeclaredSender(policy: PolicyFacts, name: Name): boolean {
  return policy.senders.some(({ domains }) => domains.some((pattern) => declaresSender(pattern, name)));
}

/** The domains that the policy file declares by their own name. */
export function declaredDomains(policy: PolicyFacts): Name[] {
  const plain = policy.senders.flatMap(({ domains }) => domains.filter((pattern) => !pattern.startsWith('*')));
  return [...new Set(plain.map(absolute))];
}
