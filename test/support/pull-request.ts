import { eventPayload } from './event-payload.ts';
import type { GitHubApi } from './github-api.ts';
import { clone, type Repository } from './repository.ts';

/** Merges the branch `topic` into main on the server, as GitHub keeps a pull request's merge ref, and checks that out. */
export function mergeCheckout(origin: Repository, depth = '--depth=1') {
  const head = origin.git('rev-parse', 'topic');
  origin.git('checkout', '-q', '--detach', 'main');
  origin.git('merge', '-q', '--no-ff', '-m', 'merge', 'topic');
  const sha = origin.git('rev-parse', 'HEAD');
  origin.git('update-ref', 'refs/pull/1/merge', sha);
  origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  origin.git('checkout', '-q', 'topic');
  const workspace = clone(origin, '--no-checkout', depth);
  workspace.git('fetch', '-q', depth, 'origin', '+refs/pull/1/merge:refs/remotes/pull/1/merge');
  workspace.git('checkout', '-q', '--detach', 'refs/remotes/pull/1/merge');
  return { workspace: workspace.root, sha, head };
}

/** What an event about the pull request carries. */
export function pullRequestPayload(head: string) {
  return eventPayload('pull_request', {
    action: 'synchronize',
    number: 1,
    pull_request: {
      number: 1,
      head: { sha: head, ref: 'topic', repo: { full_name: 'octo/dns' } },
      // Deliberately a commit that does not exist: it can be older than what the merge changes, so it is not used.
      base: { sha: '0'.repeat(40), ref: 'main', repo: { full_name: 'octo/dns' } },
    },
    repository: { full_name: 'octo/dns', name: 'dns', owner: { login: 'octo' } },
  });
}

/** Makes the API show the diff of `topic` as GitHub does: from the merge base, with three lines around. */
export function showDiff(api: GitHubApi, origin: Repository): void {
  const names = origin.git('diff', '--name-only', 'main...topic').split('\n');
  api.files = names
    .filter((filename) => filename !== '')
    .map((filename) => {
      const diff = origin.git('diff', 'main...topic', '--', filename);
      return diff.includes('@@ -') ? { filename, patch: diff.slice(diff.indexOf('@@ -')) } : { filename };
    });
  api.isInDiff = (path, first, last) =>
    [...(api.files.find((file) => file.filename === path)?.patch ?? '').matchAll(/@@ -\S+ \+(\d+),(\d+) @@/g)].some(
      ([, start, count]) => first >= Number(start) && last < Number(start) + Number(count),
    );
}
