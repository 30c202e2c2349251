import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ApiComment {
  id: number;
  body: string;
  user: { login: string; type: 'Bot' | 'User' };
}

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

/** A stand-in for GitHub's API: the comments of one pull request, and every request that was made. */
export interface GitHubApi {
  readonly url: string;
  readonly requests: ApiRequest[];
  readonly comments: ApiComment[];
  /** The status that writing a comment is refused with; 0 for none. */
  refuseWriting: number;
  /** What GitHub knows of the merge: null while it has not tried. */
  mergeable: boolean | null;
  /** Called when somebody asks for the pull request, which makes GitHub try the merge. */
  onPull: () => void;
  /** Requests that were not understood; a test expects none. */
  readonly unexpected: string[];
  close(): Promise<void>;
}

const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;

/** Starts the API on a loopback port, for the repository `octo/dns` and its pull request 1. */
export async function startGitHubApi(): Promise<GitHubApi> {
  const comments: ApiComment[] = [];
  const requests: ApiRequest[] = [];
  const unexpected: string[] = [];
  let nextId = 1000;

  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = await bodyOf(request);
    const { method = 'GET' } = request;
    requests.push({
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body,
      authorization: request.headers.authorization,
    });
    answer(method, url, body, response);
  });

  function answer(method: string, url: URL, body: unknown, response: ServerResponse): void {
    const isList = url.pathname === '/repos/octo/dns/issues/1/comments';
    const one = /^\/repos\/octo\/dns\/issues\/comments\/(\d+)$/.exec(url.pathname);
    const comment = comments.find(({ id }) => id === Number(one?.[1]));
    const text = (body as { body?: unknown } | undefined)?.body;
    if (method === 'GET' && url.pathname === '/repos/octo/dns/pulls/1') {
      api.onPull();
      send(response, 200, { number: 1, mergeable: api.mergeable });
    } else if (method === 'GET' && isList) {
      page(url, response);
    } else if ((method === 'GET' && url.pathname === '/user') || (method !== 'GET' && api.refuseWriting !== 0)) {
      send(response, method === 'GET' ? 403 : api.refuseWriting, { message: 'Resource not accessible by integration' });
    } else if (method === 'POST' && isList && typeof text === 'string') {
      const created = { id: nextId++, body: text, user: BOT };
      comments.push(created);
      send(response, 201, created);
    } else if (method === 'PATCH' && comment !== undefined && typeof text === 'string') {
      comment.body = text;
      send(response, 200, comment);
    } else {
      unexpected.push(`${method} ${url.pathname}`);
      send(response, 404, { message: 'Not Found' });
    }
  }

  /** Pages as GitHub does, with a Link header to the next one. */
  function page(url: URL, response: ServerResponse): void {
    const perPage = Number(url.searchParams.get('per_page') ?? 30);
    const number = Number(url.searchParams.get('page') ?? 1);
    if (number * perPage < comments.length) {
      const next = new URL(url.pathname, api.url);
      next.search = new URLSearchParams({ per_page: String(perPage), page: String(number + 1) }).toString();
      response.setHeader('link', `<${next}>; rel="next"`);
    }
    send(response, 200, comments.slice((number - 1) * perPage, number * perPage));
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const api: GitHubApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    comments,
    refuseWriting: 0,
    mergeable: true,
    onPull: () => {},
    unexpected,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  return api;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
