import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ACTION = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/** What the Action would comment on a pull request that turns the files `before` into `after`, and its exit status. */
export function commentOf({ before, after, inputs = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'picture-'));
  try {
    const workspace = join(folder, 'repository');
    const { head, merge } = pullRequest(workspace, before, after);
    const file = (name, text) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const payload = { pull_request: { number: 1, head: { sha: head }, base: { ref: 'main' } } };
    // Nothing is asked of the Internet: a server that is not there answers no question.
    const all = { lookups: 'live', resolvers: '127.0.0.1:1', deadline: '1', comment: 'never', suggestions: 'false' };
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      RUNNER_TEMP: folder,
      GITHUB_WORKSPACE: workspace,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(payload)),
      GITHUB_REPOSITORY: 'example/dns',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: merge,
      GITHUB_OUTPUT: file('output', ''),
      GITHUB_STEP_SUMMARY: file('summary.md', ''),
      ...Object.fromEntries(
        Object.entries({ ...all, ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
    };
    const { status, stdout } = spawnSync(process.execPath, [ACTION], { cwd: workspace, env, encoding: 'utf8' });
    if (status !== 0 && status !== 1) throw new Error(stdout);
    return { status, comment: readFileSync(join(folder, 'dns-mail-gate-comment.md'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A repository with the merge of a pull request checked out, as actions/checkout leaves it. */
function pullRequest(root, before, after) {
  mkdirSync(root, { recursive: true });
  const date = '2026-11-23T09:00:00Z';
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...args], {
      cwd: root,
      env,
      encoding: 'utf8',
    }).trim();
  const commit = (files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', 'DNS');
    return git('rev-parse', 'HEAD');
  };
  git('init', '-q', '-b', 'main');
  commit(before);
  git('checkout', '-q', '-b', 'topic');
  const head = commit(after);
  git('checkout', '-q', '--detach', 'main');
  git('merge', '-q', '--no-ff', '-m', 'merge', 'topic');
  return { head, merge: git('rev-parse', 'HEAD') };
}
