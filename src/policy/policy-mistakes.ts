import { UsageError } from '../model/usage-error.ts';
import type { PolicyProblem } from './read-policy.ts';

/** More mistakes than anybody mends at once. */
const MAX_SHOWN = 20;

/** `file:line:column: what is wrong`, as editors and terminals know it. */
export function describeProblem({ place, message }: PolicyProblem): string {
  const { line, column } = place.file.position(place.start);
  return `${place.file.path}:${line}:${column}: ${message}`;
}

/** The error for a policy file with mistakes, of which there is at least one. */
export function mistakes(problems: readonly PolicyProblem[]): UsageError {
  const shown = problems.slice(0, MAX_SHOWN).map(describeProblem);
  const [{ place }] = problems;
  const at = { file: place.file.path, ...place.file.position(place.start) };
  return new UsageError(
    [...shown, ...(problems.length > MAX_SHOWN ? ['… and more mistakes in this file.'] : [])].join('\n'),
    at,
  );
}
