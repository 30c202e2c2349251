import { formatNetwork } from '../model/address.ts';
import { networksOf } from '../model/address-set.ts';
import { type Effect, run } from '../model/effect.ts';
import { plain } from '../model/name.ts';
import type { ShownNetworkChange, ShownSender, ShownSide, ShownSpfChange, ShownVerdict } from '../model/spf-shown.ts';
import type { SpfVerdict } from '../spf/evaluate.ts';
import { reachedTerms } from '../spf/reached.ts';
import { shownTree, stateOf } from '../spf/shown-tree.ts';
import type { Proposal } from './proposal.ts';
import { addressesOfSender, declaredFor, networksOfSender, notPassing } from './sender-domains.ts';
import type { SpfChange } from './spf-change.ts';
import type { NetworkChange, SpfSide } from './spf-comparison.ts';

/** Networks listed for one term; a vendor's include brings a few dozen. */
const MAX_NETWORKS = 100;

/** What the change does to the SPF of every domain where it does something, as plain data for the report. */
export async function shownSpfChanges(proposal: Proposal): Promise<ShownSpfChange[]> {
  const { spfChanges } = proposal;
  const started = spfChanges.domains.map((domain) =>
    run(
      (function* (): Effect<ShownSpfChange | undefined> {
        const change = yield* spfChanges.of(domain);
        return change && (yield* shown(change, proposal));
      })(),
    ),
  );
  return (await Promise.all(started)).filter((change) => change !== undefined);
}

function* shown(change: SpfChange, proposal: Proposal): Effect<ShownSpfChange> {
  return {
    domain: plain(change.domain),
    before: shownSide(change.before),
    after: shownSide(change.after),
    lost: change.lost.map((networks) => shownNetworks(networks, change)),
    gained: change.gained.map((networks) => shownNetworks(networks, change)),
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

function shownNetworks(
  { set, path, record, before, after }: NetworkChange,
  { domain, before: was, after: is }: SpfChange,
): ShownNetworkChange {
  const networks = networksOf(set);
  // Domains with the same record share one comparison, so the own record may go by another name there.
  const isOwn = record === was.tree.root || record === is.tree.root;
  return {
    networks: networks.slice(0, MAX_NETWORKS).map(formatNetwork),
    more: Math.max(0, networks.length - MAX_NETWORKS),
    terms: path.map(({ term }) => term.source),
    domain: plain(isOwn ? domain : record.domain),
    before,
    after,
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
    for (const network of networksOfSender(sender)) {
      const [was] = notPassing(network, before);
      const [is] = notPassing(network, after);
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
