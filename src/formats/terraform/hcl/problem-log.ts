import type { Place } from '../../../model/place.ts';

/** Different problems kept of one root module; the first ones say enough. */
const MAX_PROBLEMS = 100;

/** Something that could not be evaluated, at its place. */
export interface EvaluationProblem {
  readonly place: Place;
  readonly message: string;
  readonly advice?: string;
}

/** Collects problems, each once: a mistake in one value can show in thousands of resources. */
export class ProblemLog {
  readonly problems: EvaluationProblem[] = [];
  #seen: Set<string> | undefined;
  #isEmpty = true;

  /** Whether nothing was ever wrong. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  add(problem: EvaluationProblem): void {
    this.#isEmpty = false;
    if (this.problems.length >= MAX_PROBLEMS) return;
    const { file, start, end } = problem.place;
    const key = `${file.path} ${start} ${end} ${problem.message}`;
    this.#seen ??= new Set();
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.problems.push(problem);
  }
}
