import type { Place } from '../../../model/place.ts';
import type { Tree } from '../../../model/tree.ts';
import type { ProblemLog } from './problem-log.ts';
import { type UnknownValue, unknown, type Value } from './value.ts';

/**
 * Work that the expressions of one root module may cost: nodes evaluated, elements made, and a unit for each 32
 * characters. A small file can ask for more than any machine has; honest ones stay far below.
 */
export const MAX_WORK = 5_000_000;
/** The same for all root modules of a tree together. */
const MAX_WORK_OF_ALL = 50_000_000;
/** Elements that one collection may have. */
export const MAX_ELEMENTS = 100_000;
/** UTF-16 units that one text may have. */
export const MAX_TEXT = 16 * 2 ** 20;
/** Expressions that wait for one another, through locals and modules as well; each is a handful of calls. */
export const MAX_DEPTH = 400;

/**
 * Values that one value may hold in all, texts by their length. Values are shared, so that a few lines can make one that
 * would be larger than any memory once it is written out or compared.
 */
export const MAX_SIZE = 1_000_000;

const CHARACTERS_PER_UNIT = 32;

/** Work done for all root modules of a tree. */
export interface SharedWork {
  done: number;
}

/** What a provider makes an attribute of, where the files say it although the attribute is not written. */
export type ComputedAttribute = (instance: object, name: string) => Value | undefined;

/** What all evaluations of one root module share: its files, and how much they may still cost. */
export class Run {
  readonly tree: Tree;
  /** The folder of the root module, `''` for the root of the tree: paths that functions are given begin there. */
  readonly folder: string;
  readonly computed: ComputedAttribute;
  readonly #shared: SharedWork;
  readonly #sizes = new WeakMap<Value, number>();
  #work = 0;
  #depth = 0;

  constructor(
    tree: Tree,
    folder: string,
    shared: SharedWork = { done: 0 },
    computed: ComputedAttribute = () => undefined,
  ) {
    this.computed = computed;
    this.#shared = shared;
    this.tree = tree;
    this.folder = folder;
  }

  /** Counts work; false when there was too much of it. */
  spend(units: number): boolean {
    this.#work += units;
    this.#shared.done += units;
    return !this.isExhausted;
  }

  /** Counts the work on a text. */
  spendText(length: number): boolean {
    return this.spend(Math.ceil(length / CHARACTERS_PER_UNIT));
  }

  get isExhausted(): boolean {
    return this.#work > MAX_WORK || this.#shared.done > MAX_WORK_OF_ALL;
  }

  /** How many values a value holds, itself among them; no more than just above MAX_SIZE. */
  sizeOf(value: Value): number {
    if (value.kind === 'string') return 1 + Math.floor(value.value.length / CHARACTERS_PER_UNIT);
    if (!('elements' in value || 'entries' in value)) return 1;
    let size = this.#sizes.get(value);
    if (size === undefined) {
      size = 1;
      for (const part of 'elements' in value ? value.elements : value.entries.values()) {
        size += this.sizeOf(part);
        if (size > MAX_SIZE) break;
      }
      this.#sizes.set(value, size);
    }
    return size;
  }

  /** Counts the work of going through all of some values, which is less than to evaluate as many. */
  spendOn(...values: readonly Value[]): boolean {
    let units = 0;
    for (const value of values) units += this.sizeOf(value);
    return this.spend(units >> 2);
  }

  /** Begins an evaluation inside another one; false where it would be too deep. Each true needs a `leave`. */
  enter(): boolean {
    if (this.#depth >= MAX_DEPTH) return false;
    this.#depth++;
    return true;
  }

  leave(): void {
    this.#depth--;
  }
}

/** What a reference comes to, and how many of its names were needed for that. */
export interface Found {
  readonly value: Value;
  readonly used: number;
}

/** What names mean where an expression stands. */
export interface Scope {
  /** Resolves `a.b.c` as far as it can; undefined where the first name means nothing here. */
  readonly lookup: (names: readonly string[], place: Place, context: Context) => Found | undefined;
}

export interface Context {
  readonly scope: Scope;
  readonly run: Run;
  readonly problems: ProblemLog;
  /** The element that a splat is at. */
  readonly item?: Value;
  /** Whether template files may not be read here: they cannot ask for further ones. */
  readonly inTemplate?: boolean;
}

/** Records that something could not be evaluated; the value is unknown then. */
export function fail(context: Context, place: Place, message: string, advice?: string): UnknownValue {
  context.problems.add({ place, message, advice });
  return unknown('it could not be evaluated', place);
}

/** A scope that knows some more names. */
export function withNames(scope: Scope, names: ReadonlyMap<string, Value>): Scope {
  return {
    lookup: (path, place, context) => {
      const value = names.get(path[0]);
      return value === undefined ? scope.lookup(path, place, context) : { value, used: 1 };
    },
  };
}
