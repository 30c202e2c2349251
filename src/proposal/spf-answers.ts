import type { Answer, Resolver } from '../model/answer.ts';
import { type Effect, wait } from '../model/effect.ts';
import { type Name, plain } from '../model/name.ts';
import type { DnsRecord, QueryType } from '../model/record.ts';
import { checkHost, type SpfResult } from '../spf/evaluate.ts';
import type { SpfRecord } from '../spf/record.ts';
import type { SpfTree } from '../spf/tree.ts';
import { type Ask, SharedWalks, walk } from '../spf/walk.ts';

/** SPF as one state of the DNS has it. */
export interface SpfAnswers {
  /** The static tree of a domain's record. Not kept: a walk costs little, and the trees of an estate cost memory. */
  spfTree(domain: Name): Effect<SpfTree>;
  /** See `Proposal.spfVerdict`. */
  spfVerdict(domain: Name, address: string, helo?: Name): Effect<SpfResult>;
}

/** SPF by the answers of a resolver; open questions are not noted. */
export function spfAnswers(resolver: Resolver, parse: (text: string) => SpfRecord): SpfAnswers {
  const shared = new SharedWalks();
  const ask: Ask = function* (name, type) {
    return withoutProxied((yield* wait(resolver({ name, type }))) as Answer<typeof type>);
  };
  return {
    spfTree: (domain) => walk(domain, ask, parse, shared),
    spfVerdict: (domain, address, helo) => spfVerdict(domain, address, helo, ask, parse),
  };
}

/**
 * What check_host() says of mail from an address, in text form, whose sender is the postmaster of a domain. `helo` is the
 * name that the server greets with, the domain where none is known.
 */
export function spfVerdict(
  domain: Name,
  address: string,
  helo: Name | undefined,
  ask: Ask,
  parse: (text: string) => SpfRecord,
): Effect<SpfResult> {
  const name = plain(domain);
  const query = { ip: address, domain: name, sender: `postmaster@${name}`, helo: plain(helo ?? domain) };
  return checkHost(query, ask, parse);
}

/**
 * An answer as SPF evaluators get it: of a name behind a proxy the addresses are those of the provider's network, which
 * no file says.
 */
export function withoutProxied<T extends QueryType>(answer: Answer<T>): Answer<T> {
  if (answer.state !== 'found' || answer.source !== 'proposed') return answer;
  // Records of the view are whole records; only those of live DNS have no traits.
  if (!(answer.records as readonly Partial<DnsRecord>[]).some(({ traits }) => traits?.proxied === true)) return answer;
  return {
    state: 'unknown',
    reason: 'hole',
    detail: 'the proxy answers with addresses of its own',
    chain: answer.chain,
  };
}
