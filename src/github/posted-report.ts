import { readFileSync, statSync } from 'node:fs';
import { UsageError } from '../model/usage-error.ts';
import type { PresentedReport } from '../outputs/presented.ts';
import { readReport } from '../outputs/read-json.ts';
import type { GitHubClient } from './client.ts';

/** Octets; a larger report is none of ours. */
const MAX_REPORT = 64 * 2 ** 20;

/** The run that a `workflow_run` event is about, as far as it is used. */
export interface FinishedRun {
  readonly head_sha: string;
  readonly head_branch: string;
  /** Null where the fork is gone. */
  readonly head_repository: { readonly full_name: string; readonly owner: { readonly login: string } } | null;
}

/** Reads the report of another run, which is somebody else's text. Throws a UsageError for what is no report. */
export function reportOfOtherRun(path: string, helpUrl: string): PresentedReport {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile() || stats.size > MAX_REPORT) {
    throw new UsageError(
      `There is no report at ${path}. Name the file that was downloaded in the input “report-file”.`,
    );
  }
  const read = readReport(readFileSync(path, 'utf8'), helpUrl);
  if ('problem' in read) throw new UsageError(read.problem);
  return read.report;
}

/**
 * The number of the open pull request that a run was for. Asked of GitHub by the run's branch and commit, which the
 * runner vouches for: a number in what the run uploaded could be that of any other pull request, and the event lists none
 * for forks. Undefined where it is closed or has moved on to another commit.
 */
export async function pullOfRun(
  client: GitHubClient,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  run: FinishedRun,
): Promise<number | undefined> {
  if (run.head_repository === null) return undefined;
  const { full_name: repository } = run.head_repository;
  const head = `${run.head_repository.owner.login}:${run.head_branch}`;
  const open = await client.paginate(client.rest.pulls.list, { owner, repo, state: 'open', head, per_page: 100 });
  // One owner can have two repositories of one network, with branches of one name.
  return open.find((pull) => pull.head.sha === run.head_sha && pull.head.repo?.full_name === repository)?.number;
}
