import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHubApi, REFUSED, startGitHubApi } from '../support/github-api.ts';
import { BROKEN, FILES, ZONE } from '../support/mail-estate.ts';
import { mergeCheckout, pullRequestPayload, showDiff } from '../support/pull-request.ts';
import { clone, newRepository, type Repository, temporaryFolder } from '../support/repository.ts';
import { type RunnerOptions, runAction } from '../support/runner.ts';

/**
 * What each event asks of GitHub, request by request. Every request and answer is held against GitHub's description of its
 * API, and payloads are those that GitHub documents.
 */

const COMMENTS = '/repos/octo/dns/issues/1/comments';
const PULL = '/repos/octo/dns/pulls/1';
const FIRST_COMMENT = [
  `GET ${COMMENTS}`,
  `POST ${COMMENTS}`,
  // Did another run write one at the same time?
  `GET ${COMMENTS}`,
  'GET /user',
];
const OWN_COMMENT = [`GET ${COMMENTS}`, 'GET /user'];
const SUGGESTION = [`GET ${PULL}/files`, `GET ${PULL}/comments`, 'GET /user', `POST ${PULL}/reviews`];
const KNOWN_SUGGESTION = SUGGESTION.slice(0, 3);

let api: GitHubApi;
let done = 0;
beforeEach(async () => {
  api = await startGitHubApi();
  done = 0;
});
afterEach(async () => {
  await api.close();
  expect(api.unexpected).toEqual([]);
});

/** The requests since the last look. */
function asked(): string[] {
  const requests = api.requests.slice(done).map(({ method, path }) => `${method} ${path}`);
  done = api.requests.length;
  return requests.map((request) => request.replace(/(?<=comments\/)\d+$/, 'ID'));
}

function run(options: Pick<RunnerOptions, 'workspace' | 'event' | 'payload' | 'sha'> & Partial<RunnerOptions>) {
  return runAction({ apiUrl: api.url, ...options, inputs: { lookups: 'offline', ...options.inputs } });
}

function openPullRequest(files: Readonly<Record<string, string>> = BROKEN): Repository {
  const origin = newRepository();
  origin.commit(FILES);
  origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  origin.git('checkout', '-q', '-b', 'topic');
  origin.commit(files);
  showDiff(api, origin);
  return origin;
}

function runPullRequest(origin: Repository, inputs = {}) {
  const { workspace, sha, head } = mergeCheckout(origin);
  return run({ workspace, event: 'pull_request', payload: pullRequestPayload(head), sha, inputs });
}

describe('pull_request', () => {
  it('writes a comment and a suggestion, leaves both alone, and turns the comment to all clear', async () => {
    const origin = openPullRequest();
    expect((await runPullRequest(origin)).status).toBe(1);
    expect(asked()).toEqual([...FIRST_COMMENT, ...SUGGESTION]);

    origin.commit({ 'README.md': 'another push\n' });
    expect((await runPullRequest(origin)).status).toBe(1);
    expect(asked()).toEqual([...OWN_COMMENT, ...KNOWN_SUGGESTION]);

    origin.commit({ 'zones/example.com.zone': ZONE.replace('-all', '~all') });
    expect((await runPullRequest(origin)).status).toBe(0);
    expect(asked()).toEqual([...OWN_COMMENT, 'PATCH /repos/octo/dns/issues/comments/ID']);
  });

  it('looks for an old comment where there is nothing to say, and writes none', async () => {
    expect((await runPullRequest(openPullRequest({ 'README.md': 'words\n' }))).status).toBe(0);
    expect(asked()).toEqual([`GET ${COMMENTS}`]);
  });

  it('of a checkout of the head, one commit deep, is compared with the merge base', async () => {
    const origin = openPullRequest();
    const fork = origin.git('rev-parse', 'main');
    for (let i = 0; i < 5; i++) origin.commit({ 'README.md': `${i}\n` });
    const head = origin.git('rev-parse', 'topic');
    origin.git('checkout', '-q', 'main');
    // By others, meanwhile: no business of this change.
    origin.commit({ 'zones/example.net.zone': ZONE.replace('v=spf1 mx', 'v=spf1 mxx') });
    const { root: workspace } = clone(origin, '--depth=1', '--branch=topic');
    const result = await run({ workspace, event: 'pull_request', payload: pullRequestPayload(head), sha: head });
    expect(result.stdout).toContain(`Comparing with ${fork}.`);
    expect(result.outputs).toMatchObject({ conclusion: 'fail', errors: '1' });
    expect(asked()).toEqual([...FIRST_COMMENT, ...SUGGESTION]);
  });

  it.each(['a fork', 'Dependabot'])('of %s tries once, and names the second workflow', async () => {
    api.fault = ({ method }) => (method === 'GET' ? undefined : { status: 403, body: REFUSED });
    const result = await runPullRequest(openPullRequest());
    expect(result.stdout).toMatch(/::warning::The comment could not be posted\..*a second workflow has to post it/);
    expect(result).toMatchObject({ status: 1, outputs: { conclusion: 'fail' } });
    expect(readFileSync(result.outputs['comment-file'], 'utf8')).toContain('spf-syntax');
    expect(asked()).toEqual([`GET ${COMMENTS}`, `POST ${COMMENTS}`, ...SUGGESTION]);
  });
});

