import { readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { BROKEN, FILES, ZONE } from '../support/mail-estate.ts';
import { mergeCheckout, pullRequestPayload } from '../support/pull-request.ts';
import { newRepository, openRepository, type Repository, temporaryFolder } from '../support/repository.ts';
import { type ActionRun, runAction } from '../support/runner.ts';
import { sarifProblems } from '../support/sarif-schema.ts';

const BAD = ZONE.replace('v=spf1 mx', 'v=spf1 mxx');

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(async () => {
  await api.close();
  expect(api.unexpected).toEqual([]);
});

function openPullRequest(files: Readonly<Record<string, string>>): Repository {
  const origin = newRepository();
  origin.commit(files);
  origin.git('checkout', '-q', '-b', 'topic');
  return origin;
}

function run(origin: Repository, inputs: Readonly<Record<string, string>> = {}) {
  const { workspace, sha, head } = mergeCheckout(origin);
  const payload = pullRequestPayload(head);
  const all = { lookups: 'offline', ...inputs };
  return runAction({ workspace, event: 'pull_request', payload, sha, apiUrl: api.url, inputs: all });
}

const reportOf = ({ outputs }: ActionRun) => JSON.parse(readFileSync(outputs['report-file'], 'utf8'));

describe('what the two trees of a pull request hold', () => {
  it('a finding that moves with its renamed file is not new', async () => {
    const origin = openPullRequest({ ...FILES, ...BROKEN });
    origin.git('mv', 'zones', 'dns');
    origin.commit({});
    const result = await run(origin);
    expect(result).toMatchObject({ status: 0, outputs: { conclusion: 'pass', errors: '0', fixed: '0' } });
    expect(reportOf(result).existing.map(({ file }: { file: string }) => file)).toContain('dns/example.com.zone');
  });

  it('a deleted reverse zone shows on the way of mail that nobody else touched', async () => {
    const origin = openPullRequest(FILES);
    origin.commit({ 'zones/113.0.203.in-addr.arpa.zone': undefined });
    const report = reportOf(await run(origin));
    expect(report.deleted).toEqual(['zones/113.0.203.in-addr.arpa.zone']);
    expect(report.changes.mailPaths).toMatchObject([
      {
        host: 'mail.example.com',
        before: { addresses: [{ state: 'found', pointers: [{ name: 'mail.example.com', back: 'found' }] }] },
        after: { addresses: [{ state: 'unknown' }] },
      },
    ]);
  });

  it('the last DNS file may go', async () => {
    const origin = openPullRequest(FILES);
    origin.commit({ 'zones/113.0.203.in-addr.arpa.zone': undefined, 'zones/example.com.zone': undefined });
    expect((await run(origin)).status).toBe(0);
  });

  it('symlinks are followed inside the repository and not out of it', async () => {
    const outside = newRepository();
    outside.commit({ 'evil.zone': BAD });
    const origin = openPullRequest(FILES);
    symlinkSync(join(outside.root, 'evil.zone'), join(origin.root, 'zones', 'example.org.zone'));
    renameSync(join(origin.root, 'zones', 'example.com.zone'), join(origin.root, 'zone.txt'));
    symlinkSync('../zone.txt', join(origin.root, 'zones', 'example.com.zone'));
    origin.commit({});
    const result = await run(origin);
    expect(result.status).toBe(0);
    expect(result.stdout + result.summary + JSON.stringify(reportOf(result))).not.toContain('mxx');
  });

  it('an included symlink is read on both sides', async () => {
    const include = '$INCLUDE zones/common.inc\n';
    const origin = openPullRequest({
      ...FILES,
      'zones/example.com.zone': ZONE + include,
      'shared/common.txt': 'old IN TXT "v=spf1 mxx -all"\n',
    });
    origin.git('checkout', '-q', 'main');
    symlinkSync('../shared/common.txt', join(origin.root, 'zones', 'common.inc'));
    origin.commit({});
    origin.git('checkout', '-q', '-B', 'topic');
    origin.commit({ 'zones/example.com.zone': `${ZONE}www IN A 203.0.113.80\n${include}` });
    const result = await run(origin);
    expect(result).toMatchObject({ status: 0, outputs: { errors: '0' } });
    expect(reportOf(result).existing.map(({ subject }: { subject: string }) => subject)).toContain('old.example.com');
  });

  it('of a monorepo only the paths that are named are judged', async () => {
    const origin = openPullRequest({ 'team-a/example.com.zone': ZONE, 'team-b/example.net.zone': ZONE });
    origin.commit({ 'team-a/example.com.zone': BAD, 'team-b/example.net.zone': BAD });
    const result = await run(origin, { paths: './team-b/\n' });
    expect([...result.stdout.matchAll(/::error file=([^,]+)/g)].map(([, file]) => file)).toEqual([
      'team-b/example.net.zone',
    ]);
    expect(result.outputs.errors).toBe('1');
  });
});

describe('a submodule', () => {
  function withSubmodule() {
    const other = newRepository();
    other.commit({ 'example.org.zone': BAD });
    other.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const origin = openPullRequest(FILES);
    origin.git('checkout', '-q', 'main');
    origin.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${other.root}`, 'vendor');
    origin.commit({});
    origin.git('checkout', '-q', '-B', 'topic');
    return { origin, other };
  }

  /** Moves the submodule on, in the pull request. */
  function update({ origin, other }: ReturnType<typeof withSubmodule>, files: Readonly<Record<string, string>>) {
    const commit = other.commit(files);
    const { git } = openRepository(join(origin.root, 'vendor'));
    git('fetch', '-q');
    git('checkout', '-q', commit);
    origin.commit({});
  }

  /** Checks the submodule out too, as actions/checkout does when it is told to, and then perhaps does more. */
  async function runWithIt(origin: Repository, depth: readonly string[] = [], then = (_: Repository) => {}) {
    const { workspace, sha, head } = mergeCheckout(origin);
    const { git } = openRepository(workspace);
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init', ...depth);
    then(openRepository(join(workspace, 'vendor')));
    const payload = pullRequestPayload(head);
    const inputs = { lookups: 'offline' };
    return runAction({ workspace, event: 'pull_request', payload, sha, apiUrl: api.url, inputs });
  }

  it('that is not checked out is not part of the repository', async () => {
    const { origin } = withSubmodule();
    origin.commit({ 'README.md': 'words\n' });
    const result = await run(origin);
    expect(result.status).toBe(0);
    expect(reportOf(result).files.map(({ path }: { path: string }) => path)).not.toContain('vendor/example.org.zone');
  });

  it('that stays is what it was', async () => {
    const { origin } = withSubmodule();
    origin.commit({ 'README.md': 'words\n' });
    const result = await runWithIt(origin);
    expect(result).toMatchObject({ status: 0, outputs: { errors: '0' } });
    expect(reportOf(result).existing).toMatchObject([{ file: 'vendor/example.org.zone', rule: 'spf-syntax' }]);
  });

  it.each([[[]], [['--depth=1']]])('that is updated is compared with what it was (%j)', async (depth) => {
    const both = withSubmodule();
    update(both, { 'example.net.zone': BAD });
    const result = await runWithIt(both.origin, depth);
    expect(reportOf(result).introduced).toMatchObject([{ file: 'vendor/example.net.zone', rule: 'spf-syntax' }]);
    expect(result.status).toBe(1);
  });

  it('whose past cannot be had is blamed for nothing, and that is said', async () => {
    const both = withSubmodule();
    update(both, { 'example.net.zone': BAD });
    const result = await runWithIt(both.origin, ['--depth=1'], ({ git }) => {
      git('remote', 'set-url', 'origin', temporaryFolder());
    });
    expect(result).toMatchObject({ status: 0, outputs: { errors: '0' } });
    expect(result.stdout).toContain('::warning::The submodule vendor could not be read as it was before');
  });
});

describe('a path that is not there', () => {
  const files = { 'dns/example.com.zone': ZONE };

  it('is told, and the others are judged', async () => {
    const origin = openPullRequest(files);
    origin.commit({ 'dns/example.com.zone': BAD });
    const result = await run(origin, { paths: 'dns\nzoens/internal' });
    expect(result.stdout).toContain(
      '::warning::The input “paths” names “zoens/internal”, which is no file and no folder',
    );
    expect(result).toMatchObject({ status: 1, outputs: { errors: '1' } });
  });

  it('is a mistake where nothing else is judged', async () => {
    const result = await run(openPullRequest(files), { paths: '/dsn/' });
    expect(result.status).toBe(2);
    expect(result.stdout).toMatch(/::error::The input “paths” names “dsn”.*Did you mean “dns”\? .*no patterns/);
  });

  it('is none where the change takes it away or brings it', async () => {
    const origin = openPullRequest({ ...files, 'old/example.net.zone': ZONE });
    origin.commit({ 'old/example.net.zone': undefined, 'new/example.org.zone': ZONE });
    const result = await run(origin, { paths: 'old\nnew' });
    expect(result.stdout).not.toContain('The input “paths”');
    expect(result.status).toBe(0);
  });
});

describe('the SARIF file', () => {
  it('is written where it is wanted, is what code scanning takes, and lists nothing excused', async () => {
    const origin = openPullRequest({
      ...FILES,
      'dns-mail-gate.yml': 'exceptions: [{ rule: spf-syntax, subject: example.net, reason: known }]\n',
      'zones/example.net.zone': BAD,
    });
    origin.commit(BROKEN);
    const { workspace, sha, head } = mergeCheckout(origin);
    const inputs = { lookups: 'offline', 'sarif-file': 'out/gate.sarif' };
    const payload = pullRequestPayload(head);
    const result = await runAction({ workspace, event: 'pull_request', payload, sha, apiUrl: api.url, inputs });
    expect(result.outputs['sarif-file']).toBe(join(workspace, 'out/gate.sarif'));
    const sarif = JSON.parse(readFileSync(join(workspace, 'out/gate.sarif'), 'utf8'));
    expect(sarifProblems(sarif)).toEqual([]);
    const errors = sarif.runs[0].results.filter(({ level }: { level: string }) => level === 'error');
    expect(errors).toMatchObject([{ ruleId: 'spf-syntax', properties: { subject: 'example.com', introduced: true } }]);
  });

  it('is written for later steps in any case', async () => {
    const result = await run(openPullRequest(FILES));
    expect(JSON.parse(readFileSync(result.outputs['sarif-file'], 'utf8')).version).toBe('2.1.0');
  });
});
