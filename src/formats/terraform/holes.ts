import type { Name } from '../../model/name.ts';
import type { Hole } from '../../model/zone.ts';

/** Each answer that is absent looks at all holes of its zone; with more of them a type is open in the whole zone. */
const MAX_HOLES = 1_000;

/** What one zone holds that is known only after apply. */
export class Holes {
  readonly #zone: Name;
  readonly #holes = new Map<string, Hole>();

  constructor(zone: Name) {
    this.#zone = zone;
  }

  add(hole: Hole): void {
    const isFull = this.#holes.size >= MAX_HOLES;
    const kept: Hole = isFull ? { ...hole, name: this.#zone, below: true } : hole;
    const key = keyOf(kept.name, kept.type, kept.below);
    if (!this.#holes.has(key)) this.#holes.set(key, kept);
  }

  /** Whether something at just this name and of this type is not known. */
  isAt(name: Name, type: number): boolean {
    return this.#holes.has(keyOf(name, type, false)) || this.#holes.has(keyOf(name, undefined, false));
  }

  get all(): Hole[] {
    return [...this.#holes.values()];
  }
}

function keyOf(name: Name, type: number | undefined, below: boolean): string {
  return `${type} ${below} ${name}`;
}
