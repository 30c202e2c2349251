import { type Mechanism, spfRecord } from './record.ts';
import type { DomainNode, SpfTree, TermNode } from './tree.ts';

/**
 * The tree as generous as it can be: every term about which something is unknown (a lookup that failed, macros, `ptr`)
 * lets everyone pass whom no earlier term decides. Addresses that do not pass even then surely do not pass.
 */
export function mostGenerous(tree: SpfTree): SpfTree {
  const { root } = tree;
  if (root.selection.state === 'unknown' || tree.truncated) return { ...tree, root: passAll(root), truncated: false };
  const generous = new Map<DomainNode, DomainNode>();
  return { ...tree, root: generousRecord(root, generous) };
}

function generousRecord(record: DomainNode, known: Map<DomainNode, DomainNode>): DomainNode {
  const before = known.get(record);
  if (before !== undefined) return before;
  const terms: TermNode[] = [];
  // A redirect comes last wherever it stands (RFC 7208 §6.1), and what stands for it must too.
  const last: TermNode[] = [];
  for (const node of record.terms) {
    if (isOpen(node)) (node.term.kind === 'modifier' ? last : terms).push(all(node));
    else terms.push(node.child === undefined ? node : { ...node, child: generousRecord(node.child, known) });
  }
  const result = { ...record, terms: [...terms, ...last] };
  known.set(record, result);
  return result;
}

/** Whether a term might let someone pass of whom that is not known. */
export function isOpen({ term, outcome, child }: TermNode): boolean {
  if (outcome === 'ignored') return false;
  if (term.kind === 'mechanism' && term.qualifier !== '+') return false;
  if (term.kind === 'modifier' && term.name !== 'redirect') return false;
  return (
    outcome === 'unverified' || outcome === 'dynamic' || term.name === 'ptr' || child?.selection.state === 'unknown'
  );
}

/** A term in the place of another that lets everyone pass. */
function all({ term }: Pick<TermNode, 'term'>): TermNode {
  const mechanism: Mechanism = {
    kind: 'mechanism',
    name: 'all',
    qualifier: '+',
    source: term.source,
    start: term.start,
    end: term.end,
  };
  return {
    term: mechanism,
    target: undefined,
    outcome: 'ok',
    lookups: 0,
    void4: false,
    void6: false,
    addresses4: [],
    addresses6: [],
    exchanges: [],
    child: undefined,
  };
}

function passAll(record: DomainNode): DomainNode {
  const spf = spfRecord('v=spf1 +all');
  const selection = { state: 'one', record: { type: 'TXT', strings: [spf.text] }, spf, source: 'live' } as const;
  const span = { term: { source: '+all', start: 7, end: 11 } as Mechanism };
  return { domain: record.domain, selection, terms: [all(span)] };
}
