import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerProblems, exampleOf, requestProblems } from './github-contract.ts';

export interface ApiUser {
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

export interface ApiComment {
  id: number;
  body: string;
  user: ApiUser;
}

/** A comment of a review, on lines of the diff. */
export interface ApiReviewComment extends ApiComment {
  readonly path: string;
  readonly line: number;
  readonly start_line?: number;
  readonly commit_id: string;
}

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A pull request as lists of them show it. */
export interface ApiPull {
  readonly number: number;
  readonly head: {
    readonly sha: string;
    readonly ref: string;
    /** That of the repository itself unless said. */
    readonly repo?: { readonly full_name: string };
  };
}

/** A stand-in for GitHub's API, and every request that was made. All is held against GitHub's own description. */
export interface GitHubApi {
  readonly url: string;
  readonly requests: ApiRequest[];
  readonly comments: ApiComment[];
  readonly reviewComments: ApiReviewComment[];
  /** The pull requests that are open; number 1 unless said. */
  pulls: ApiPull[];
  /** An answer in place of the usual one; undefined answers as usual. */
  fault: (request: ApiRequest) => Answer | undefined;
  /** What GitHub knows of the merge: null while it has not tried. */
  mergeable: boolean | null;
  /** Called when somebody asks for the pull request, which makes GitHub try the merge. */
  onPull: () => void;
  /** The files of the diff, as GitHub lists them. */
  files: { readonly filename: string; readonly patch?: string }[];
  /** Whether the diff shows these lines; GitHub refuses a whole review where one comment is elsewhere. */
  isInDiff: (path: string, first: number, last: number) => boolean;
  /** What was not understood, or not as GitHub describes it; a test expects none. */
  readonly unexpected: string[];
  close(): Promise<void>;
}

export const BOT: ApiUser = { login: 'github-actions[bot]', type: 'Bot' };
export const REFUSED = {
  message: 'Resource not accessible by integration',
  documentation_url: 'https://docs.github.com/rest',
};
const REPOSITORY = '/repos/octo/dns';
const OWN_REPOSITORY = { full_name: 'octo/dns' };
const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com' } };

/** Starts the API on a loopback port, for the repository `octo/dns`. A token of a workflow may not ask who it is. */
export async function startGitHubApi(): Promise<GitHubApi> {
  let nextId = 1000;

  const server: Server = createServer(async (message, response) => {
    // GitHub Enterprise Server has its API below a path.
    const url = new URL((message.url ?? '/').replace(/^\/api\/v3(?=\/)/, ''), api.url);
    const { method = 'GET' } = message;
    const body = await bodyOf(message);
    const query = Object.fromEntries(url.searchParams);
    const request = { method, path: url.pathname, query, body, authorization: message.headers.authorization };
    api.requests.push(request);
    api.unexpected.push(...requestProblems(method, url, body));
    const answer = api.fault(request) ?? answerTo(request);
    api.unexpected.push(...answerProblems(method, url.pathname, answer.status, answer.body));
    send(response, answer);
  });

  function answerTo({ method, path, query, body }: ApiRequest): Answer {
    switch (`${method} ${path.replace(/\/\d+(?=\/|$)/g, '/N')}`) {
      case 'GET /user':
        return { status: 403, body: REFUSED };
      case `GET ${REPOSITORY}/pulls`:
        return page(
          path,
          query,
          api.pulls
            .filter((pull) => query.head === undefined || query.head === headOf(pull))
            .map((pull) => pullAnswer('/repos/octo/dns/pulls', pull)),
        );
      case `GET ${REPOSITORY}/pulls/N`:
        return getPull(Number(path.split('/').at(-1)));
      case `GET ${REPOSITORY}/issues/N/comments`:
        return page(path, query, api.comments.map(commentAnswer));
      case `POST ${REPOSITORY}/issues/N/comments`:
        return createComment(body as { body: string });
      case `PATCH ${REPOSITORY}/issues/comments/N`:
        return updateComment(idOf(path), body as { body: string });
      case `DELETE ${REPOSITORY}/issues/comments/N`:
        return deleteComment(idOf(path));
      case `GET ${REPOSITORY}/pulls/N/comments`:
        return page(path, query, api.reviewComments.map(reviewCommentAnswer));
      case `GET ${REPOSITORY}/pulls/N/files`:
        return page(
          path,
          query,
          api.files.map((file) => ({ ...exampleOf('GET', path), ...file })),
        );
      case `POST ${REPOSITORY}/pulls/N/reviews`:
        return createReview(body as { commit_id: string; comments: Omit<ApiReviewComment, 'id' | 'user'>[] });
      default:
        return NOT_FOUND;
    }
  }

  function getPull(number: number): Answer {
    const pull = api.pulls.find((one) => one.number === number);
    if (pull === undefined) return NOT_FOUND;
    api.onPull();
    const answer = pullAnswer('/repos/octo/dns/pulls/1', pull);
    return { status: 200, body: { ...answer, mergeable: api.mergeable } };
  }

  function createComment({ body }: { body: string }): Answer {
    const created = { id: nextId++, body, user: BOT };
    api.comments.push(created);
    return { status: 201, body: commentAnswer(created) };
  }

  function updateComment(id: number, { body }: { body: string }): Answer {
    const comment = api.comments.find((one) => one.id === id);
    if (comment === undefined) return NOT_FOUND;
    comment.body = body;
    return { status: 200, body: commentAnswer(comment) };
  }

  function deleteComment(id: number): Answer {
    const index = api.comments.findIndex((one) => one.id === id);
    if (index < 0) return NOT_FOUND;
    api.comments.splice(index, 1);
    return { status: 204 };
  }

  function createReview(review: { commit_id: string; comments: Omit<ApiReviewComment, 'id' | 'user'>[] }): Answer {
    const isOutside = review.comments.some(
      ({ path, start_line, line }) => !api.isInDiff(path, start_line ?? line, line),
    );
    if (isOutside) {
      return {
        status: 422,
        body: { message: 'Unprocessable Entity', errors: ['Line could not be resolved'], documentation_url: '' },
      };
    }
    for (const comment of review.comments) {
      api.reviewComments.push({ ...comment, commit_id: review.commit_id, id: nextId++, user: BOT });
    }
    return { status: 200, body: exampleOf('POST', `${REPOSITORY}/pulls/1/reviews`) };
  }

  /** Pages as GitHub does, with a Link header to the next one. */
  function page(path: string, query: ApiRequest['query'], all: readonly object[]): Answer {
    const perPage = Number(query.per_page ?? 30);
    const number = Number(query.page ?? 1);
    const next = new URL(path, api.url);
    next.search = new URLSearchParams({ ...query, page: String(number + 1) }).toString();
    const headers = number * perPage < all.length ? { link: `<${next}>; rel="next"` } : undefined;
    return { status: 200, body: all.slice((number - 1) * perPage, number * perPage), headers };
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const api: GitHubApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    comments: [],
    reviewComments: [],
    pulls: [{ number: 1, head: { sha: '1'.repeat(40), ref: 'topic' } }],
    fault: () => undefined,
    mergeable: true,
    onPull: () => {},
    files: [],
    isInDiff: () => true,
    unexpected: [],
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  return api;
}

function idOf(path: string): number {
  return Number(path.split('/').at(-1));
}

function userAnswer(user: ApiUser): object {
  const { user: example } = exampleOf('POST', `${REPOSITORY}/issues/1/comments`) as { user: object };
  return { ...example, ...user };
}

function commentAnswer(comment: ApiComment): object {
  return {
    ...exampleOf('POST', `${REPOSITORY}/issues/1/comments`),
    ...comment,
    user: userAnswer(comment.user),
  };
}

function reviewCommentAnswer(comment: ApiReviewComment): object {
  return { ...exampleOf('GET', `${REPOSITORY}/pulls/1/comments`), ...comment, user: userAnswer(comment.user) };
}

/** `OWNER:BRANCH`, by which lists are filtered. */
function headOf({ head: { ref, repo = OWN_REPOSITORY } }: ApiPull): string {
  return `${repo.full_name.split('/')[0]}:${ref}`;
}

function pullAnswer(path: string, pull: ApiPull): object {
  const example = exampleOf('GET', path) as { head: { repo: object } };
  const repo = { ...example.head.repo, ...(pull.head.repo ?? OWN_REPOSITORY) };
  // GitHub's own example has a team that its description does not allow.
  return { ...example, requested_teams: [], number: pull.number, head: { ...example.head, ...pull.head, repo } };
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
