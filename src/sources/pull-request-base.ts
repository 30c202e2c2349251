import { UsageError } from '../model/usage-error.ts';
import { commitOf, git } from './git.ts';

/** Where the tip of the base branch is kept in the clone; a ref of our own, so that no branch of the user's moves. */
const BASE_REF = 'refs/dns-mail-gate/base';
/** How many commits a shallow clone is deepened by, step by step, before all history is fetched. */
const DEEPEN_BY = [50, 250, 1_000];

/** What the event says of the pull request. */
export interface PullRequestRefs {
  readonly headSha: string;
  /** The branch that it would be merged into. */
  readonly baseBranch: string;
  /** The commit that the workflow runs for; the merge commit where the event is `pull_request`. */
  readonly workflowSha: string;
}

/** How to reach the repository's server where the clone has no credentials of its own. */
export interface Credentials {
  readonly serverUrl: string;
  readonly token: string;
}

/**
 * The commit that the merge would change. Of a merge checkout it is the first parent, read from the commit object, which
 * is right also where the clone is shallow; of a head checkout it is the merge base, for which the clone is deepened as
 * needed. Never the event's `base.sha`: it can be older, and would blame the merges of others on this change. Throws a
 * UsageError where it cannot be had.
 */
export function pullRequestBase(root: string, refs: PullRequestRefs, credentials?: Credentials): string {
  const head = commitOf(root, 'HEAD');
  if (head === undefined) {
    throw new UsageError('There is no checkout here: put actions/checkout before this step.');
  }
  const parents = parentsOf(root, head);
  const isMerge = head !== refs.headSha && parents.length === 2;
  if (isMerge && (head === refs.workflowSha || parents[1] === refs.headSha)) {
    if (commitOf(root, parents[0]) === undefined) fetch(root, ['--depth=1'], [parents[0]], credentials);
    return parents[0];
  }
  return mergeBase(root, head, refs.baseBranch, credentials);
}

/** The parents as the commit object says, which a shallow clone hides from revision syntax such as `HEAD^1`. */
function parentsOf(root: string, commit: string): string[] {
  const [header] = git(root, ['cat-file', 'commit', commit]).toString('utf8').split('\n\n', 1);
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent);
}

function mergeBase(root: string, head: string, branch: string, credentials: Credentials | undefined): string {
  const tip = `+refs/heads/${branch}:${BASE_REF}`;
  const isShallow = git(root, ['rev-parse', '--is-shallow-repository']).toString('utf8').trim() === 'true';
  fetch(root, isShallow ? ['--depth=1'] : [], [tip], credentials);
  const steps = isShallow ? [...DEEPEN_BY.map((commits) => `--deepen=${commits}`), '--unshallow'] : [];
  for (const step of [undefined, ...steps]) {
    if (step !== undefined) fetch(root, [step], [tip, head], credentials);
    const found = commonAncestor(root, head);
    if (found !== undefined) return found;
  }
  throw new UsageError(
    `The checkout shares no history with the branch ${branch}, so there is nothing to compare with.`,
  );
}

function commonAncestor(root: string, head: string): string | undefined {
  try {
    return git(root, ['merge-base', head, BASE_REF]).toString('utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Fetches with the clone's own credentials, and where those do not do with the token, which never becomes an argument. */
function fetch(
  root: string,
  options: readonly string[],
  refs: readonly string[],
  credentials: Credentials | undefined,
): void {
  const args = ['fetch', '--no-tags', '--no-recurse-submodules', '--quiet', ...options, 'origin', ...refs];
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
