import { type Effect, memo } from '../model/effect.ts';
import type { Name } from '../model/name.ts';
import { textOf } from '../model/record.ts';
import type { View } from '../model/view.ts';
import { costsLookup } from '../spf/lookup-cost.ts';
import { isSpf } from '../spf/parse.ts';
import { reachedTerms } from '../spf/reached.ts';
import type { SpfRecord } from '../spf/record.ts';
import { isSameTree } from '../spf/same-tree.ts';
import type { DomainNode, SpfTree } from '../spf/tree.ts';
import type { Proposal } from './proposal.ts';
import { hasSameFiles } from './same-files.ts';
import { settleLost } from './settle-lost.ts';
import { compareSpf, hasEffect, type SpfComparison } from './spf-comparison.ts';
import { findSpfDomains } from './spf-domains.ts';
import { isMailDomain } from './spf-starts.ts';

/** What a change does to the SPF of one domain. */
export interface SpfChange extends SpfComparison {
  readonly domain: Name;
}

/** What the change does to the SPF of a view. */
export interface SpfChanges {
  /** The domains whose SPF may have changed, also where their own files did not. */
  readonly domains: readonly Name[];
  /** The change of one of them, compared once for all rules; undefined where nothing has another effect or cost. */
  of(domain: Name): Effect<SpfChange | undefined>;
}

const NO_CHANGES: SpfChanges = {
  domains: [],
  // biome-ignore lint/correctness/useYield: there is nothing to wait for
  *of() {
    return undefined;
  },
};

/**
 * Finds the domains to compare: where no file differs there are none, unless it is one view with two days' answers; a record that needs no lookup is compared by its
 * text; and records with the same text on both sides that say nothing about the domain itself share one comparison, so
 * that ten thousand domains that include one vendor cost one.
 */
export function findSpfChanges(proposal: Proposal): SpfChanges {
  const { view, base, baseSpf, spfDomains } = proposal;
  if (base === undefined || baseSpf === undefined || (view !== base && hasSameFiles(view, base))) return NO_CHANGES;
  const same = new Map<DomainNode, DomainNode>();

  function* compare(domain: Name): Effect<SpfChange | undefined> {
    const after = yield* proposal.spfTree(domain);
    const before = yield* baseSpf!.spfTree(domain);
    if (isSameTree(before, after, same)) return undefined;
    if (before.root.selection.state === 'unknown' || after.root.selection.state === 'unknown') return undefined;
    const compared = compareSpf(before, after);
    const comparison = { ...compared, lost: yield* settleLost(compared.lost, domain, proposal) };
    return hasEffect(comparison) ? { domain, ...comparison } : undefined;
  }

  const byText = memo(function* ({ owner }: SharedText) {
    const change = yield* compare(owner);
    const trees = [yield* proposal.spfTree(owner), ...(change === undefined ? [] : [change.before.tree])];
    return { change, below: domainsBelow(trees) };
  });
  const texts = new Map<string, SharedText>();

  const of = memo(function* (domain: Name): Effect<SpfChange | undefined> {
    const spf = unchangedRecord(domain, proposal);
    if (spf === undefined || !isIndependent(spf)) return yield* compare(domain);
    let text = texts.get(spf.text);
    if (text === undefined) {
      text = { owner: domain };
      texts.set(spf.text, text);
    }
    const { change, below } = yield* byText(text);
    if (domain === text.owner) return change;
    // A record that leads back to its own domain is a loop there and nowhere else.
    if (below === 'loop' || below.has(domain)) return yield* compare(domain);
    return change && { ...change, domain };
  });

  return { domains: [...candidates(proposal, base, spfDomains.byName)], of };
}

/** A record's text and the domain at which it is compared. */
interface SharedText {
  readonly owner: Name;
}

/** The names with which a receiver may begin, after the change or before it, whose tree may differ. */
function* candidates(proposal: Proposal, base: View, byName: Proposal['spfDomains']['byName']): Generator<Name> {
  const { referrers } = proposal.spfDomains;
  for (const { owner, records } of byName.values()) {
    if (records.length === 0) continue;
    if (referrers.has(owner) && !isMailDomain(proposal, owner)) continue;
    const spf = unchangedRecord(owner, proposal);
    if (spf === undefined || spf.terms.some(costsLookup)) yield owner;
  }
  const gone: Name[] = [];
  for (const rrset of base.rrsets('TXT')) {
    const [{ owner }] = rrset;
    if ((byName.get(owner)?.records.length ?? 0) > 0 || !rrset.some((record) => isSpf(textOf(record)))) continue;
    gone.push(owner);
  }
  if (gone.length === 0) return;
  const before = findSpfDomains(base).referrers;
  for (const owner of gone) if (!before.has(owner) || isMailDomain(proposal, owner)) yield owner;
}

/** The one SPF record of a name where it is the same text in both trees of files. */
function unchangedRecord(owner: Name, { base, spfDomains }: Proposal): SpfRecord | undefined {
  const records = spfDomains.byName.get(owner)?.records ?? [];
  if (records.length !== 1) return undefined;
  const [{ spf }] = records;
  const before = base!.at(owner, 'TXT').map(textOf).filter(isSpf);
  return before.length === 1 && before[0] === spf.text ? spf : undefined;
}

/** Whether a record says the same wherever it stands: no macros, and no term about the domain itself. */
function isIndependent({ terms }: SpfRecord): boolean {
  return terms.every((term) => {
    if (!costsLookup(term)) return true;
    if (term.kind === 'modifier') return !term.value.dynamic;
    return term.domain !== undefined && !term.domain.dynamic;
  });
}

/** The domains whose records are included; where a loop was cut, they hang on the domain that the walk began with. */
function domainsBelow(trees: readonly SpfTree[]): ReadonlySet<Name> | 'loop' {
  const domains = new Set<Name>();
  for (const { root } of trees) {
    for (const { node } of reachedTerms(root)) {
      if (node.outcome === 'loop') return 'loop';
      if (node.child !== undefined) domains.add(node.child.domain);
    }
  }
  return domains;
}
