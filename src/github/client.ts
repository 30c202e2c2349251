import { randomUUID } from 'node:crypto';
import { defaults } from '@actions/github/lib/utils';
import { Octokit } from 'octokit';

/** How often a request is tried again when the server fails or asks to wait. */
const RETRIES = 3;
/** A wait that the server asks for, in seconds; longer ones are not worth holding up a build for. */
const LONGEST_WAIT = 60;

export type GitHubClient = Octokit;

export interface ClientOptions {
  readonly token: string;
  /** `GITHUB_API_URL`, so that GitHub Enterprise Server works. */
  readonly baseUrl: string;
  readonly userAgent: string;
  readonly log: (message: string) => void;
  /** Milliseconds that a second of waiting takes; a test has no time. */
  readonly second?: number;
}

/** A client that goes through the runner's proxy, retries a bounded number of times, and waits when it is told to. */
export function githubClient({ token, baseUrl, userAgent, log, second = 1000 }: ClientOptions): GitHubClient {
  const wait = (seconds: number, request: { method: string; url: string }, retryCount: number) => {
    if (retryCount >= RETRIES || seconds > LONGEST_WAIT) return false;
    log(`GitHub asks to wait ${seconds} s before ${request.method} ${request.url}.`);
    return true;
  };
  return new Octokit({
    auth: token,
    baseUrl,
    userAgent,
    request: defaults.request,
    retry: { doNotRetry: [400, 401, 403, 404, 410, 422, 451], retries: RETRIES, retryAfterBaseValue: second },
    throttle: {
      // Of its own, so that clients do not wait for one another.
      id: randomUUID(),
      retryAfterBaseValue: second,
      onRateLimit: (seconds: number, request: object, _: unknown, retryCount: number) =>
        wait(seconds, request as { method: string; url: string }, retryCount),
      onSecondaryRateLimit: (seconds: number, request: object, _: unknown, retryCount: number) =>
        wait(seconds, request as { method: string; url: string }, retryCount),
    },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
}

/** Octokit's own log repeats what the caller reports. */
function ignore(): void {}
