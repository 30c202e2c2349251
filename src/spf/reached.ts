import type { DomainNode, TermNode } from './tree.ts';

/** A term of a tree and the way to it. */
export interface Reached {
  readonly node: TermNode;
  /** The domain whose record the term stands in. */
  readonly domain: DomainNode;
  /** The term of the tree's own record that leads there; the term itself where it stands in that record. */
  readonly top: TermNode;
  /** The include or redirect that leads to `domain`; undefined in the tree's own record. */
  readonly from: Reached | undefined;
}

/**
 * The terms of a tree in evaluation order, each record once however often it is reached, so that the cost is linear in
 * the records and not in the expansion. Records that `enter` refuses are not entered; terms that are never evaluated
 * are left out.
 */
export function* reachedTerms(
  root: DomainNode,
  enter: (child: DomainNode) => boolean = () => true,
): Generator<Reached> {
  const entered = new Set<DomainNode>([root]);
  const stack: { from: Reached | undefined; domain: DomainNode; next: number }[] = [
    { from: undefined, domain: root, next: 0 },
  ];
  for (let level = stack.at(-1); level !== undefined; level = stack.at(-1)) {
    const node = level.domain.terms[level.next++];
    if (node === undefined) {
      stack.pop();
      continue;
    }
    if (node.outcome === 'ignored') continue;
    const { from, domain } = level;
    const reached: Reached = { node, domain, top: from?.top ?? node, from };
    yield reached;
    const { child } = node;
    if (child === undefined || entered.has(child) || !enter(child)) continue;
    entered.add(child);
    stack.push({ from: reached, domain: child, next: 0 });
  }
}

/** Whether a record comes from outside the proposed zones, where no finding of its own can stand. */
export function isLive(domain: DomainNode): boolean {
  return domain.selection.state !== 'one' || domain.selection.source === 'live';
}

/** The domains on the way to a term, the tree's own first and the one whose record holds the term last. */
export function wayTo(reached: Reached): DomainNode[] {
  const way: DomainNode[] = [];
  for (let at: Reached | undefined = reached; at !== undefined; at = at.from) way.push(at.domain);
  return way.reverse();
}
