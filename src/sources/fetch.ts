import { UsageError } from '../model/usage-error.ts';
import { commitOf, git } from './git.ts';

/** How to reach the repository's server where the clone has no credentials of its own. */
export interface Credentials {
  readonly serverUrl: string;
  readonly token: string;
}

/**
 * Fetches refs or commits from `remote` (`origin`, or an URL), with the clone's own credentials, and where those do not
 * do with the token, which never becomes an argument. Throws a UsageError with what git said where neither does.
 */
export function fetch(
  root: string,
  options: readonly string[],
  refs: readonly string[],
  credentials: Credentials | undefined,
  remote = 'origin',
): void {
  const args = ['fetch', '--no-tags', '--no-recurse-submodules', '--quiet', ...options, '--', remote, ...refs];
  try {
    git(root, args);
    return;
  } catch (error) {
    if (credentials === undefined || credentials.token === '') throw cannotFetch(refs, error);
  }
  const basic = Buffer.from(`x-access-token:${credentials.token}`).toString('base64');
  try {
    git(root, args, '', {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.${credentials.serverUrl}/.extraheader`,
      GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
    });
  } catch (error) {
    throw cannotFetch(refs, error);
  }
}

/** Sees to it that a commit's files can be read: it is fetched where the clone lacks it. Throws a UsageError. */
export function ensureCommit(root: string, commit: string, credentials?: Credentials): void {
  if (commitOf(root, commit) !== undefined) return;
  fetch(root, isShallow(root) ? ['--depth=1'] : [], [commit], credentials);
}

/** Whether the clone lacks history. A full clone is never fetched into with a depth: that would make it shallow. */
export function isShallow(root: string): boolean {
  return git(root, ['rev-parse', '--is-shallow-repository']).toString('utf8').trim() === 'true';
}

function cannotFetch(refs: readonly string[], error: unknown): UsageError {
  const said =
    String((error as { stderr?: Buffer }).stderr ?? '')
      .trim()
      .split('\n')
      .at(-1) ?? '';
  return new UsageError(
    `The commit to compare with (${refs[0]}) could not be fetched${said === '' ? '' : `: ${said}`}. ` +
      'Give actions/checkout “fetch-depth: 0”, or let this step use a token with “contents: read”.',
  );
}
