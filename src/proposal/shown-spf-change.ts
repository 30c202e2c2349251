import { formatNetwork } from '../model/address.ts';
import { networksOf } from '../model/address-set.ts';
import { compareDomains } from '../model/compare-domains.ts';
import { type Effect, run } from '../model/effect.ts';
import { groupBy } from '../model/group-by.ts';
import { type Name, plain } from '../model/name.ts';
import type {
  ShownNetworkChange,
  ShownNetworks,
  ShownSender,
  ShownSide,
  ShownSpfChange,
  ShownVerdict,
} from '../model/spf-shown.ts';
import { type Brought, broughtBy } from '../spf/brought-by.ts';
import type { SpfVerdict } from '../spf/evaluate.ts';
import { reachedTerms } from '../spf/reached.ts';
import { shownTree, stateOf } from '../spf/shown-tree.ts';
import type { SpfTree } from '../spf/tree.ts';
import type { Proposal } from './proposal.ts';
import { addressesOfSender, declaredFor, networksOfSender, notPassing } from './sender-domains.ts';
import type { IsOwn } from './shard.ts';
import type { SpfChange } from './spf-change.ts';
import { type NetworkChange, type SpfSide, sideOf } from './spf-comparison.ts';

/** Networks listed for one term; a vendor's include brings a few dozen. */
const MAX_NETWORKS = 100;

/**
 * What the change does to the SPF of every domain where it does something, as plain data for the report. `isOwn` picks the
 * domains of a part of a divided run.
 */
export async function shownSpfChanges(proposal: Proposal, isOwn: IsOwn = () => true): Promise<ShownSpfChange[]> {
  const started = proposal.spfChanges.domains.filter(isOwn).map((domain) => run(shownSpfChange(domain, proposal)));
  return (await Promise.all(started)).filter((change) => change !== undefined);
}

/** Changes that are the same in several views, as those of a domain that they share, once; by domain. */
export function distinctChanges(changes: readonly ShownSpfChange[]): ShownSpfChange[] {
  const distinct = new Map(changes.map((change) => [JSON.stringify(change), change]));
  return [...distinct.values()].sort((a, b) => compareDomains(a.domain, b.domain));
}

/** What the change does to the SPF of one domain; undefined where that is nothing. */
export function* shownSpfChange(domain: Name, proposal: Proposal): Effect<ShownSpfChange | undefined> {
  const change = yield* proposal.spfChanges.of(domain);
  return change && (yield* shown(change, proposal));
}

/** The networks that a tree lets pass, by the terms that bring them, and what everyone else gets. */
export function shownAuthorised(tree: SpfTree): {
  networks: ShownNetworks[];
  others: ShownVerdict;
  complete: boolean;
} {
  const { authorisation, others } = sideOf(tree);
  const brought = [...broughtBy(tree, authorisation.pass4), ...broughtBy(tree, authorisation.pass6)];
  const byTerm = groupBy(brought, ({ path }) => path[path.length - 1]);
  return {
    networks: [...byTerm.values()].map((group) => shownBrought(group, plain(group[0].record.domain))),
    others,
    complete: authorisation.complete,
  };
}

function* shown(change: SpfChange, proposal: Proposal): Effect<ShownSpfChange> {
  return {
    domain: plain(change.domain),
    before: shownSide(change.before),
    after: shownSide(change.after),
    lost: shownNetworks(change.lost, change),
    gained: shownNetworks(change.gained, change),
    senders: yield* shownSenders(change, proposal),
    tree: shownTree(change.after.tree),
    treeChanged: textsOf(change.before) !== textsOf(change.after),
  };
}

/** All records of a tree as one text. */
function textsOf({ tree }: SpfSide): string {
  return [...reachedTerms(tree.root)].map(({ node, domain }) => `${domain.domain} ${node.term.source}`).join('\n');
}

/** A side as plain data. */
export function shownSide({ tree, others }: SpfSide): ShownSide {
  const { root, lookups, atLeast, voids4, voids6 } = tree;
  return {
    state: stateOf(root.selection),
    lookups,
    atLeast,
    voids4: voids4.length,
    voids6: voids6.length,
    others,
  };
}

function shownNetworks(changes: readonly NetworkChange[], change: SpfChange): ShownNetworkChange[] {
  const ownRecords = [change.before.tree.root, change.after.tree.root];
  const byTerms = groupBy(changes, ({ path, before, after }) =>
    [before, after, ...path.map(({ term }) => `${term.start} ${term.source}`)].join(' '),
  );
  return [...byTerms.values()].map((group) => {
    const [{ record, before, after }] = group;
    // Domains with the same record share one comparison, so the own record may go by another name there.
    const domain = plain(ownRecords.includes(record) ? change.domain : record.domain);
    return { ...shownBrought(group, domain), before, after };
  });
}

/** Networks of both families that the same terms bring. */
function shownBrought(group: readonly Pick<Brought, 'set' | 'path'>[], domain: string): ShownNetworks {
  const networks = group.flatMap(({ set }) => networksOf(set));
  return {
    networks: networks.slice(0, MAX_NETWORKS).map(formatNetwork),
    more: Math.max(0, networks.length - MAX_NETWORKS),
    terms: group[0].path.map(({ term }) => term.source),
    domain,
  };
}

/** Every address and network of the domain's declared senders, on both sides. */
function* shownSenders({ domain, before, after }: SpfChange, proposal: Proposal): Effect<ShownSender[]> {
  const senders: ShownSender[] = [];
  for (const sender of declaredFor(domain, proposal)) {
    for (const { host, address, helo } of yield* addressesOfSender(sender, domain, proposal)) {
      const was = yield* proposal.baseSpf!.spfVerdict(domain, address, helo);
      const is = yield* proposal.spfVerdict(domain, address, helo);
      senders.push({ host: plain(host), address, before: verdictOf(was.result), after: verdictOf(is.result) });
    }
    const networks = networksOfSender(sender);
    if (networks.length === 0) continue;
    const [wasSide, isSide] = [sideOf(before.tree), sideOf(after.tree)];
    for (const network of networks) {
      const [was] = notPassing(network, wasSide);
      const [is] = notPassing(network, isSide);
      senders.push({
        host: null,
        address: formatNetwork(network),
        before: was?.verdict ?? 'pass',
        after: is?.verdict ?? 'pass',
      });
    }
  }
  return senders;
}

/** A check that ended because of a lookup is an open question. */
function verdictOf(result: SpfVerdict): ShownVerdict {
  return result === 'temperror' ? 'unknown' : result;
}
