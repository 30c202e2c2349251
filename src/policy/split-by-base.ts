import { groupBy } from '../model/group-by.ts';
import type { InlineExcuse } from './inline-excuses.ts';

export interface SplitExcuses {
  /** Those of head that base has too. */
  readonly known: readonly InlineExcuse[];
  /** Those that only head has. */
  readonly added: readonly InlineExcuse[];
  /** Those that only base has. */
  readonly removed: readonly InlineExcuse[];
}

/**
 * Sorts head's excuses by whether base has them too: the same rule and reason in the same file, as often as there, and
 * first those beside the same record. So an excuse that moves, or whose record changes, still counts; a copy does not.
 */
export function splitByBase(head: readonly InlineExcuse[], base: readonly InlineExcuse[]): SplitExcuses {
  const exact = pairOff(head, base, (excuse) => `${identity(excuse)}\n${excuse.covered}`);
  const moved = pairOff(exact.head, exact.base, identity);
  const added = new Set(moved.head);
  return { known: head.filter((excuse) => !added.has(excuse)), added: moved.head, removed: moved.base };
}

function identity({ rule, reason, place }: InlineExcuse): string {
  return `${rule}\n${reason}\n${place.file.path}`;
}

/** What is left of both lists when equal ones are taken out in pairs. */
function pairOff(
  head: readonly InlineExcuse[],
  base: readonly InlineExcuse[],
  keyOf: (excuse: InlineExcuse) => string,
): { readonly head: InlineExcuse[]; readonly base: InlineExcuse[] } {
  const groups = groupBy(base, keyOf);
  // How many of each group are taken; the first of base for the first of head.
  const taken = new Map<string, number>();
  const left = head.filter((excuse) => {
    const key = keyOf(excuse);
    const count = taken.get(key) ?? 0;
    if (count >= (groups.get(key)?.length ?? 0)) return true;
    taken.set(key, count + 1);
    return false;
  });
  return { head: left, base: [...groups].flatMap(([key, group]) => group.slice(taken.get(key) ?? 0)) };
}
