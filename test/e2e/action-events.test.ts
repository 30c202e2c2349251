import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { knowing, startDnsServer } from '../support/dns-server.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { BROKEN, FILES, ZONE } from '../support/mail-estate.ts';
import { pullRequestPayload } from '../support/pull-request.ts';
import { clone, newRepository, type Repository, temporaryFolder } from '../support/repository.ts';
import { type ActionRun, runAction } from '../support/runner.ts';

const NO_COMMIT = '0'.repeat(40);
/** Something that was wrong before, and is none of the change's doing. */
const OLD_FAULT = { 'zones/example.org.zone': ZONE.replace('v=spf1 mx', 'v=spf1 xm').replaceAll('203.0.113.25', 'mx') };

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(async () => {
  await api.close();
  expect(api.unexpected).toEqual([]);
});

function repositoryWith(files: Readonly<Record<string, string>>): Repository {
  const origin = newRepository();
  origin.commit(files);
  origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  return origin;
}

interface Event {
  readonly event: string;
  readonly payload: object;
  readonly env?: Record<string, string>;
  readonly inputs?: Record<string, string>;
}

/** Runs the Action in a clone as actions/checkout makes it: one commit deep. */
function run(origin: Repository, { event, payload, env, inputs }: Event, branch = 'main') {
  const { root: workspace, git } = clone(origin, '--depth=1', `--branch=${branch}`);
  const sha = git('rev-parse', 'HEAD');
  return runAction({ workspace, event, payload, sha, apiUrl: api.url, inputs: { lookups: 'offline', ...inputs }, env });
}

const asked = () => api.requests.map(({ method, path }) => `${method} ${path}`);
const errorsIn = ({ stdout }: ActionRun) => [...stdout.matchAll(/::error file=([^,]+)/g)].map(([, file]) => file);

describe('the Action on a push', () => {
  it('is compared with what the branch was before, and asks the API for nothing', async () => {
    const origin = repositoryWith({ ...FILES, ...OLD_FAULT });
    const before = origin.git('rev-parse', 'HEAD');
    origin.commit({ 'README.md': 'a second commit of the same push\n' });
    origin.commit(BROKEN);
    const result = await run(origin, { event: 'push', payload: { before, ref: 'refs/heads/main' } });
    expect(result.stdout).toContain(`Comparing with ${before}.`);
    expect(errorsIn(result)).toEqual(['zones/example.com.zone']);
    expect(result.status).toBe(1);
    expect(asked()).toEqual([]);
  });

  it('is green where it changes nothing that was wrong before', async () => {
    const origin = repositoryWith({ ...FILES, ...OLD_FAULT });
    const before = origin.git('rev-parse', 'HEAD');
    origin.commit({ 'README.md': 'words\n' });
    const result = await run(origin, { event: 'push', payload: { before } });
    expect(result.outputs.conclusion).toBe('pass');
  });

  it('judges a new branch whole', async () => {
    const origin = repositoryWith({ ...FILES, ...BROKEN });
    const result = await run(origin, { event: 'push', payload: { before: NO_COMMIT } });
    expect(result.outputs).toMatchObject({ conclusion: 'fail', errors: '1' });
    expect(result.stdout).toContain('everything is judged');
  });

  it('fetches what a force push left behind', async () => {
    const origin = repositoryWith(FILES);
    const first = origin.git('rev-parse', 'HEAD');
    const before = origin.commit(BROKEN);
    origin.git('reset', '-q', '--hard', first);
    origin.commit({ ...BROKEN, 'README.md': 'again\n' });
    const result = await run(origin, { event: 'push', payload: { before, forced: true } });
    expect(result.outputs.conclusion).toBe('pass');
  });

  it('says what to do where the commit before cannot be had', async () => {
    const origin = repositoryWith(FILES);
    const result = await run(origin, { event: 'push', payload: { before: 'a'.repeat(40) } });
    expect(result.status).toBe(2);
    expect(result.stdout).toMatch(/::error::.*a{40}.*could not be fetched/);
  });
});

describe.each(['schedule', 'workflow_dispatch'])('the Action on %s', (event) => {
  it('judges everything, and comments nowhere', async () => {
    const result = await run(repositoryWith({ ...FILES, ...BROKEN }), { event, payload: { schedule: '0 4 * * *' } });
    expect(result.outputs).toMatchObject({ conclusion: 'fail', errors: '1' });
    expect(result.status).toBe(1);
    expect(asked()).toEqual([]);
  });
});

describe('the Action on a schedule, with a snapshot', () => {
  const vendor = (text: string) =>
    knowing(`spf.vendor.example.net TXT ${text}\n25.113.0.203.in-addr.arpa PTR mail.example.com`);
  const files = {
    'zones/example.com.zone': ZONE.replace('v=spf1 mx', 'v=spf1 mx include:spf.vendor.example.net'),
    'zones/example.org.zone': OLD_FAULT['zones/example.org.zone'],
    'dns.json': JSON.stringify({
      version: 1,
      taken: '2026-11-01',
      answers: [{ name: 'spf.vendor.example.net.', type: 'TXT', found: [['v=spf1 ip4:198.51.100.0/28 -all']] }],
    }),
    'dns-mail-gate.yml': 'blocklists: { level: off }\n',
  };

  async function scheduled(text: string, event = 'schedule', payload = {}) {
    const server = await startDnsServer(vendor(text));
    const inputs = { lookups: 'live', snapshot: 'dns.json', resolvers: server.address };
    const origin = repositoryWith(files);
    const result = await run(origin, { event, payload, inputs });
    server.stop();
    return result;
  }

  it('fails where others have broken something since, and shows what', async () => {
    const result = await scheduled('v=spf1 ipv4:198.51.100.0/28 -all');
    expect(result.outputs).toMatchObject({ conclusion: 'fail', errors: '1' });
    expect(result.stdout).toContain('Comparing with the answers of 2026-11-01.');
    expect(result.stdout).toContain('What others have changed since 2026-11-01 breaks mail');
    expect(result.summary).toContain('+ v=spf1 ipv4:198.51.100.0/28 -all');
    expect(asked()).toEqual([]);
  });

  it('is green where nothing of theirs has changed, whatever else is wrong', async () => {
    const result = await scheduled('v=spf1 ip4:198.51.100.0/28 -all');
    expect(result.outputs).toMatchObject({ conclusion: 'pass', errors: '0' });
    expect(result.status).toBe(0);
  });
});

