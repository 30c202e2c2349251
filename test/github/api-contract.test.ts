import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { githubClient } from '../../src/github/client.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { answerProblems, requestProblems } from '../support/github-contract.ts';

const REPO = { owner: 'octo', repo: 'dns' };
let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(() => api.close());

function client() {
  return githubClient({ token: 'secret-token', baseUrl: api.url, userAgent: 'test', log: () => {} });
}

describe('the stand-in for the API', () => {
  it('answers as GitHub describes it', async () => {
    const { rest } = client();
    const { data } = await rest.issues.createComment({ ...REPO, issue_number: 1, body: 'one' });
    await rest.issues.updateComment({ ...REPO, comment_id: data.id, body: 'two' });
    expect((await rest.issues.listComments({ ...REPO, issue_number: 1, per_page: 100 })).data[0].body).toBe('two');
    await rest.issues.deleteComment({ ...REPO, comment_id: data.id });
    const comments = [{ path: 'a.zone', line: 2, side: 'RIGHT', body: 'three' }];
    await rest.pulls.createReview({ ...REPO, pull_number: 1, commit_id: '1'.repeat(40), event: 'COMMENT', comments });
    expect((await rest.pulls.listReviewComments({ ...REPO, pull_number: 1 })).data[0].body).toBe('three');
    expect((await rest.pulls.get({ ...REPO, pull_number: 1 })).data.mergeable).toBe(true);
    expect((await rest.pulls.list({ ...REPO, state: 'open' })).data[0].number).toBe(1);
    expect(api.unexpected).toEqual([]);
  });

  it.each([
    ['an unknown path', 'GET', '/repos/octo/dns/pullz', undefined],
    ['an unknown parameter', 'GET', '/repos/octo/dns/issues/1/comments?per-page=100', undefined],
    ['a parameter of the wrong kind', 'GET', '/repos/octo/dns/issues/1/comments?per_page=all', undefined],
    ['a body of the wrong kind', 'POST', '/repos/octo/dns/issues/1/comments', { body: 7 }],
    ['a body without what is required', 'POST', '/repos/octo/dns/issues/1/comments', {}],
    ['a misspelt key', 'POST', '/repos/octo/dns/pulls/1/reviews', { commit: 'x' }],
    ['a body where none is taken', 'DELETE', '/repos/octo/dns/issues/comments/1', {}],
  ])('notices %s', (_, method, path, body) => {
    expect(requestProblems(method, new URL(path, 'http://localhost'), body)).toHaveLength(1);
  });

  it('notices an answer that GitHub would not give', () => {
    const path = '/repos/octo/dns/issues/1/comments';
    expect(answerProblems('POST', path, 201, { id: 'seven' })).toHaveLength(1);
    expect(answerProblems('POST', path, 299, {})).toHaveLength(1);
  });
});
