import type { DomainNode, Selection, SpfTree, TermNode } from './tree.ts';

/**
 * Whether two trees say the same of every sender at the same cost. Texts are compared, so another order of terms is
 * another tree. Linear in the records: one that was found the same is not compared again; `same` keeps those over many
 * comparisons of trees that share records.
 */
export function isSameTree(a: SpfTree, b: SpfTree, same: Map<DomainNode, DomainNode> = new Map()): boolean {
  if (a.lookups !== b.lookups || a.truncated !== b.truncated) return false;
  return isSameRecord(a.root, b.root, same);
}

function isSameRecord(a: DomainNode, b: DomainNode, same: Map<DomainNode, DomainNode>): boolean {
  if (a.domain !== b.domain || !isSameSelection(a.selection, b.selection)) return false;
  return a.terms.length === b.terms.length && a.terms.every((term, i) => isSameTerm(term, b.terms[i], same));
}

function isSameTerm(a: TermNode, b: TermNode, same: Map<DomainNode, DomainNode>): boolean {
  if (a.outcome !== b.outcome || a.target !== b.target || a.void4 !== b.void4 || a.void6 !== b.void6) return false;
  if (!isSameList(a.addresses4, b.addresses4) || !isSameList(a.addresses6, b.addresses6)) return false;
  if (a.child === undefined || b.child === undefined) return a.child === b.child;
  if (same.get(a.child) === b.child) return true;
  if (!isSameRecord(a.child, b.child, same)) return false;
  same.set(a.child, b.child);
  return true;
}

function isSameSelection(a: Selection, b: Selection): boolean {
  if (a.state === 'one' && b.state === 'one') return a.spf.text === b.spf.text;
  return a.state === b.state;
}

/** The order in which addresses are answered means nothing. */
function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  if (a.every((item, i) => item === b[i])) return true;
  const sorted = [...b].sort();
  return [...a].sort().every((item, i) => item === sorted[i]);
}
