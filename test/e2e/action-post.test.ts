import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { BROKEN, FILES } from '../support/mail-estate.ts';
import { mergeCheckout, pullRequestPayload } from '../support/pull-request.ts';
import { newRepository, temporaryFolder } from '../support/repository.ts';
import { runAction } from '../support/runner.ts';

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(async () => {
  await api.close();
  expect(api.unexpected).toEqual([]);
});

const FORK = 'ann/dns';
const repo = { full_name: FORK };

/** The run without rights: its report, and the commit that it was for. */
async function runOfFork() {
  const origin = newRepository();
  origin.commit(FILES);
  origin.git('checkout', '-q', '-b', 'topic');
  origin.commit(BROKEN);
  const { workspace, sha, head } = mergeCheckout(origin);
  const inputs = { lookups: 'offline', comment: 'never', suggestions: 'false' };
  const payload = pullRequestPayload(head);
  const run = await runAction({ workspace, event: 'pull_request', payload, sha, apiUrl: api.url, inputs });
  expect(api.requests).toEqual([]);
  return { report: run.outputs['report-file'], head };
}

function postRun(workspace: string, head: string, repository: string | null = FORK) {
  const payload = {
    workflow_run: {
      head_sha: head,
      head_branch: 'topic',
      head_repository: repository && { full_name: repository, owner: { login: repository.split('/')[0] } },
      // Of forks GitHub lists none.
      pull_requests: [],
    },
  };
  return runAction({
    workspace,
    event: 'workflow_run',
    payload,
    sha: '0'.repeat(40),
    apiUrl: api.url,
    inputs: { mode: 'post', 'report-file': 'report.json' },
  });
}

describe('the mode “post”', () => {
  it('comments on the pull request that the other run was for', async () => {
    const { report, head } = await runOfFork();
    const workspace = temporaryFolder();
    copyFileSync(report, join(workspace, 'report.json'));
    api.pulls = [
      { number: 7, head: { sha: '7'.repeat(40), ref: 'topic', repo } },
      // The same commit and branch: that of another owner, and that of another repository of this one.
      { number: 8, head: { sha: head, ref: 'topic' } },
      { number: 9, head: { sha: head, ref: 'topic', repo: { full_name: 'ann/dns-copy' } } },
      { number: 1, head: { sha: head, ref: 'topic', repo } },
    ];
    const run = await postRun(workspace, head);
    expect(run.status).toBe(0);
    const [list] = api.requests;
    expect(list).toMatchObject({ path: '/repos/octo/dns/pulls', query: { head: 'ann:topic', state: 'open' } });
    expect(api.requests.find(({ method }) => method === 'POST')?.path).toBe('/repos/octo/dns/issues/1/comments');
    expect(api.comments[0].body).toContain(`/blob/${head}/zones/example.com.zone`);
  });

  it('posts nothing where the pull request has moved on', async () => {
    const { report, head } = await runOfFork();
    const workspace = temporaryFolder();
    copyFileSync(report, join(workspace, 'report.json'));
    const run = await postRun(workspace, head);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('nothing to post');
    expect(api.comments).toEqual([]);
  });

  it('posts nothing where the fork is gone', async () => {
    const { report, head } = await runOfFork();
    const workspace = temporaryFolder();
    copyFileSync(report, join(workspace, 'report.json'));
    const run = await postRun(workspace, head, null);
    expect(run.status).toBe(0);
    expect(api.requests).toEqual([]);
  });

  it('believes nothing that the report says of links, and shows its text as text', async () => {
    const { report, head } = await runOfFork();
    const workspace = temporaryFolder();
    const forged = JSON.parse(readFileSync(report, 'utf8'));
    Object.assign(forged.introduced[0], {
      help: 'https://evil.example/',
      message: '</details><img src=x> @octocat [click](https://evil.example)',
      file: '../../evil`|@octocat',
    });
    writeFileSync(join(workspace, 'report.json'), JSON.stringify(forged));
    api.pulls = [{ number: 1, head: { sha: head, ref: 'topic', repo } }];
    expect((await postRun(workspace, head)).status).toBe(0);
    const [{ body }] = api.comments;
    expect(body).not.toMatch(/evil\.example\/\)|<img|(?<!`.*)@octocat(?!.*`)|\]\(https:\/\/evil/);
    expect(body).toContain(`docs/rules.md#${forged.introduced[0].rule}`);
  });

  it.each([
    ['no file', undefined, /no report at/],
    ['no JSON', 'hello', /not JSON/],
    ['another shape', '{"version":1,"introduced":[{}]}', /cannot be used/],
  ])('refuses a report that is none: %s', async (_, text, message) => {
    const workspace = temporaryFolder();
    if (text !== undefined) writeFileSync(join(workspace, 'report.json'), text);
    const run = await postRun(workspace, '1'.repeat(40));
    expect(run.status).toBe(2);
    expect(run.stdout).toMatch(message);
    expect(api.requests).toEqual([]);
  });
});
