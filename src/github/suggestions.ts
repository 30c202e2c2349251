import type { Suggestion } from '../outputs/suggestion.ts';
import type { GitHubClient } from './client.ts';
import { isOwn } from './own.ts';
import type { PullRequest } from './pull-request.ts';

/** More at once nobody applies one by one. */
export const MAX_SUGGESTIONS = 30;
const PER_PAGE = 100;

/** Where a suggestion's lines stand in the pull request's own head commit; undefined where they are not the same there. */
export type LocateLines = (lines: Suggestion['lines']) => { readonly first: number; readonly last: number } | undefined;

export interface PostedSuggestions {
  readonly posted: number;
  /** How many more there are than are posted at once. */
  readonly left: number;
}

/**
 * Posts suggestions that are new to the pull request and on lines that its diff shows, as one review. Those posted
 * before are known by their markers. Errors of the API are thrown as they come.
 */
export async function postSuggestions(
  client: GitHubClient,
  { owner, repo, number }: PullRequest,
  headSha: string,
  suggestions: readonly Suggestion[],
  locate: LocateLines,
): Promise<PostedSuggestions> {
  if (suggestions.length === 0) return { posted: 0, left: 0 };
  const pull = { owner, repo, pull_number: number, per_page: PER_PAGE };
  const hunks = new Map<string, Hunk[]>();
  for (const file of await client.paginate(client.rest.pulls.listFiles, pull)) {
    hunks.set(file.filename, hunksOf(file.patch ?? ''));
  }
  const offers = ({ lines, marker, body, instead }: Suggestion): Offer[] => {
    const own = locate(lines);
    const isShown = own && hunks.get(lines.file)?.some(({ first, last }) => first <= own.first && own.last <= last);
    return own !== undefined && isShown ? [{ marker, body, path: lines.file, ...own }] : instead.flatMap(offers);
  };
  const offered = suggestions.flatMap(offers);
  if (offered.length === 0) return { posted: 0, left: 0 };

  const own = (await client.paginate(client.rest.pulls.listReviewComments, pull)).filter(await isOwn(client));
  const known = own.map(({ body }) => body);
  const wanted = offered.filter(({ marker }) => !known.some((body) => body.includes(marker)));
  const comments = wanted.slice(0, MAX_SUGGESTIONS).map(({ path, first, last, body }) => ({
    path,
    body,
    line: last,
    side: 'RIGHT',
    ...(first < last && { start_line: first, start_side: 'RIGHT' }),
  }));
  if (comments.length > 0) {
    const body = 'Changes that would mend what DNS Mail Gate has found in these lines:';
    await client.rest.pulls.createReview({
      owner,
      repo,
      pull_number: number,
      commit_id: headSha,
      event: 'COMMENT',
      body,
      comments,
    });
  }
  return { posted: comments.length, left: wanted.length - comments.length };
}

/** A suggestion on lines of the pull request's own head. */
interface Offer {
  readonly marker: string;
  readonly body: string;
  readonly path: string;
  readonly first: number;
  readonly last: number;
}

/** Lines of the new file that the diff shows, both ends inclusive; GitHub takes comments on these only. */
interface Hunk {
  readonly first: number;
  readonly last: number;
}

function hunksOf(patch: string): Hunk[] {
  return [...patch.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)].map(([, start, count = '1']) => ({
    first: Number(start),
    last: Number(start) + Number(count) - 1,
  }));
}
