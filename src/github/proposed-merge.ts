import { setTimeout as wait } from 'node:timers/promises';
import { UsageError } from '../model/usage-error.ts';
import type { MergeRef } from '../sources/merge-ref.ts';
import type { GitHubClient } from './client.ts';
import type { PullRequest } from './pull-request.ts';

/** Seconds between looks at a merge ref that GitHub may be about to write. */
const WAITS = [2, 4, 8];

/**
 * The merge of exactly the commit that the event is about. GitHub writes merge refs when it gets to it, and leaves the
 * old one where the pull request conflicts, so it is asked which it is. Throws a UsageError that says so.
 */
export async function proposedMerge(
  client: GitHubClient,
  pull: PullRequest,
  headSha: string,
  fetchMerge: () => MergeRef | { readonly problem: string },
): Promise<MergeRef> {
  let problem = '';
  for (const seconds of [...WAITS, 0]) {
    const found = fetchMerge();
    if (!('problem' in found) && found.head === headSha) return found;
    problem = 'problem' in found ? found.problem : `The merge ref is of commit ${found.head}, not of ${headSha}.`;
    if ((await isMergeable(client, pull)) === false) {
      throw new UsageError(
        `Pull request ${pull.number} conflicts with its base branch, so there is no merge to judge. ` +
          'Resolve the conflict and push; the check then runs again.',
      );
    }
    if (seconds > 0) await wait(seconds * 1000);
  }
  throw new UsageError(
    `GitHub has no merge of pull request ${pull.number} at ${headSha}. ${problem} ` +
      'If there was another push meanwhile, its own run decides; else run this job again.',
  );
}

/** Undefined while GitHub has not made up its mind, and where it does not tell. Asking makes it begin. */
async function isMergeable(client: GitHubClient, { owner, repo, number }: PullRequest): Promise<boolean | undefined> {
  try {
    const { data } = await client.rest.pulls.get({ owner, repo, pull_number: number });
    return data.mergeable ?? undefined;
  } catch {
    return undefined;
  }
}
