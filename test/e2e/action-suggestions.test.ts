import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptSuggestions } from '../support/accept-suggestions.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { FILES, ZONE } from '../support/mail-estate.ts';
import { mergeCheckout, pullRequestPayload, showDiff } from '../support/pull-request.ts';
import { newRepository, type Repository } from '../support/repository.ts';
import { runAction } from '../support/runner.ts';

const PATH = 'zones/example.com.zone';
const TYPO = ZONE.replace('"v=spf1 mx -all"', '"v=spf1 nx -all"');

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(async () => {
  await api.close();
  expect(api.unexpected).toEqual([]);
});

function openPullRequest(): Repository {
  const origin = newRepository();
  origin.commit(FILES);
  origin.git('checkout', '-q', '-b', 'topic');
  return origin;
}

function run(origin: Repository, inputs = {}) {
  showDiff(api, origin);
  const { workspace, sha, head } = mergeCheckout(origin);
  return runAction({
    workspace,
    event: 'pull_request',
    payload: pullRequestPayload(head),
    sha,
    apiUrl: api.url,
    inputs: { lookups: 'offline', ...inputs },
  });
}

/** What the file would be if the suggestions were accepted. */
function accepted(origin: Repository): string {
  return acceptSuggestions(origin.git('show', `topic:${PATH}`), api.reviewComments);
}

describe('suggested changes', () => {
  it('are made once, on the line as it is in the pull request’s own head', async () => {
    const origin = openPullRequest();
    const head = origin.commit({ [PATH]: TYPO });
    // Others put lines above it meanwhile, so that it stands elsewhere in the merge.
    origin.git('checkout', '-q', 'main');
    origin.commit({ [PATH]: `; by others\n; by others\n${ZONE}` });
    const result = await run(origin);
    expect(result.stdout).toContain('line=8,');
    expect(result.stdout).toContain('Suggested changes: 1 posted.');
    expect(api.reviewComments).toMatchObject([{ path: PATH, line: 6, commit_id: head }]);
    expect(accepted(origin)).toBe(ZONE.trim());

    origin.commit({ 'README.md': 'another push\n' });
    expect((await run(origin)).status).toBe(1);
    expect(api.reviewComments).toHaveLength(1);
  });

  it('mend a line with several mistakes at once', async () => {
    const origin = openPullRequest();
    const head = origin.commit({
      [PATH]: ZONE.replace('"v=spf1 mx -all"', '"v=spf1 nx nclude:_spf.example.net ip4:198.51.100.0/40 -al"'),
    });
    const result = await run(origin);
    expect(result.stdout).toContain('Suggested changes: 1 posted.');
    expect(api.reviewComments).toMatchObject([{ path: PATH, line: 6, commit_id: head }]);
    expect(api.reviewComments[0].body).toContain('This one change mends 3 findings.');
    expect(accepted(origin)).toContain('IN TXT "v=spf1 mx include:_spf.example.net ip4:198.51.100.0/40 -all"\n');

    // What is left is told after that.
    origin.commit({ [PATH]: `${accepted(origin)}\n` }, 'Apply suggestion');
    expect((await run(origin)).status).toBe(1);
    expect(api.reviewComments).toHaveLength(1);
  });

  it('are not made on lines that the diff does not show', async () => {
    const origin = openPullRequest();
    // The change takes away what the other file's record needs.
    origin.commit({ [PATH]: TYPO });
    showDiff(api, origin);
    const { workspace, sha, head } = mergeCheckout(origin);
    api.files = [{ filename: PATH, patch: '@@ -20,2 +20,2 @@\n-a\n+b\n c' }, { filename: 'image.png' }];
    const payload = pullRequestPayload(head);
    const inputs = { lookups: 'offline' };
    await runAction({ workspace, event: 'pull_request', payload, sha, apiUrl: api.url, inputs });
    expect(api.reviewComments).toEqual([]);
    expect(api.requests.some(({ path }) => path.endsWith('/reviews'))).toBe(false);
  });

  it('are at most thirty at once, and the rest is said', async () => {
    const origin = openPullRequest();
    const domains = Array.from({ length: 33 }, (_, i) => `d${i} IN TXT "v=spf1 nx -all"\n`).join('');
    origin.commit({ [PATH]: ZONE + domains });
    const result = await run(origin);
    expect(result.stdout).toContain('Suggested changes: 30 posted, 3 more after these.');
    expect(api.reviewComments).toHaveLength(30);
    await run(origin);
    expect(api.reviewComments).toHaveLength(33);
  });

  it('are not made where they are not wanted', async () => {
    const origin = openPullRequest();
    origin.commit({ [PATH]: TYPO });
    expect((await run(origin, { suggestions: 'false' })).status).toBe(1);
    expect(api.requests.filter(({ path }) => path.includes('/pulls/'))).toEqual([]);
  });

  it('that GitHub refuses are a warning', async () => {
    const origin = openPullRequest();
    origin.commit({ [PATH]: TYPO });
    const body = { message: 'Resource not accessible by integration', documentation_url: '' };
    api.fault = ({ path }) => (path.endsWith('/reviews') ? { status: 403, body } : undefined);
    const result = await run(origin);
    expect(result).toMatchObject({ status: 1, outputs: { conclusion: 'fail', errors: '1' } });
    expect(result.stdout).toMatch(/::warning::The suggested changes could not be posted. .*pull-requests: write/);
    expect(api.comments).toHaveLength(1);
  });
});
