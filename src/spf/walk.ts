import type { Answer } from '../model/answer.ts';
import type { Effect } from '../model/effect.ts';
import type { Name } from '../model/name.ts';
import type { QueryType } from '../model/record.ts';
import type { SpfTree } from './tree.ts';

/** Asks the DNS for the walk. */
export type Ask = <T extends QueryType>(name: Name, type: T) => Effect<Answer<T>>;

/** Expands the record of a domain with every include and redirect, without stopping at a match. */
// biome-ignore lint/correctness/useYield: written by the walk that replaces this
export function* walk(_domain: Name, _ask: Ask): Effect<SpfTree> {
  throw new Error('not written');
}
