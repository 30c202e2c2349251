import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { type Cost, costsOf } from '../spf/costs.ts';
import type { SpfTree, TermNode } from '../spf/tree.ts';
import type { Proposal } from './proposal.ts';
import type { SpfDomain } from './spf-domains.ts';
import { treeOfRecord } from './spf-starts.ts';
import { counted, listed, placeOfText } from './spf-words.ts';

/** Terms listed with their cost; the dearest are what matters. */
const MAX_LISTED = 12;

/** `13 DNS lookups`; `at least 13 DNS lookups (2 terms could not be looked up)` where a part of the tree is not known. */
function lookupsText({ lookups, atLeast, truncated, unverified }: SpfTree): string {
  const known = `${atLeast || truncated ? 'at least ' : ''}${counted(lookups, 'DNS lookup')}`;
  return unverified.length === 0 ? known : `${known} (${counted(unverified.length, 'term')} could not be looked up)`;
}

/**
 * What a domain's record costs its receivers, as the rules about the limit say it; undefined where it has no one record,
 * or one that takes fewer lookups than `from`: most do, and the words are for the rest.
 */
export function* lookupCost(domain: SpfDomain, proposal: Proposal, from: number) {
  const tree = yield* treeOfRecord(domain, proposal);
  if (tree === undefined || tree.lookups < from) return undefined;
  const [txt] = domain.records;
  const subject = plain(domain.owner);
  return {
    lookups: tree.lookups,
    takes: `Checking mail from ${subject} takes ${lookupsText(tree)}`,
    each: `What each term costs: ${costsText(tree)}.`,
    about: { subject, count: tree.lookups, place: placeOfText(txt), advice: savingsText(tree, proposal) },
  };
}

/** What each term of the record costs, the dearest first: `“include:a” 5, “mx” 1`. */
function costsText(tree: SpfTree): string {
  return listed(costsOf(tree).map(costText), MAX_LISTED);
}

/** What to do about it, the certain things first; addresses in place of names only for hosts of the proposed zones. */
function savingsText(tree: SpfTree, { view }: Proposal): string {
  const costs = costsOf(tree);
  const again = costs.filter(({ remark }) => remark === 'again');
  const nothing = costs.filter(({ remark }) => remark === 'nothing');
  const pointers = costs.filter(({ node }) => node.term.name === 'ptr');
  const isOwn = (name: Name) => view.zoneOf(name) !== undefined;
  const hosts = costs.filter(({ node, remark }) => remark === undefined && namesOfHosts(node).some(isOwn));
  const steps = [
    again.length > 0 ? `Delete what stands there twice: ${names(again)}.` : '',
    nothing.length > 0 ? `Delete what leads to nothing: ${names(nothing)}.` : '',
    pointers.length > 0 ? `Delete ${names(pointers)}, which receivers are told not to use.` : '',
    'Delete the includes of services that no longer send for the domain.',
    hosts.length > 0
      ? `Write the addresses of your own servers as ip4: and ip6:, which cost nothing, in place of ${names(hosts)}.`
      : '',
    'Mail of a service can also have a subdomain of its own, with its own record.',
  ];
  return steps.filter(Boolean).join(' ');
}

/** The hosts that an `a` or `mx` term stands for. */
function namesOfHosts({ term, target, exchanges }: TermNode): readonly Name[] {
  if (term.name === 'mx') return exchanges;
  return term.name === 'a' && target !== undefined ? [target] : [];
}

function costText({ node, lookups, remark }: Cost): string {
  const note = remark === 'again' ? ' (a second time)' : remark === 'nothing' ? ' (leads to nothing)' : '';
  return `${quoted(node.term.source)} ${lookups}${note}`;
}

function names(costs: readonly Cost[]): string {
  return listed(
    costs.map(({ node }) => quoted(node.term.source)),
    MAX_LISTED,
  );
}
