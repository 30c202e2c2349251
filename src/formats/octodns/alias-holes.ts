import type { Name } from '../../model/name.ts';
import type { Place } from '../../model/place.ts';
import type { Hole } from '../../model/zone.ts';

/** Each answer that is absent looks at all holes of its zone; with more aliases than this the type is open everywhere. */
export const MAX_ALIAS_HOLES = 1_000;

const REASON = 'the provider looks the addresses of this alias up by itself';

/** Names of one zone whose addresses the provider looks up: they are unknown, and healthy. */
export class AliasHoles {
  readonly #zone: Name;
  readonly #holes = new Map<string, Hole>();

  constructor(zone: Name) {
    this.#zone = zone;
  }

  add(name: Name, types: readonly number[], place: Place): void {
    for (const type of types) {
      const isFull = this.#holes.size >= MAX_ALIAS_HOLES;
      const top = isFull ? this.#zone : name;
      const key = `${type} ${isFull} ${top}`;
      if (!this.#holes.has(key)) this.#holes.set(key, { name: top, below: isFull, type, reason: REASON, place });
    }
  }

  get holes(): Hole[] {
    return [...this.#holes.values()];
  }
}
