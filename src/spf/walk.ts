import { type Effect, run, wait } from '../model/effect.ts';
import type { Name } from '../model/name.ts';
import { buildTree } from './build-tree.ts';
import { type DomainLookup, type DomainLookupOptions, lookUpDomain } from './domain-lookup.ts';
import { parseSpf } from './parse.ts';
import type { SpfRecord } from './record.ts';
import { type Ask, lookUps } from './term-lookup.ts';
import type { SpfTree } from './tree.ts';

export type { Ask } from './term-lookup.ts';

/**
 * Bounds of one walk, far beyond any record that works (10 lookups), so that a hostile one costs a bounded time: different
 * lookups of terms, and different names whose records are read.
 */
const MAX_WALKED_LOOKUPS = 2_000;
const MAX_WALKED_DOMAINS = 500;

/**
 * Expands the record of a domain with every include and redirect, without stopping at a match. First the records are
 * read, each domain once and level by level, so that the questions of a level are on their way together; then the tree
 * is made of them without any waiting. Another `parse` can be given to read each text only once over many walks.
 */
export function* walk(domain: Name, ask: Ask, parse: (text: string) => SpfRecord = parseSpf): Effect<SpfTree> {
  const { lookUp, isCut: isOutOfLookUps } = lookUps(ask, MAX_WALKED_LOOKUPS);
  const options: DomainLookupOptions = { root: domain, ask, lookUp, parse };
  const found = new Map<Name, DomainLookup>();
  const seen = new Set<Name>([domain]);
  let isCut = false;
  let level: Name[] = [domain];
  while (level.length > 0) {
    const started = level.map((name) => run(lookUpDomain(name, options)));
    const next: Name[] = [];
    for (const lookup of started) {
      const read = yield* wait(lookup);
      found.set(read.domain, read);
      for (const { next: target } of read.terms) {
        if (target === undefined || seen.has(target)) continue;
        if (seen.size >= MAX_WALKED_DOMAINS) {
          isCut = true;
          continue;
        }
        seen.add(target);
        next.push(target);
      }
    }
    level = next;
  }
  return buildTree(domain, found, isCut || isOutOfLookUps());
}
