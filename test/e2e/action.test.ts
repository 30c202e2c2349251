import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHubApi, REFUSED, startGitHubApi } from '../support/github-api.ts';
import { BROKEN, FILES, ZONE } from '../support/mail-estate.ts';
import { mergeCheckout, pullRequestPayload } from '../support/pull-request.ts';
import { newRepository, type Repository } from '../support/repository.ts';
import { runAction } from '../support/runner.ts';

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(async () => {
  await api.close();
  expect(api.unexpected).toEqual([]);
});

function push(origin: Repository, files: Readonly<Record<string, string | undefined>>, inputs = {}) {
  origin.commit(files);
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

function openPullRequest(files: Readonly<Record<string, string>> = FILES): Repository {
  const origin = newRepository();
  origin.commit(files);
  origin.git('checkout', '-q', '-b', 'topic');
  return origin;
}

const writes = () => api.requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);

describe('the Action on a pull request', () => {
  it('comments on a breaking push and fails, then turns the comment to all clear and passes', async () => {
    const origin = openPullRequest();

    const broken = await push(origin, BROKEN);
    expect(broken.stdout + broken.stderr).toContain('::error file=zones/example.com.zone,line=6,');
    expect(broken.status).toBe(1);
    expect(broken.outputs).toMatchObject({ conclusion: 'fail', errors: '1' });
    expect(api.comments).toHaveLength(1);
    expect(api.comments[0].body).toContain('spf-syntax');
    expect(api.comments[0].body).toContain('example.com');
    expect(broken.summary).toContain('spf-syntax');
    expect(existsSync(broken.outputs['comment-file'])).toBe(true);
    const report = JSON.parse(readFileSync(broken.outputs['report-file'], 'utf8'));
    expect(report.introduced.map(({ rule }: { rule: string }) => rule)).toContain('spf-syntax');

    const again = await push(origin, { 'README.md': 'DNS of ours\n' });
    expect(again.status).toBe(1);
    expect(writes()).toEqual(['POST']);

    const mended = await push(origin, { 'zones/example.com.zone': ZONE.replace('-all', '~all') });
    expect(mended.status).toBe(0);
    expect(mended.outputs).toMatchObject({ conclusion: 'pass', errors: '0' });
    expect(api.comments).toHaveLength(1);
    expect(api.comments[0].body).not.toContain('spf-syntax');
    expect(writes()).toEqual(['POST', 'PATCH']);
  });

  it('does not blame the change for what was there before', async () => {
    const origin = openPullRequest({ ...FILES, ...BROKEN });
    const run = await push(origin, {
      'zones/example.net.zone': ZONE.replaceAll('mail', 'mail.example.com.').replace(/^mail.*\n.*\n/m, ''),
    });
    expect(run.outputs.conclusion).toBe('pass');
    expect(run.status).toBe(0);
  });

  it('writes no comment on a clean change', async () => {
    const run = await push(openPullRequest(), { 'README.md': 'only words\n' });
    expect(run.status).toBe(0);
    expect(writes()).toEqual([]);
  });

  it('finds its own comment behind many others, and leaves those of others alone', async () => {
    const origin = openPullRequest();
    await push(origin, BROKEN);
    const [own] = api.comments.splice(0);
    for (let i = 0; i < 130; i++)
      api.comments.push({ id: i + 1, body: `note ${i}`, user: { login: 'ann', type: 'User' } });
    const quote = { id: 500, body: own.body, user: { login: 'ann', type: 'User' as const } };
    api.comments.push(quote, own);
    const stolen = quote.body;
    await push(origin, { 'zones/example.com.zone': ZONE });
    expect(own.body).not.toContain('spf-syntax');
    expect(quote.body).toBe(stolen);
    expect(writes()).toEqual(['POST', 'PATCH']);
  });

  it('keeps its verdict where it may not comment, and names the permission', async () => {
    api.fault = ({ method }) => (method === 'GET' ? undefined : { status: 403, body: REFUSED });
    const run = await push(openPullRequest(), BROKEN);
    expect(run.status).toBe(1);
    expect(run.outputs.conclusion).toBe('fail');
    expect(run.stdout).toMatch(/::warning.*pull-requests: write/);
    expect(run.stdout).toContain('::error file=zones/example.com.zone');
  });

  it('prints no token', async () => {
    const run = await push(openPullRequest(), BROKEN);
    expect(run.stdout + run.stderr + run.summary + JSON.stringify(run.outputs)).not.toContain('secret-token');
    expect(api.requests.every(({ authorization }) => authorization === 'token secret-token')).toBe(true);
  });

  it('judges by the policy of base, and shows what the change does to it', async () => {
    const origin = openPullRequest({ ...FILES, 'dns-mail-gate.yml': 'rules: { spf-no-all: notice }\n' });
    const excusing = await push(origin, { ...BROKEN, 'dns-mail-gate.yml': 'rules: { spf-syntax: off }\n' });
    expect(excusing.outputs.conclusion).toBe('fail');
    expect(api.comments[0].body).toContain('spf-syntax: off');
  });

  it('comments on a change of the policy alone', async () => {
    const origin = openPullRequest({ ...FILES, 'dns-mail-gate.yml': 'rules: {}\n' });
    const run = await push(origin, { 'dns-mail-gate.yml': 'rules: { ptr-missing: off }\n' });
    expect(run.status).toBe(0);
    expect(api.comments).toHaveLength(1);
    expect(api.comments[0].body).toContain('ptr-missing: off');
  });

  it('places a mistake in the proposed policy, and exits 2', async () => {
    const run = await push(
      openPullRequest(),
      { 'conf/mail.yml': 'rules:\n  ptr-mising: off\n' },
      { policy: './conf/mail.yml' },
    );
    expect(run.status).toBe(2);
    expect(run.stdout).toMatch(/::error file=conf\/mail\.yml,line=2,col=3::.*“ptr-missing”/);
  });

  it('says what to do without a checkout', async () => {
    const origin = openPullRequest();
    const { head, sha } = mergeCheckout(origin);
    const run = await runAction({
      workspace: join(newRepository().root),
      event: 'pull_request',
      payload: pullRequestPayload(head),
      sha,
      apiUrl: api.url,
    });
    expect(run.status).not.toBe(0);
    expect(run.stdout).toMatch(/::error.*actions\/checkout/);
  });
});
