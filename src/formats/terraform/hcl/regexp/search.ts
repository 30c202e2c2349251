import type { Assertion, Program } from './program.ts';

/** The offsets of a match: start and end of the whole, then of each group, -1 where a group took no part. */
export type Match = readonly number[];

/** Places in the program that are still possible, the preferred ones first, each with the offsets saved so far. */
interface Threads {
  readonly steps: number[];
  readonly saved: number[][];
}

/**
 * The first match at or after an offset, the preferred one of those that begin there. All ways through the pattern are
 * followed at once, so the cost is the product of both lengths at most, whatever the pattern; `spend` is told of it
 * and stops the search by false.
 */
export function search(
  program: Program,
  text: string,
  from: number,
  spend: (units: number) => boolean,
): Match | undefined | 'stopped' {
  const { steps, groups } = program;
  const slots = (groups.length + 1) * 2;
  const seen = new Int32Array(steps.length).fill(-1);
  let current: Threads = { steps: [], saved: [] };
  let best: number[] | undefined;
  for (let at = from; ; ) {
    if (best === undefined) addThread(program, text, at, 0, new Array<number>(slots).fill(-1), current, seen);
    if (current.steps.length === 0 && best !== undefined) return best;
    if (!spend(1 + (current.steps.length >> 2))) return 'stopped';
    const codePoint = at < text.length ? text.codePointAt(at)! : -1;
    const width = codePoint > 0xffff ? 2 : 1;
    const next: Threads = { steps: [], saved: [] };
    for (let i = 0; i < current.steps.length; i++) {
      const step = steps[current.steps[i]];
      if (step.kind === 'match') {
        best = current.saved[i];
        // Those behind are less preferred.
        break;
      }
      if (step.kind === 'character' && codePoint >= 0 && step.set(codePoint)) {
        addThread(program, text, at + width, current.steps[i] + 1, current.saved[i], next, seen);
      }
    }
    if (codePoint < 0) return best;
    current = next;
    at += width;
  }
}

/** Adds the steps that take a character, or match, reached from one without taking any. */
function addThread(
  { steps }: Program,
  text: string,
  at: number,
  first: number,
  saved: number[],
  threads: Threads,
  seen: Int32Array,
): void {
  const open: [number, number[]][] = [[first, saved]];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const [index, offsets] = entry;
    if (seen[index] === at) continue;
    seen[index] = at;
    const step = steps[index];
    if (step.kind === 'jump') open.push([step.target, offsets]);
    else if (step.kind === 'split') open.push([step.second, offsets], [step.first, offsets]);
    else if (step.kind === 'save') open.push([index + 1, withSaved(offsets, step.slot, at)]);
    else if (step.kind === 'assert') {
      if (holds(step.assertion, text, at)) open.push([index + 1, offsets]);
    } else {
      threads.steps.push(index);
      threads.saved.push(offsets);
    }
  }
}

function withSaved(offsets: number[], slot: number, at: number): number[] {
  const copy = offsets.slice();
  copy[slot] = at;
  return copy;
}

function holds(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case 'text-start':
      return at === 0;
    case 'text-end':
      return at === text.length;
    case 'line-start':
      return at === 0 || text[at - 1] === '\n';
    case 'line-end':
      return at === text.length || text[at] === '\n';
    default:
      return (isWord(text, at - 1) !== isWord(text, at)) === (assertion === 'word-boundary');
  }
}

function isWord(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /\w/.test(text[at]);
}
