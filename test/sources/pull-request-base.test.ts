import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/model/usage-error.ts';
import { pullRequestBase } from '../../src/sources/pull-request-base.ts';
import { clone, newRepository, type Repository } from '../support/repository.ts';

/** A server's repository with a pull request that main has moved on from, and its merge ref as GitHub keeps it. */
function pullRequest(commits = 1) {
  const origin = newRepository();
  const fork = origin.commit({ 'a.zone': 'a\n' });
  origin.git('checkout', '-q', '-b', 'topic');
  let head = '';
  for (let i = 0; i < commits; i++) head = origin.commit({ 'a.zone': `topic ${i}\n` });
  origin.git('checkout', '-q', 'main');
  const tip = origin.commit({ 'b.zone': 'of others\n' });
  origin.git('checkout', '-q', '--detach');
  origin.git('merge', '-q', '--no-ff', '-m', 'merge', 'topic');
  const merge = origin.git('rev-parse', 'HEAD');
  origin.git('update-ref', 'refs/pull/1/merge', merge);
  origin.git('update-ref', 'refs/pull/1/head', head);
  origin.git('checkout', '-q', 'main');
  origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  return { origin, fork, head, tip, merge };
}

function checkout(origin: Repository, ref: string, ...options: string[]): Repository {
  const repository = clone(origin, '--no-checkout', ...options);
  const depth = options.includes('--depth=1') ? ['--depth=1'] : [];
  repository.git('fetch', '-q', ...depth, 'origin', `+${ref}:refs/remotes/pull`);
  repository.git('checkout', '-q', '--detach', 'refs/remotes/pull');
  return repository;
}

describe('pullRequestBase', () => {
  it.each([['--depth=1'], ['--no-tags']])('of a merge checkout is the first parent (%s)', (option) => {
    const { origin, head, tip, merge } = pullRequest();
    const { root } = checkout(origin, 'refs/pull/1/merge', option);
    expect(pullRequestBase(root, { headSha: head, baseBranch: 'main', workflowSha: merge })).toBe(tip);
  });

  it.each([['--depth=1'], ['--no-tags']])('of a head checkout is the merge base (%s)', (option) => {
    const { origin, head, fork, merge } = pullRequest(3);
    const { root } = checkout(origin, 'refs/pull/1/head', option);
    expect(pullRequestBase(root, { headSha: head, baseBranch: 'main', workflowSha: merge })).toBe(fork);
  });

  it('deepens a shallow clone as far as it has to', () => {
    const { origin, head, fork, merge } = pullRequest(120);
    const { root } = checkout(origin, 'refs/pull/1/head', '--depth=1');
    expect(pullRequestBase(root, { headSha: head, baseBranch: 'main', workflowSha: merge })).toBe(fork);
  });

  it('of a head that is itself a merge is still the merge base', () => {
    const { origin, tip, merge } = pullRequest();
    origin.git('checkout', '-q', 'topic');
    origin.git('merge', '-q', '--no-ff', '-m', 'catch up', 'main');
    const head = origin.git('rev-parse', 'HEAD');
    const { root } = checkout(origin, 'refs/heads/topic');
    expect(pullRequestBase(root, { headSha: head, baseBranch: 'main', workflowSha: merge })).toBe(tip);
  });

  it('says what to do where the branch cannot be fetched', () => {
    const { origin, head, merge } = pullRequest();
    const { root } = checkout(origin, 'refs/pull/1/head', '--depth=1');
    const refs = { headSha: head, baseBranch: 'gone', workflowSha: merge };
    expect(() => pullRequestBase(root, refs)).toThrow(UsageError);
    expect(() => pullRequestBase(root, refs)).toThrow(/fetch-depth: 0/);
  });
});
