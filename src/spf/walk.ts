import { type Effect, run, wait } from '../model/effect.ts';
import type { Name } from '../model/name.ts';
import { buildTree, type SharedSubtrees } from './build-tree.ts';
import { type DomainLookup, type DomainLookupOptions, lookUpDomain } from './domain-lookup.ts';
import { parseSpf } from './parse.ts';
import type { SpfRecord } from './record.ts';
import { type Ask, TermLookups } from './term-lookup.ts';
import type { SpfTree } from './tree.ts';

export type { Ask } from './term-lookup.ts';

/**
 * Bounds of one walk, far beyond any record that works (10 lookups), so that a hostile one costs a bounded time: different
 * lookups of terms, and different names whose records are read.
 */
const MAX_WALKED_LOOKUPS = 2_000;
const MAX_WALKED_DOMAINS = 500;

/** What walks of many domains share: the records that they include, each looked up and expanded once. */
export class SharedWalks {
  readonly lookups = new Map<Name, DomainLookup>();
  readonly subtrees: SharedSubtrees = new Map();
}

/**
 * Expands the record of a domain with every include and redirect, without stopping at a match. First the records are
 * read, each domain once and level by level, so that the questions of a level are on their way together; then the tree
 * is made of them without any waiting. Another `parse` can be given to read each text only once over many walks, and
 * `shared` so that a vendor's record below ten thousand domains is one tree in memory.
 */
export function* walk(
  domain: Name,
  ask: Ask,
  parse: (text: string) => SpfRecord = parseSpf,
  shared: SharedWalks = new SharedWalks(),
): Effect<SpfTree> {
  const lookups = new TermLookups(ask, MAX_WALKED_LOOKUPS);
  const lookUp: DomainLookupOptions['lookUp'] = (kind, target) => lookups.lookUp(kind, target);
  const options: DomainLookupOptions = { root: domain, ask, lookUp, parse };
  const root = yield* lookUpDomain(domain, options);
  const found = new Map<Name, DomainLookup>([[domain, root]]);
  if (root.terms.every(leadsNowhere)) return buildTree(domain, found, lookups.isCut, shared.subtrees);
  const seen = new Set<Name>([domain]);
  let isCut = false;
  let level: readonly DomainLookup[] = [root];
  while (level.length > 0) {
    const started: (DomainLookup | Promise<DomainLookup>)[] = [];
    for (const { terms } of level) {
      for (const { next } of terms) {
        if (next === undefined || seen.has(next)) continue;
        if (seen.size >= MAX_WALKED_DOMAINS) {
          isCut = true;
          continue;
        }
        seen.add(next);
        started.push(shared.lookups.get(next) ?? run(lookUpDomain(next, options)));
      }
    }
    const read: DomainLookup[] = [];
    for (const lookup of started) {
      const settled = yield* wait(lookup);
      found.set(settled.domain, settled);
      if (settled.isShared) shared.lookups.set(settled.domain, settled);
      read.push(settled);
    }
    level = read;
  }
  return buildTree(domain, found, isCut || lookups.isCut, shared.subtrees);
}

function leadsNowhere({ next }: DomainLookup['terms'][number]): boolean {
  return next === undefined;
}
