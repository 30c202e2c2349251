import type { CharacterSet } from './character-set.ts';

/** Steps of a pattern; a number is the index of another step. */
export type Step =
  | { readonly kind: 'character'; readonly set: CharacterSet }
  | { readonly kind: 'assert'; readonly assertion: Assertion }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'jump'; target: number }
  /** Two ways on, the preferred one first. */
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'match' };

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-boundary' | 'no-word-boundary';

export interface Program {
  readonly steps: readonly Step[];
  /** Names of the groups in their order, undefined for those without; the whole match is not among them. */
  readonly groups: readonly (string | undefined)[];
}

/** What a pattern is made of. */
export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'character'; readonly set: CharacterSet }
  | { readonly kind: 'assert'; readonly assertion: Assertion }
  | { readonly kind: 'group'; readonly number: number; readonly node: Node }
  | { readonly kind: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly kind: 'choice'; readonly nodes: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly node: Node;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    };

/** Steps that a pattern may come to: counted repetition in repetition multiplies them. */
const MAX_STEPS = 20_000;

/** The program of a pattern; undefined for one that would be too long. */
export function compile(node: Node, groups: readonly (string | undefined)[]): Program | undefined {
  const steps: Step[] = [];
  const isWithin = emit({ kind: 'group', number: 0, node }, steps);
  steps.push({ kind: 'match' });
  return isWithin ? { steps, groups } : undefined;
}

function emit(node: Node, steps: Step[]): boolean {
  if (steps.length > MAX_STEPS) return false;
  switch (node.kind) {
    case 'empty':
      return true;
    case 'character':
    case 'assert':
      steps.push(node);
      return true;
    case 'group': {
      steps.push({ kind: 'save', slot: node.number * 2 });
      const isWithin = emit(node.node, steps);
      steps.push({ kind: 'save', slot: node.number * 2 + 1 });
      return isWithin;
    }
    case 'sequence':
      return node.nodes.every((part) => emit(part, steps));
    case 'choice':
      return emitChoice(node.nodes, steps);
    default:
      return emitRepeat(node, steps);
  }
}

function emitChoice(nodes: readonly Node[], steps: Step[]): boolean {
  const jumps: (Step & { kind: 'jump' })[] = [];
  for (const [i, node] of nodes.entries()) {
    if (i === nodes.length - 1) {
      if (!emit(node, steps)) return false;
      break;
    }
    const split: Step = { kind: 'split', first: steps.length + 1, second: 0 };
    steps.push(split);
    if (!emit(node, steps)) return false;
    const jump: Step & { kind: 'jump' } = { kind: 'jump', target: 0 };
    steps.push(jump);
    jumps.push(jump);
    split.second = steps.length;
  }
  for (const jump of jumps) jump.target = steps.length;
  return true;
}

function emitRepeat({ node, min, max, lazy }: Node & { kind: 'repeat' }, steps: Step[]): boolean {
  if (max === Number.POSITIVE_INFINITY && isNullable(node)) return emitNullableLoop({ node, min, lazy }, steps);
  for (let i = 0; i < min; i++) if (!emit(node, steps)) return false;
  if (max === Number.POSITIVE_INFINITY) {
    const split = emitSplit(steps);
    if (!emit(node, steps)) return false;
    steps.push({ kind: 'jump', target: split.at });
    direct(split, steps.length, lazy);
    return true;
  }
  const splits: Split[] = [];
  for (let i = min; i < max; i++) {
    splits.push(emitSplit(steps));
    if (!emit(node, steps)) return false;
  }
  for (const split of splits) direct(split, steps.length, lazy);
  return true;
}

/** What can match nothing does so once, where Go's engine has it: `x*` is `(x+)?` then. */
function emitNullableLoop({ node, min, lazy }: { node: Node; min: number; lazy: boolean }, steps: Step[]): boolean {
  const skip = min === 0 ? emitSplit(steps) : undefined;
  for (let i = 1; i < min; i++) if (!emit(node, steps)) return false;
  const start = steps.length;
  if (!emit(node, steps)) return false;
  const { at, step } = emitSplit(steps);
  step.first = lazy ? at + 1 : start;
  step.second = lazy ? start : at + 1;
  if (skip !== undefined) direct(skip, steps.length, lazy);
  return true;
}

/** Whether a pattern matches the empty text. */
function isNullable(node: Node): boolean {
  switch (node.kind) {
    case 'character':
      return false;
    case 'group':
      return isNullable(node.node);
    case 'sequence':
      return node.nodes.every(isNullable);
    case 'choice':
      return node.nodes.some(isNullable);
    case 'repeat':
      return node.min === 0 || isNullable(node.node);
    default:
      return true;
  }
}

interface Split {
  readonly at: number;
  readonly step: Step & { kind: 'split' };
}

function emitSplit(steps: Step[]): Split {
  const step: Step & { kind: 'split' } = { kind: 'split', first: 0, second: 0 };
  steps.push(step);
  return { at: steps.length - 1, step };
}

/** Greedy repetition goes in first, lazy repetition goes past first. */
function direct({ at, step }: Split, past: number, lazy: boolean): void {
  step.first = lazy ? past : at + 1;
  step.second = lazy ? at + 1 : past;
}
