import type { Place } from '../../../model/place.ts';
import { SourceFile } from '../../../model/source-file.ts';

const ADDRESS = /"address"\s*:\s*("(?:[^"\\]|\\.)*")/g;

/**
 * Where a plan itself speaks of resources, for those that no file of the repository has. A plan can hold passwords and
 * keys of everything else that Terraform manages, and a report shows the line of a place: the file of these places has
 * blanks for all but the addresses that were asked for, each character where it was.
 */
export class PlanPlaces {
  readonly #plan: SourceFile;
  readonly #wanted: ReadonlySet<string>;
  #places: ReadonlyMap<string, Place> | undefined;

  constructor(plan: SourceFile, wanted: Iterable<string>) {
    this.#plan = plan;
    this.#wanted = new Set(wanted);
  }

  /** The address of a resource where the plan has it first; of others the beginning of the plan. */
  of(address: string): Place {
    this.#places ??= this.#find();
    return this.#places.get(address) ?? this.#places.get('')!;
  }

  #find(): ReadonlyMap<string, Place> {
    const { path, text } = this.#plan;
    const found = new Map<string, readonly [start: number, end: number]>();
    const kept: string[] = [];
    let end = 0;
    for (const match of text.matchAll(ADDRESS)) {
      const address = parsed(match[1]);
      if (address === undefined || !this.#wanted.has(address) || found.has(address)) continue;
      const start = match.index + match[0].length - match[1].length + 1;
      kept.push(blank(text.slice(end, start)), match[1].slice(1, -1));
      end = start + match[1].length - 2;
      found.set(address, [start, end]);
    }
    kept.push(blank(text.slice(end)));
    const file = new SourceFile(path, kept.join(''));
    const places = new Map<string, Place>([['', { file, start: 0, end: 0 }]]);
    for (const [address, [from, to]] of found) places.set(address, { file, start: from, end: to });
    return places;
  }
}

function parsed(json: string): string | undefined {
  try {
    return JSON.parse(json) as string;
  } catch {
    return undefined;
  }
}

/** Blanks in the same lines. */
function blank(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length));
}
