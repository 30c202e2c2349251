import type { Word } from './parse.ts';
import type { Problem } from './problem.ts';
import type { SpfSyntaxError } from './record.ts';

export function explain(_text: string, { start, end }: Word, problem: Problem): SpfSyntaxError {
  return { ...problem, start, end };
}
