import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { BROKEN, FILES } from '../support/mail-estate.ts';
import { mergeCheckout, pullRequestPayload } from '../support/pull-request.ts';
import { newRepository } from '../support/repository.ts';
import { runAction } from '../support/runner.ts';

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(() => api.close());

function runPullRequest(files: Readonly<Record<string, string>>) {
  const origin = newRepository();
  origin.commit(FILES);
  origin.git('checkout', '-q', '-b', 'topic');
  origin.commit(files);
  const { workspace, sha, head } = mergeCheckout(origin);
  const inputs = { lookups: 'offline', comment: 'always' };
  return runAction({
    workspace,
    event: 'pull_request',
    payload: pullRequestPayload(head),
    sha,
    apiUrl: api.url,
    inputs,
  });
}

/** Waiting for a server that fails takes 14 seconds. */
const LONG = 60_000;

describe('a comment that GitHub does not take', () => {
  it.each([
    [401, 'Bad credentials', /check the input “token”/],
    [403, 'Resource not accessible by integration', /pull-requests: write.*read-only/],
    [403, 'Unable to create comment because issue is locked.', /conversation is locked/],
    [403, 'You have exceeded a secondary rate limit', /asked too much/],
    [404, 'Not Found', /pull-requests: write/],
    [422, 'Validation Failed', /did not take the comment: Validation Failed/],
    [503, 'Service Unavailable', /run the job again/],
  ])(
    'is a warning, and the verdict stays: %d %s',
    async (status, message, advice) => {
      const headers: Record<string, string> = message.includes('rate') ? { 'retry-after': '3600' } : {};
      api.fault = ({ method }) =>
        method === 'POST' ? { status, headers, body: { message, documentation_url: '' } } : undefined;
      const bad = await runPullRequest(BROKEN);
      expect(bad).toMatchObject({ status: 1, outputs: { conclusion: 'fail', errors: '1' } });
      expect(bad.stdout).toMatch(new RegExp(`::warning::The comment could not be posted. .*${advice.source}`));
      expect(bad.stdout).toContain('::error file=zones/example.com.zone');
    },
    LONG,
  );

  it('lets a good change pass with a token that may do nothing at all', async () => {
    api.fault = () => ({
      status: 403,
      body: { message: 'Resource not accessible by integration', documentation_url: '' },
    });
    const good = await runPullRequest({ 'README.md': 'words\n' });
    expect(good).toMatchObject({ status: 0, outputs: { conclusion: 'pass' } });
    expect(good.stdout).toContain('::warning::The comment could not be posted.');
  });
});
