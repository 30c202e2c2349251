import type { SpfTree, TermNode } from './tree.ts';

/** What one term of the record itself costs with everything below it. */
export interface Cost {
  readonly node: TermNode;
  readonly lookups: number;
  /** Why the cost may be spared: it leads to a record that an earlier term leads to as well, or to nothing. */
  readonly remark: 'again' | 'nothing' | undefined;
}

/** The terms of a tree's own record that cost lookups, the dearest first. */
export function costsOf(tree: SpfTree): Cost[] {
  const seen = new Set<string>();
  const costs: Cost[] = [];
  for (const node of tree.root.terms) {
    if (node.outcome === 'ignored' || node.lookups === 0) continue;
    const key = `${node.term.name} ${node.target}`;
    const again = node.target !== undefined && seen.has(key);
    seen.add(key);
    costs.push({ node, lookups: node.lookups, remark: again ? 'again' : leadsToNothing(node) ? 'nothing' : undefined });
  }
  return costs.sort((a, b) => b.lookups - a.lookups);
}

function leadsToNothing({ outcome, void4, void6 }: TermNode): boolean {
  return outcome === 'no-record' || (void4 && void6);
}