describe('GitHub Enterprise Server', () => {
  it('is asked at its own address, and linked to', async () => {
    const { workspace, sha, head } = mergeCheckout(openPullRequest());
    const result = await run({
      workspace,
      event: 'pull_request',
      payload: pullRequestPayload(head),
      sha,
      apiUrl: `${api.url}/api/v3`,
      env: { GITHUB_SERVER_URL: 'https://github.example.com' },
    });
    expect(result.status).toBe(1);
    expect(asked()).toEqual([...FIRST_COMMENT, ...SUGGESTION]);
    const [{ body }] = api.comments;
    expect(body).toContain(`](https://github.example.com/octo/dns/blob/${head}/zones/example.com.zone#L6)`);
  });
});

describe('pull_request_target', () => {
  it('fetches the merge, and asks GitHub for nothing but to comment', async () => {
    const origin = openPullRequest();
    const head = origin.git('rev-parse', 'topic');
    mergeCheckout(origin);
    const server = temporaryFolder();
    mkdirSync(join(server, 'octo'));
    symlinkSync(origin.root, join(server, 'octo', 'dns'));
    const result = await run({
      workspace: temporaryFolder(),
      event: 'pull_request_target',
      payload: pullRequestPayload(head),
      sha: origin.git('rev-parse', 'main'),
      env: { GITHUB_SERVER_URL: `file://${server}` },
    });
    expect(result.status).toBe(1);
    expect(asked()).toEqual([...FIRST_COMMENT, ...SUGGESTION]);
  });
});

describe('workflow_run', () => {
  it('finds the pull request by branch and commit, and comments with the report', async () => {
    const origin = openPullRequest();
    const first = await runPullRequest(origin, { comment: 'never', suggestions: 'false' });
    expect(asked()).toEqual([]);
    const head = origin.git('rev-parse', 'topic');
    api.pulls = [{ number: 1, head: { sha: head, ref: 'topic' } }];
    const repository = { full_name: 'octo/dns', owner: { login: 'octo' } };
    const second = await run({
      workspace: temporaryFolder(),
      event: 'workflow_run',
      payload: {
        workflow_run: { head_sha: head, head_branch: 'topic', head_repository: repository, pull_requests: [] },
      },
      sha: origin.git('rev-parse', 'main'),
      inputs: { mode: 'post', 'report-file': first.outputs['report-file'] },
    });
    expect(second.status).toBe(0);
    expect(asked()).toEqual(['GET /repos/octo/dns/pulls', ...FIRST_COMMENT]);
  });
});

describe('events without a pull request', () => {
  const noPull = (origin: Repository, event: string, payload: object) => {
    const { root: workspace, git } = clone(origin, '--depth=1', '--branch=topic');
    return run({ workspace, event, payload, sha: git('rev-parse', 'HEAD') });
  };

  it.each([
    ['push', 1, (before: string) => ({ before, ref: 'refs/heads/topic' })],
    ['merge_group', 1, (base_sha: string) => ({ merge_group: { base_sha } })],
    ['schedule', 1, () => ({ schedule: '17 4 * * *' })],
    ['workflow_dispatch', 1, () => ({ ref: 'refs/heads/topic' })],
  ])('%s asks GitHub for nothing', async (event, status, payload) => {
    const origin = openPullRequest();
    const result = await noPull(origin, event, payload(origin.git('rev-parse', 'main')));
    expect(result).toMatchObject({ status, outputs: { conclusion: 'fail', errors: '1' } });
    expect(result.stdout).toContain('::error file=zones/example.com.zone,line=6,');
    expect(asked()).toEqual([]);
  });
});