describe('the Action on a merge group', () => {
  it('is compared with the commit that the group is queued behind', async () => {
    const origin = repositoryWith({ ...FILES, ...OLD_FAULT });
    // Another group, queued before this one, has brought the fault; main itself is behind.
    origin.git('checkout', '-q', '-b', 'gh-readonly-queue/main/pr-1');
    const base = origin.commit(BROKEN);
    origin.git('checkout', '-q', '-b', 'gh-readonly-queue/main/pr-2');
    const head = origin.commit({ 'zones/example.net.zone': ZONE.replace('v=spf1 mx', 'v=spf1 mxx') });
    const payload = { action: 'checks_requested', merge_group: { base_sha: base, head_sha: head } };
    const result = await run(origin, { event: 'merge_group', payload }, 'gh-readonly-queue/main/pr-2');
    expect(errorsIn(result)).toEqual(['zones/example.net.zone']);
    expect(result.stdout).toContain(`Comparing with ${base}.`);
    expect(result.status).toBe(1);
    expect(asked()).toEqual([]);
  });
});

describe('the Action on pull_request_target', () => {
  /** The server as the token reaches it, the workspace empty as nothing was checked out. */
  async function runTarget(origin: Repository, head: string) {
    const server = temporaryFolder();
    mkdirSync(join(server, 'octo'));
    symlinkSync(origin.root, join(server, 'octo', 'dns'));
    const workspace = temporaryFolder();
    const result = await runAction({
      workspace,
      event: 'pull_request_target',
      payload: pullRequestPayload(head),
      sha: origin.git('rev-parse', 'main'),
      apiUrl: api.url,
      inputs: { lookups: 'offline' },
      env: { GITHUB_SERVER_URL: `file://${server}` },
    });
    return { ...result, workspace };
  }

  /** The pull request's commit; its merge ref is written by `merge`. */
  function propose(files: Readonly<Record<string, string>>) {
    const origin = repositoryWith({ ...FILES, ...OLD_FAULT });
    origin.git('checkout', '-q', '-b', 'topic');
    const head = origin.commit(files);
    origin.git('checkout', '-q', 'main');
    const merge = () => {
      origin.git('checkout', '-q', '--detach', 'main');
      origin.git('merge', '-q', '--no-ff', '-m', 'merge', head);
      origin.git('update-ref', 'refs/pull/1/merge', 'HEAD');
      origin.git('checkout', '-q', 'main');
    };
    return { origin, head, merge };
  }

  it('reads the merge as data, checks nothing out, and comments', async () => {
    const hooks = { '.gitattributes': '* filter=evil\n', '.husky/post-checkout': 'touch /tmp/evil\n' };
    const { origin, head, merge } = propose({ ...BROKEN, ...hooks });
    // Main has moved on since the pull request was opened: that is not the change's doing.
    origin.commit({ 'zones/example.net.zone': ZONE.replace('v=spf1 mx', 'v=spf1 mxx') });
    merge();
    const result = await runTarget(origin, head);
    expect(errorsIn(result)).toEqual(['zones/example.com.zone']);
    expect(result.status).toBe(1);
    expect(result.stdout).toContain(`Comparing with ${origin.git('rev-parse', 'main')}.`);
    expect(readdirSync(result.workspace)).toEqual([]);
    const bare = join(result.temporary, 'dns-mail-gate.git');
    expect(existsSync(join(bare, 'index')) || existsSync(join(bare, '.git'))).toBe(false);
    expect(asked()).toEqual([
      'GET /repos/octo/dns/issues/1/comments',
      'POST /repos/octo/dns/issues/1/comments',
      // Did another run write one at the same time?
      'GET /repos/octo/dns/issues/1/comments',
      'GET /user',
      // A fix is at hand: is its line in the diff?
      'GET /repos/octo/dns/pulls/1/files',
    ]);
    expect(api.comments[0].body).toContain('spf-syntax');
  });

  it('says that a pull request conflicts, rather than judge the merge of an older commit', async () => {
    const { origin, merge } = propose(BROKEN);
    merge();
    origin.git('checkout', '-q', 'topic');
    const head = origin.commit({ 'zones/example.com.zone': ZONE });
    api.mergeable = false;
    const result = await runTarget(origin, head);
    expect(result.status).toBe(2);
    expect(result.stdout).toMatch(/::error::Pull request 1 conflicts with its base branch/);
    expect(asked()).toEqual(['GET /repos/octo/dns/pulls/1']);
  });

  it('waits for a merge that GitHub has yet to make', async () => {
    const { origin, head, merge } = propose(BROKEN);
    api.mergeable = null;
    api.onPull = merge;
    const result = await runTarget(origin, head);
    expect(errorsIn(result)).toEqual(['zones/example.com.zone']);
    expect(asked()[0]).toBe('GET /repos/octo/dns/pulls/1');
  });
});
