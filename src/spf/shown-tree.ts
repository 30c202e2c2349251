import { plain } from '../model/name.ts';
import type { ShownRecord, ShownState, ShownTerm, ShownTree } from '../model/spf-shown.ts';
import type { DomainNode, Selection, SpfTree, TermNode } from './tree.ts';

/** Terms that are shown of one tree; records that work have a few dozen. */
const MAX_SHOWN = 400;

/** Records below one another that are shown; a chain that works has at most 11. */
const MAX_DEPTH = 20;

/** A tree as plain data. Each record's terms are listed once; of a very large tree the first terms, outer records first. */
export function shownTree(tree: SpfTree): ShownTree {
  const listed = new Map<DomainNode, TermNode[]>();
  let left = 0;
  let room = MAX_SHOWN;
  let level = [tree.root];
  for (let depth = 0; level.length > 0; depth++) {
    const next: DomainNode[] = [];
    for (const record of level) {
      if (listed.has(record)) continue;
      const terms = record.terms.slice(0, depth < MAX_DEPTH ? room : 0);
      room -= terms.length;
      left += record.terms.length - terms.length;
      listed.set(record, terms);
      for (const { child } of terms) if (child !== undefined) next.push(child);
    }
    level = next;
  }

  const told = new Set<DomainNode>();
  function shownRecord(record: DomainNode): ShownRecord {
    told.add(record);
    const { domain, selection } = record;
    return { domain: plain(domain), state: stateOf(selection), terms: (listed.get(record) ?? []).map(shownTerm) };
  }
  function shownTerm({ term, lookups, outcome, void4, void6, addresses4, addresses6, child }: TermNode): ShownTerm {
    return {
      term: term.source,
      lookups,
      outcome,
      void4,
      void6,
      addresses: [...addresses4, ...addresses6],
      record: child === undefined || told.has(child) ? null : shownRecord(child),
    };
  }

  const { lookups, atLeast, voids4, voids6 } = tree;
  const record = shownRecord(tree.root);
  return { record, lookups, atLeast, voids4: voids4.length, voids6: voids6.length, left };
}

/** Whether a selection yields a record that can be used. */
export function stateOf(selection: Selection): ShownState {
  if (selection.state === 'one') return selection.spf.errors.length === 0 ? 'valid' : 'invalid';
  return selection.state;
}
