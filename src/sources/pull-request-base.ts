import { UsageError } from '../model/usage-error.ts';
import { type Credentials, ensureCommit, fetch, isShallow } from './fetch.ts';
import { checkedOut, git, parentsOf } from './git.ts';

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

/**
 * The commit that the merge would change. Of a merge checkout it is the first parent, read from the commit object, which
 * is right also where the clone is shallow; of a head checkout it is the merge base, for which the clone is deepened as
 * needed. Never the event's `base.sha`: it can be older, and would blame the merges of others on this change. Throws a
 * UsageError where it cannot be had.
 */
export function pullRequestBase(root: string, refs: PullRequestRefs, credentials?: Credentials): string {
  const head = checkedOut(root);
  const parents = parentsOf(root, head);
  const isMerge = head !== refs.headSha && parents.length === 2;
  if (isMerge && (head === refs.workflowSha || parents[1] === refs.headSha)) {
    ensureCommit(root, parents[0], credentials);
    return parents[0];
  }
  return mergeBase(root, head, refs.baseBranch, credentials);
}

function mergeBase(root: string, head: string, branch: string, credentials: Credentials | undefined): string {
  const tip = `+refs/heads/${branch}:${BASE_REF}`;
  const shallow = isShallow(root);
  fetch(root, shallow ? ['--depth=1'] : [], [tip], credentials);
  const steps = shallow ? [...DEEPEN_BY.map((commits) => `--deepen=${commits}`), '--unshallow'] : [];
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
