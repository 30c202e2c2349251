import type { Name } from '../model/name.ts';
import { type DomainLookup, isReference, type LookedUpTerm } from './domain-lookup.ts';
import { lookupCost } from './lookup-cost.ts';
import { CUT_OFF, reasonOf } from './term-lookup.ts';
import type { DomainNode, Selection, SpfTree, TermNode, TermOutcome } from './tree.ts';

/** Bound on the terms of a tree; only records that include one another in circles are expanded again and again. */
const MAX_TERM_NODES = 100_000;
/** Nested includes of one name multiply; beyond this the count says no more. */
const MAX_COUNT = 1_000_000;
/** Void and unverified terms that are listed. */
const MAX_LISTED = 1_000;

/** A record with everything below it. */
interface Subtree {
  readonly node: DomainNode;
  readonly lookups: number;
  readonly voids4: readonly TermNode[];
  readonly voids6: readonly TermNode[];
  readonly unverified: readonly TermNode[];
  readonly isDynamic: boolean;
  /** Whether a loop was cut in it, so that it looks different from another path. */
  readonly hasLoop: boolean;
  /** Whether it is the same below every domain: complete, and made of records that are the same in every walk. */
  readonly isShared: boolean;
}

/** Records with everything below them that many trees have in common. */
export type SharedSubtrees = Map<Name, Subtree>;

/**
 * Makes the tree of the records that were looked up. A record without loops below it is expanded once and its node used
 * wherever it is included; its cost counts each time.
 */
export function buildTree(
  domain: Name,
  found: ReadonlyMap<Name, DomainLookup>,
  isCut: boolean,
  shared: SharedSubtrees = new Map(),
): SpfTree {
  const built = new Map<Name, Subtree>();
  const path = new Set<Name>();
  let left = MAX_TERM_NODES;
  let truncated = isCut;

  function build(name: Name): Subtree {
    const known = built.get(name) ?? (name === domain ? undefined : shared.get(name));
    if (known !== undefined) return known;
    const { selection, terms, isShared } = found.get(name)!;
    path.add(name);
    left -= terms.length;
    const nodes = new Array<TermNode>(terms.length);
    const below = new Array<Subtree | undefined>(terms.length);
    for (let i = 0; i < terms.length; i++) {
      const child = subtreeOf(terms[i]);
      below[i] = child;
      nodes[i] = termNode(terms[i], child, path);
    }
    path.delete(name);
    const subtree = sum({ domain: name, selection, terms: nodes }, below, isShared && !truncated);
    if (!subtree.hasLoop) built.set(name, subtree);
    if (subtree.isShared && name !== domain) shared.set(name, subtree);
    return subtree;
  }

  function subtreeOf({ next, term, outcome, target }: LookedUpTerm): Subtree | undefined {
    if (next === undefined) return outcome === 'void' && isReference(term) ? nonexistent(target!) : undefined;
    if (path.has(next)) return undefined;
    if (!found.has(next) || left < 0) {
      truncated = true;
      return undefined;
    }
    return build(next);
  }

  const { node, lookups, voids4, voids6, unverified, isDynamic } = build(domain);
  const distinct = unverified.length > 1 ? [...new Set(unverified)] : unverified;
  return {
    root: node,
    lookups,
    atLeast:
      isDynamic || distinct.length > 0 || truncated || lookups >= MAX_COUNT || node.selection.state === 'unknown',
    voids4,
    voids6,
    unverified: distinct,
    truncated,
  };
}

function termNode(looked: LookedUpTerm, below: Subtree | undefined, path: ReadonlySet<Name>): TermNode {
  const { term, target, next, outcome, void4, void6, addresses4, addresses6, exchanges, reason } = looked;
  const child = below?.node;
  const own = outcome === 'ignored' ? 0 : lookupCost(term);
  const lookups = Math.min(own + (below?.lookups ?? 0), MAX_COUNT);
  // One literal for all cases: an object put together by spreading costs a hidden class of its own.
  const node = (result: TermOutcome, why: string | undefined, isVoid4: boolean, isVoid6: boolean): TermNode => ({
    term,
    target,
    outcome: result,
    lookups,
    void4: isVoid4,
    void6: isVoid6,
    addresses4,
    addresses6,
    exchanges,
    reason: why,
    child,
  });
  if (!isReference(term)) return node(outcome, reason, void4, void6);
  if (child !== undefined) {
    // The lookup of the target's TXT records is this term's, so it is void where there are none.
    const isAbsent = child.selection.state === 'none' && child.selection.reason !== 'no-spf-among-txt';
    const usable = usability(child.selection);
    return node(usable.outcome, usable.reason, isAbsent, isAbsent);
  }
  if (next === undefined) return node(outcome, reason, void4, void6);
  return path.has(next) ? node('loop', reason, void4, void6) : node('unverified', CUT_OFF, void4, void6);
}

/** §5.2, §6.1: an include or redirect needs exactly one record without syntax errors at its target. */
function usability(selection: Selection): { outcome: TermOutcome; reason?: string } {
  if (selection.state === 'unknown') return { outcome: 'unverified', reason: reasonOf(selection) };
  return { outcome: selection.state === 'one' && selection.spf.errors.length === 0 ? 'ok' : 'no-record' };
}

/** Adds up a record's terms in evaluation order: a redirect comes last, wherever it stands (§6.1). */
function sum(node: DomainNode, below: readonly (Subtree | undefined)[], isShared: boolean): Subtree {
  let lookups = 0;
  let isDynamic = false;
  let hasLoop = false;
  let isSame = isShared;
  const voids4: TermNode[] = [];
  const voids6: TermNode[] = [];
  const unverified: TermNode[] = [];
  const add = (i: number) => {
    const term = node.terms[i];
    const child = below[i];
    lookups = Math.min(lookups + term.lookups, MAX_COUNT);
    isDynamic ||= term.outcome === 'dynamic' || child?.isDynamic === true;
    hasLoop ||= term.outcome === 'loop' || child?.hasLoop === true;
    if (term.void4) list(voids4, [term]);
    if (term.void6) list(voids6, [term]);
    if (term.outcome === 'unverified') list(unverified, [term]);
    if (child === undefined) return;
    isSame &&= child.isShared;
    list(voids4, child.voids4);
    list(voids6, child.voids6);
    list(unverified, child.unverified);
  };
  const isRedirect = (i: number) => node.terms[i].term.name === 'redirect';
  for (let i = 0; i < node.terms.length; i++) if (!isRedirect(i)) add(i);
  for (let i = 0; i < node.terms.length; i++) if (isRedirect(i)) add(i);
  return { node, lookups, voids4, voids6, unverified, isDynamic, hasLoop, isShared: isSame && !hasLoop };
}

function list(into: TermNode[], nodes: readonly TermNode[]): void {
  for (let i = 0; i < nodes.length && into.length < MAX_LISTED; i++) into.push(nodes[i]);
}

/** What stands for a target that no question can be put for. */
function nonexistent(domain: Name): Subtree {
  const node: DomainNode = { domain, selection: { state: 'none', reason: 'nxdomain', others: [] }, terms: [] };
  return { node, lookups: 0, voids4: [], voids6: [], unverified: [], isDynamic: false, hasLoop: false, isShared: true };
}
