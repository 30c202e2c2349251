import { formatNetwork, type Network } from '../model/address.ts';
import { networksOf } from '../model/address-set.ts';
import { plain } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import { quoted } from '../model/quoted.ts';
import type { NetworkVerdict } from '../spf/brought-by.ts';
import type { Term } from '../spf/record.ts';
import type { DomainNode, TermNode } from '../spf/tree.ts';
import type { Proposal } from './proposal.ts';
import type { SpfChange } from './spf-change.ts';
import type { NetworkChange } from './spf-comparison.ts';
import { isMailDomain } from './spf-starts.ts';
import { listed } from './spf-words.ts';
import { placeInText } from './text-edit.ts';

/** Networks named of one term, and terms named of one change. */
const MAX_NETWORKS = 6;
const MAX_TERMS = 5;

/** `198.51.100.16/28 (by “ip4:198.51.100.16/28” in the record of _spf.example.com)`, for each term. */
export function networksText(changes: readonly NetworkChange[], change: SpfChange): string {
  return listed(
    changes.map((one) => `${listed(networksOf(one.set).map(formatNetwork), MAX_NETWORKS)} (by ${byText(one, change)})`),
    MAX_TERMS,
  );
}

/** The term that names the addresses, and where that is not in the domain's own record, whose record that is. */
function byText({ path, record }: NetworkChange, { before, after }: SpfChange): string {
  const term = quoted(path[path.length - 1].term.source);
  const isOwn = record === before.tree.root || record === after.tree.root;
  return isOwn ? term : `${term} in the record of ${plain(record.domain)}`;
}

/** What receivers do with mail of a verdict, as a clause with the verdict in it. */
export function consequenceOf(verdict: NetworkVerdict): string {
  switch (verdict) {
    case 'fail':
      return 'receivers then answer “fail”, and many refuse the mail';
    case 'softfail':
      return 'receivers then answer “softfail”, and many sort the mail out as suspicious';
    case 'neutral':
      return 'receivers then answer “neutral”, which is no better than no SPF at all';
    default:
      return `receivers then answer “${verdict}”`;
  }
}

/** A network as a term: `ip4:192.0.2.0/24`. */
export function asTerm(network: Network): string {
  return `ip${network.family}:${formatNetwork(network)}`;
}

/** The place of a term of the domain's tree after the change, where its record stands in a file. */
export function placeAfter({ path, record }: NetworkChange, change: SpfChange, proposal: Proposal): Place | undefined {
  const isOwn = record === change.after.tree.root;
  const { term } = path[path.length - 1];
  return placeOfTerm(term, isOwn ? change.domain : record.domain, proposal, 'head');
}

/** The place of a term of the tree before the change. */
export function placeBefore({ path, record }: NetworkChange, change: SpfChange, proposal: Proposal): Place | undefined {
  const isOwn = record === change.before.tree.root;
  const { term } = path[path.length - 1];
  return placeOfTerm(term, isOwn ? change.domain : record.domain, proposal, 'base');
}

function placeOfTerm(term: Term, domain: string, { view, base }: Proposal, side: 'head' | 'base'): Place | undefined {
  const records = (side === 'head' ? view : base)?.at(domain, 'TXT') ?? [];
  const own = records.find((record) => record.strings.join('').slice(term.start, term.end) === term.source);
  return own && placeInText(own, term.start, term.end);
}

/** The one SPF record after the change that people would edit: the one that the term stood in, else the domain's own. */
export function recordToEdit({ record }: { readonly record: DomainNode }, change: SpfChange, proposal: Proposal) {
  const { byName } = proposal.spfDomains;
  const isOwn = record === change.before.tree.root || record === change.after.tree.root;
  const at = (domain: string) => {
    const records = byName.get(domain)?.records ?? [];
    return records.length === 1 ? { domain, txt: records[0] } : undefined;
  };
  return (isOwn ? undefined : at(record.domain)) ?? at(change.domain);
}

/** Whether a term is a network by its own words. */
export function isLiteral({ term }: TermNode): boolean {
  return term.name === 'ip4' || term.name === 'ip6';
}

/**
 * Whether a mail host only moved: its own name's record (for HELO, RFC 7208 §2.3) follows its address with a bare `a`,
 * which is what that record is for.
 */
export function isOwnMove({ path }: NetworkChange, { domain }: SpfChange, proposal: Proposal): boolean {
  const [{ term, target }] = path;
  return (
    term.name === 'a' && target === domain && proposal.mailHosts.hosts.has(domain) && !isMailDomain(proposal, domain)
  );
}
