import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { BROKEN, FILES } from '../support/mail-estate.ts';
import { mergeCheckout, pullRequestPayload } from '../support/pull-request.ts';
import { newRepository } from '../support/repository.ts';
import { runAction } from '../support/runner.ts';

/** A name that only the proxy can reach. */
const HOST = 'api.github.test';

let api: GitHubApi;
let proxy: Server;
const tunnels: string[] = [];
beforeEach(async () => {
  tunnels.length = 0;
  api = await startGitHubApi();
  proxy = createServer((_, response) => response.writeHead(501).end());
  proxy.on('connect', ({ url = '' }, client) => {
    tunnels.push(url);
    const target = connect(Number(new URL(`http://${url}`).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client);
      client.pipe(target);
    });
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
});
afterEach(async () => {
  await api.close();
  proxy.closeAllConnections();
  await new Promise((closed) => proxy.close(closed));
  expect(api.unexpected).toEqual([]);
});

it('reaches GitHub through the proxy of the runner', async () => {
  const origin = newRepository();
  origin.commit(FILES);
  origin.git('checkout', '-q', '-b', 'topic');
  origin.commit(BROKEN);
  const { workspace, sha, head } = mergeCheckout(origin);
  const { port } = new URL(api.url);
  const run = await runAction({
    workspace,
    event: 'pull_request',
    payload: pullRequestPayload(head),
    sha,
    apiUrl: `http://${HOST}:${port}`,
    inputs: { lookups: 'offline' },
    env: { http_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` },
  });
  expect(run.status).toBe(1);
  expect(api.comments).toHaveLength(1);
  expect(new Set(tunnels)).toEqual(new Set([`${HOST}:${port}`]));
});
