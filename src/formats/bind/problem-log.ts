import type { FileProblem, FileProblemRule } from '../../model/file-problem.ts';
import { type Name, plain } from '../../model/name.ts';
import type { Hole } from '../../model/zone.ts';

/** Problems of one rule kept for one file; the rest is counted. A file that is no zone file at all has one a line. */
export const MAX_PROBLEMS_PER_RULE = 100;
/** Holes kept by name; with more of them the whole zone counts as unknown, and answering stays quick. */
export const MAX_HOLES = 100;

/** Collects what a zone file says that cannot be read, within bounds. */
export class ProblemLog {
  readonly problems: FileProblem[] = [];
  readonly #zone: Name;
  readonly #counts = new Map<string, { path: string; rule: FileProblemRule; count: number }>();
  readonly #holes = new Map<string, Hole>();
  readonly #remarks = new Set<string>();

  constructor(zone: Name) {
    this.#zone = zone;
  }

  problem(problem: FileProblem): void {
    const { path } = problem.place.file;
    const key = `${problem.rule} ${path}`;
    const entry = this.#counts.get(key) ?? { path, rule: problem.rule, count: 0 };
    this.#counts.set(key, entry);
    if (++entry.count <= MAX_PROBLEMS_PER_RULE) this.problems.push(problem);
  }

  hole(hole: Hole): void {
    const key = `${hole.name} ${hole.below} ${hole.type}`;
    if (!this.#holes.has(key) && this.#holes.size <= MAX_HOLES) this.#holes.set(key, hole);
  }

  remark(text: string): void {
    this.#remarks.add(text);
  }

  get holes(): Hole[] {
    const holes = [...this.#holes.values()];
    if (holes.length <= MAX_HOLES) return holes;
    const reason = `more than ${MAX_HOLES} lines of the zone cannot be read`;
    return [{ name: this.#zone, below: true, reason, place: holes[0].place }];
  }

  get remarks(): string[] {
    const remarks = [...this.#remarks];
    for (const { path, rule, count } of this.#counts.values()) {
      const rest = count - MAX_PROBLEMS_PER_RULE;
      if (rest > 0)
        remarks.push(`${path}: ${rest} more problems of the kind ${rule} in ${plain(this.#zone)} are not listed.`);
    }
    return remarks;
  }
}
