/**
 * Whether a path matches a glob: `*` any characters but `/`, `?` one of them, `**` as a whole segment any number of
 * folders. Both are relative to the root. Quadratic at worst, whatever pattern and path are made to be.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const isFolders = (segment: string) => segment === '**';
  return matches(pattern.split('/'), path.split('/'), isFolders, matchesSegment);
}

function matchesSegment(pattern: string, segment: string): boolean {
  const isAny = (character: string) => character === '*';
  return matches([...pattern], [...segment], isAny, (wanted, character) => wanted === '?' || wanted === character);
}

/** Wildcard matching that only ever goes back to the last wildcard, because an earlier one can gain nothing. */
function matches(
  pattern: readonly string[],
  items: readonly string[],
  isWildcard: (part: string) => boolean,
  matchesOne: (part: string, item: string) => boolean,
): boolean {
  let part = 0;
  let item = 0;
  let wildcard = -1;
  let resume = 0;
  while (item < items.length) {
    if (part < pattern.length && isWildcard(pattern[part])) {
      wildcard = part++;
      resume = item;
    } else if (part < pattern.length && matchesOne(pattern[part], items[item])) {
      part++;
      item++;
    } else if (wildcard >= 0) {
      part = wildcard + 1;
      item = ++resume;
    } else {
      return false;
    }
  }
  while (part < pattern.length && isWildcard(pattern[part])) part++;
  return part === pattern.length;
}
