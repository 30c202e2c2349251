import type { PresentedLines } from '../outputs/presented.ts';
import { type Credentials, ensureCommit } from '../sources/fetch.ts';
import { type LineMap, lineMap, linesAt } from '../sources/line-map.ts';
import type { EventTrees } from './event-trees.ts';
import type { LocateLines } from './suggestions.ts';

/**
 * Finds lines of the judged tree in the pull request's own head, which review comments speak of: the merge that was
 * judged can have lines of others above them. Undefined where not every line stands there in the very same words, one
 * below the other. The head commit is fetched where the clone lacks it; throws a UsageError where that fails.
 */
export function ownLines({ repository, judgedSha, headSha }: EventTrees, credentials: Credentials): LocateLines {
  ensureCommit(repository, headSha, credentials);
  const files = new Map<string, { readonly map: LineMap; readonly lines: readonly string[] }>();

  function fileOf(path: string) {
    const known = files.get(path);
    if (known !== undefined) return known;
    const map = lineMap(repository, judgedSha, headSha, path);
    const file = { map, lines: linesAt(repository, headSha, path) ?? [] };
    files.set(path, file);
    return file;
  }

  return ({ file, first, before }: PresentedLines) => {
    const { map, lines } = fileOf(file);
    const start = map(first);
    if (start === undefined || before.length === 0) return undefined;
    const isSame = before.every((line, i) => map(first + i) === start + i && lines[start - 1 + i] === line);
    return isSame ? { first: start, last: start + before.length - 1 } : undefined;
  };
}
