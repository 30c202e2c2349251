import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { githubClient } from '../../src/github/client.ts';
import { upsertComment } from '../../src/github/comment.ts';
import { type ApiRequest, BOT, type GitHubApi, startGitHubApi } from '../support/github-api.ts';

const MARKER = '<!-- dns-mail-gate:default -->';
const PULL = { owner: 'octo', repo: 'dns', number: 1 };

let api: GitHubApi;
let said: string[];
beforeEach(async () => {
  api = await startGitHubApi();
  said = [];
});
afterEach(async () => {
  await api.close();
  expect(api.unexpected).toEqual([]);
});

function upsert(text: string, create = true) {
  const log = (line: string) => said.push(line);
  const client = githubClient({ token: 'secret-token', baseUrl: api.url, userAgent: 'test', log, second: 10 });
  return upsertComment(client, PULL, { marker: MARKER, body: `${MARKER}\n${text}`, create });
}

const bodies = () => api.comments.map(({ body }) => body.replace(`${MARKER}\n`, ''));
const asked = () => api.requests.filter(({ path }) => path !== '/user').map(({ method }) => method);
const isWrite = ({ method }: ApiRequest) => method !== 'GET';
const error = (status: number, message: string, headers = {}) => ({
  status,
  headers,
  body: { message, documentation_url: '' },
});

describe('upsertComment', () => {
  it('creates, leaves alone, updates', async () => {
    expect(await upsert('one')).toBe('created');
    expect(await upsert('one')).toBe('unchanged');
    expect(await upsert('two')).toBe('updated');
    expect(bodies()).toEqual(['two']);
  });

  it('creates nothing where no comment is wanted, but keeps one that is there', async () => {
    expect(await upsert('clear', false)).toBe('none');
    await upsert('bad');
    expect(await upsert('clear', false)).toBe('updated');
  });

  it.each([
    [true, 'created', ['two']],
    [false, 'none', []],
  ])('writes anew where the comment was deleted meanwhile, if it is wanted (%s)', async (create, posted, left) => {
    await upsert('one');
    api.fault = ({ method }) => {
      if (method === 'PATCH') api.comments.splice(0);
      return undefined;
    };
    expect(await upsert('two', create)).toBe(posted);
    expect(bodies()).toEqual(left);
  });

  it('leaves one comment, with the last words, where two runs write at once', async () => {
    // The other run's comment appears between this one's look and its own comment.
    api.fault = ({ method }) => {
      if (method === 'POST') api.comments.push({ id: 1, body: `${MARKER}\nthe other`, user: BOT });
      return undefined;
    };
    expect(await upsert('this')).toBe('created');
    expect(bodies()).toEqual(['this']);
    expect(api.comments[0].id).toBe(1);
  });

  it('deletes the younger one of the other run', async () => {
    api.fault = ({ method }) => {
      if (method === 'POST') api.comments.push({ id: 9999, body: `${MARKER}\nthe other`, user: BOT });
      return undefined;
    };
    await upsert('this');
    expect(bodies()).toEqual(['this']);
  });

  it('deletes a duplicate that is left from before, and nothing of anybody else', async () => {
    const ann = { login: 'ann', type: 'User' } as const;
    const robot = { login: 'robot[bot]', type: 'Bot' } as const;
    for (const [id, user] of [BOT, ann, BOT, robot].entries()) api.comments.push({ id, user, body: `${MARKER}\nold` });
    expect(await upsert('new')).toBe('updated');
    expect(api.comments.map(({ id }) => id)).toEqual([0, 1, 3]);
    expect(api.comments.map(({ body }) => body.endsWith('new'))).toEqual([true, false, false]);
  });

  it('does not mind a duplicate that it may not delete', async () => {
    for (const id of [1, 2]) api.comments.push({ id, user: BOT, body: `${MARKER}\nold` });
    api.fault = ({ method }) => (method === 'DELETE' ? error(403, 'no') : undefined);
    expect(await upsert('new')).toBe('updated');
  });

  it.each([401, 403, 404, 410, 422])('gives up at once on %d', async (status) => {
    api.fault = (request) => (isWrite(request) ? error(status, 'no') : undefined);
    await expect(upsert('one')).rejects.toMatchObject({ status });
    expect(asked()).toEqual(['GET', 'POST']);
  });

  it.each([500, 502, 503])('tries a few times on %d, then gives up', async (status) => {
    api.fault = (request) => (isWrite(request) ? error(status, 'no') : undefined);
    await expect(upsert('one')).rejects.toMatchObject({ status });
    expect(asked()).toEqual(['GET', 'POST', 'POST', 'POST', 'POST']);
  });

  it('gets over a failure that passes', async () => {
    let failures = 2;
    api.fault = (request) => (isWrite(request) && failures-- > 0 ? error(502, 'no') : undefined);
    expect(await upsert('one')).toBe('created');
    expect(bodies()).toEqual(['one']);
  });

  it('waits as long as a secondary rate limit says, and then writes', async () => {
    const limit = error(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '2' });
    let failures = 1;
    api.fault = (request) => (isWrite(request) && failures-- > 0 ? limit : undefined);
    expect(await upsert('one')).toBe('created');
    expect(said).toEqual([expect.stringContaining('wait 2 s')]);
  });

  it.each([
    ['again and again', '1', 5],
    ['too long', '3600', 2],
  ])('gives up on a rate limit that lasts %s', async (_, seconds, requests) => {
    const limit = error(403, 'You have exceeded a secondary rate limit.', { 'retry-after': seconds });
    api.fault = (request) => (isWrite(request) ? limit : undefined);
    await expect(upsert('one')).rejects.toMatchObject({ status: 403 });
    expect(asked()).toHaveLength(requests);
  });
});
