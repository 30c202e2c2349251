import type { Tree } from '../model/tree.ts';
import { baseTree } from '../sources/base-tree.ts';
import { type Credentials, ensureCommit } from '../sources/fetch.ts';
import { checkedOut, gitTree } from '../sources/git.ts';
import { bareRepository, fetchMergeRef } from '../sources/merge-ref.ts';
import { pullRequestBase } from '../sources/pull-request-base.ts';
import { restrict } from '../sources/restrict.ts';
import { shareUnchanged } from '../sources/share.ts';
import { worktree } from '../sources/worktree.ts';
import type { GitHubClient } from './client.ts';
import { proposedMerge } from './proposed-merge.ts';

/** What the runner says of the event; `context` of @actions/github. */
export interface WorkflowEvent {
  readonly eventName: string;
  readonly payload: {
    readonly pull_request?: {
      readonly number: number;
      readonly head?: { readonly sha: string };
      readonly base?: { readonly ref: string };
    };
    readonly [key: string]: unknown;
  };
  readonly sha: string;
  readonly serverUrl: string;
  readonly repo: { readonly owner: string; readonly repo: string };
}

export interface EventTreesOptions {
  readonly workspace: string;
  /** The runner's folder for what need not last. */
  readonly temporary: string;
  /** Files and folders that are judged, relative to the root; undefined for all. */
  readonly wanted: readonly string[] | undefined;
  readonly token: string;
  readonly client: GitHubClient;
}

export interface EventTrees {
  readonly head: Tree;
  /** The commit whose lines the places of head are, for links: of a pull request its own head. */
  readonly headSha: string;
  readonly base?: Tree;
  readonly baseSha?: string;
  /** A clone that has both commits. */
  readonly repository: string;
  /** The commit that was judged; mostly the merge of a pull request. */
  readonly judgedSha: string;
  /** What to tell the user about what is compared. */
  readonly warnings: readonly string[];
}

/** What `before` of a push is where the branch is new. */
const NO_COMMIT = /^0+$/;

/**
 * The two trees of an event. A pull request is compared with what its merge would change, a push with what the branch
 * was before, a merge group with the commit that it is queued behind; everything else (a schedule, a manual run, a new
 * branch) has no base, and is judged whole. Throws a UsageError where a base that should be there cannot be had.
 */
export async function eventTrees(event: WorkflowEvent, options: EventTreesOptions): Promise<EventTrees> {
  const { workspace, wanted, token } = options;
  if (event.eventName === 'pull_request_target') return mergeTrees(event, options);
  const head = worktree(workspace, wanted);
  const { pull_request: pull } = event.payload;
  const headSha = pull?.head?.sha ?? event.sha;
  const credentials = { serverUrl: event.serverUrl, token };
  const baseSha = baseOf(event, workspace, credentials);
  if (baseSha === undefined) return { head, headSha, repository: workspace, judgedSha: event.sha, warnings: [] };
  const trees = { head, headSha, repository: workspace, judgedSha: checkedOut(workspace) };
  const { tree, warnings } = baseTree(workspace, baseSha, head, credentials);
  return { ...trees, base: restrict(tree, wanted), baseSha, warnings };
}

function baseOf({ eventName, payload, sha }: WorkflowEvent, root: string, credentials: Credentials) {
  const { pull_request: pull } = payload;
  if (pull?.head !== undefined && pull.base !== undefined) {
    const refs = { headSha: pull.head.sha, baseBranch: pull.base.ref, workflowSha: sha };
    return pullRequestBase(root, refs, credentials);
  }
  const commit = eventName === 'push' ? payload.before : groupBase(eventName, payload.merge_group);
  if (typeof commit !== 'string' || commit === '' || NO_COMMIT.test(commit)) return undefined;
  checkedOut(root);
  ensureCommit(root, commit, credentials);
  return commit;
}

function groupBase(eventName: string, group: unknown): unknown {
  return eventName === 'merge_group' ? (group as { base_sha?: unknown } | undefined)?.base_sha : undefined;
}

/**
 * Of `pull_request_target`, which runs with the rights of the base on what a stranger proposes: the merge is fetched
 * into a bare repository and read as data. Nothing of it is checked out, and nothing of it runs.
 */
async function mergeTrees(event: WorkflowEvent, { temporary, wanted, token, client }: EventTreesOptions) {
  const pull = event.payload.pull_request!;
  const { owner, repo } = event.repo;
  const repository = bareRepository(temporary);
  const source = {
    remote: `${event.serverUrl}/${owner}/${repo}`,
    credentials: { serverUrl: event.serverUrl, token },
  };
  const headSha = pull.head!.sha;
  const { merge, base: baseSha } = await proposedMerge(client, { owner, repo, number: pull.number }, headSha, () =>
    fetchMergeRef(repository, pull.number, source),
  );
  const whole = gitTree(repository, merge);
  const base = shareUnchanged(whole, gitTree(repository, baseSha));
  return {
    head: restrict(whole, wanted),
    headSha,
    base: restrict(base, wanted),
    baseSha,
    repository,
    judgedSha: merge,
    warnings: [],
  };
}
