/** Longer words are no misspelling of a keyword; it also bounds the cost of hostile ones. */
const MAX_WORD = 40;
/** One slip for so many characters of the longer word: one in a word of up to five, two in one of up to eight. */
const CHARACTERS_PER_SLIP = 3;

/**
 * How many slips of the pen lie between two words: a character left out, added, replaced, or two neighbours swapped
 * (the restricted Damerau distance). Costs the product of both lengths.
 */
export function spellingDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2] + 1 : replaced;
      row.push(Math.min(previous[j] + 1, row[j - 1] + 1, replaced, swapped));
    }
    before = previous;
    previous = row;
  }
  return previous[b.length];
}

/**
 * The candidate that a word was probably meant to be, letter case aside; undefined where none is near. Of two that are
 * equally near, the first.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > MAX_WORD) return undefined;
  const lower = word.toLowerCase();
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const allowed = Math.floor((Math.max(word.length, candidate.length) + 1) / CHARACTERS_PER_SLIP);
    if (Math.abs(word.length - candidate.length) > allowed) continue;
    const distance = spellingDistance(lower, candidate.toLowerCase());
    if (distance <= allowed && distance < fewest) {
      best = candidate;
      fewest = distance;
    }
  }
  return best;
}
