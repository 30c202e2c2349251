/** Where something stands in the tree: a path, and the words of its path and of the names that are given to it. */
export interface Standing {
  readonly folders: readonly string[];
  readonly words: ReadonlySet<string>;
}

/** The standing of a file, or of what is named by several paths and names, of which the first one gives the folders. */
export function standingOf(path: string, ...more: readonly string[]): Standing {
  return { folders: path.split('/').slice(0, -1), words: new Set([path, ...more].flatMap(wordsOf)) };
}

/**
 * The candidate that stands nearest: it shares most leading folders, and where several do, most words, as
 * `forward/prod/example.com.zone` and `reverse/prod/2.0.192.in-addr.arpa.zone` share `prod`. The first one of several,
 * and then it is not the only one.
 */
export function nearest<T>(
  own: Standing,
  candidates: readonly T[],
  standing: (candidate: T) => Standing,
): { readonly best: T; readonly isOnly: boolean } {
  let best = candidates[0];
  let most = -1;
  let isOnly = true;
  for (const candidate of candidates) {
    const shared = nearness(own, standing(candidate));
    if (shared > most) [best, most, isOnly] = [candidate, shared, true];
    else if (shared === most) isOnly = false;
  }
  return { best, isOnly };
}

/** A folder weighs more than any number of words. */
function nearness(a: Standing, b: Standing): number {
  let folders = 0;
  while (folders < a.folders.length && a.folders[folders] === b.folders[folders]) folders++;
  let words = 0;
  for (const word of b.words) if (a.words.has(word)) words++;
  return folders * 1e6 + words;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[/._-]+/)
    .filter((word) => word !== '');
}
