import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { githubClient } from '../../src/github/client.ts';
import { postSuggestions } from '../../src/github/suggestions.ts';
import type { Suggestion } from '../../src/outputs/suggestion.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';

const PULL = { owner: 'octo', repo: 'dns', number: 1 };
const HEAD = '1'.repeat(40);

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(async () => {
  await api.close();
  expect(api.unexpected).toEqual([]);
});

function suggestion(first: number, last: number, instead: readonly Suggestion[] = []): Suggestion {
  const before = Array.from({ length: last - first + 1 }, (_, i) => `line ${first + i}`);
  const marker = `<!-- ${first}-${last} -->`;
  return { lines: { file: 'a.zone', first, last, before, after: ['x'] }, marker, body: `${marker}\nbody`, instead };
}

function post(suggestions: readonly Suggestion[], hidden: readonly number[] = []) {
  const client = githubClient({ token: 't', baseUrl: api.url, userAgent: 'test', log: () => {}, second: 10 });
  return postSuggestions(client, PULL, HEAD, suggestions, ({ first, last }) =>
    hidden.some((line) => first <= line && line <= last) ? undefined : { first, last },
  );
}

const posted = () => api.reviewComments.map(({ start_line, line }) => [start_line ?? line, line]);

describe('a suggestion that others were joined to', () => {
  const joined = suggestion(4, 8, [suggestion(4, 6, [suggestion(4, 4), suggestion(5, 5)]), suggestion(7, 8)]);

  it.each([
    ['is posted where the diff shows all its lines', '@@ -1,9 +1,9 @@', [], [[4, 8]]],
    ['is replaced by what of it is in the diff', '@@ -3,4 +3,4 @@', [], [[4, 6]]],
    [
      'is replaced by what stands in the head as it was judged',
      '@@ -1,9 +1,9 @@',
      [6, 8],
      [
        [4, 4],
        [5, 5],
      ],
    ],
    ['is not posted where nothing of it is there', '@@ -20,4 +20,4 @@', [], []],
  ] as const)('%s', async (_, patch, hidden, lines) => {
    api.files = [{ filename: 'a.zone', patch }];
    expect(await post([joined], hidden)).toEqual({ posted: lines.length, left: 0 });
    expect(posted()).toEqual(lines);
    await post([joined], hidden);
    expect(posted()).toEqual(lines);
  });
});
