import { error, info, setFailed, warning } from '@actions/core';
import { context } from '@actions/github';
import { check } from './check.ts';
import { resolverFor } from './dns/lookups.ts';
import { githubClient } from './github/client.ts';
import { upsertComment } from './github/comment.ts';
import { tellRunner } from './github/effects.ts';
import { type Inputs, readInputs } from './github/inputs.ts';
import { refusalAdvice } from './github/refusal.ts';
import type { Tree } from './model/tree.ts';
import { UsageError } from './model/usage-error.ts';
import { renderAnnotations } from './outputs/annotations.ts';
import { markerOf, renderComment } from './outputs/comment.ts';
import { renderJson } from './outputs/json.ts';
import { present } from './outputs/present.ts';
import { findingsInScope, type PresentedReport } from './outputs/presented.ts';
import { renderSummary } from './outputs/summary.ts';
import { HELP_URL, TOOL_NAME, TOOL_VERSION } from './project.ts';
import { gitTree } from './sources/git.ts';
import { pullRequestBase } from './sources/pull-request-base.ts';
import { restrict } from './sources/restrict.ts';
import { worktree } from './sources/worktree.ts';

const EXIT_USAGE = 2;
const EXIT_BUG = 3;

/** Inputs → trees → report → runner and comment. The verdict stands before anything is posted. */
async function main(): Promise<void> {
  const inputs = readInputs();
  const workspace = process.env.GITHUB_WORKSPACE ?? process.cwd();
  const { head, base, partial } = findTrees(inputs, workspace);
  const scope = base === undefined ? 'all' : inputs.scope;
  const report = await check({
    head,
    base,
    partial,
    policy: inputs.policy === '' ? undefined : { path: inputs.policy },
    outside: resolverFor(inputs.lookups, workspace, { servers: inputs.resolvers, deadline: inputs.deadline }),
    settings: { failOn: inputs.failOn, scope, lookups: inputs.lookups, shard: null },
  });

  const presented = present(report, { tool: { name: TOOL_NAME, version: TOOL_VERSION }, helpUrl: HELP_URL });
  const markdown = { blobUrl: `${context.serverUrl}/${process.env.GITHUB_REPOSITORY}/blob/${headSha()}/` };
  const comment = renderComment(presented, { ...markdown, id: inputs.commentId });
  const rendered = {
    annotations: renderAnnotations(presented),
    summary: renderSummary(presented, markdown),
    comment,
    json: renderJson(presented),
  };
  const temporary = process.env.RUNNER_TEMP ?? workspace;
  await tellRunner(presented, rendered, { reportFile: inputs.reportFile, workspace, temporary });
  await post(presented, comment, inputs);

  if (presented.conclusion === 'fail')
    setFailed('DNS Mail Gate: this change would break mail; see the findings above.');
}

/** The checkout, and for a pull request the tree that the merge would change. */
function findTrees(
  { paths, token }: Inputs,
  workspace: string,
): { head: Tree; base: Tree | undefined; partial: boolean } {
  const wanted =
    paths.length === 0
      ? undefined
      : paths.map((path) => path.replace(/^\.\/|\/+$/g, '')).filter((path) => path !== '.');
  const partial = wanted !== undefined && wanted.length > 0;
  const head = worktree(workspace, partial ? wanted : undefined);
  const { pull_request: pullRequest } = context.payload;
  if (pullRequest === undefined) return { head, base: undefined, partial };
  const commit = pullRequestBase(
    workspace,
    { headSha: pullRequest.head.sha, baseBranch: pullRequest.base.ref, workflowSha: context.sha },
    { serverUrl: context.serverUrl, token },
  );
  info(`Comparing with ${commit}.`);
  return { head, base: restrict(gitTree(workspace, commit, head), partial ? wanted : undefined), partial };
}

/** The commit whose lines the places are; of a pull request its own head, which GitHub can show. */
function headSha(): string {
  return context.payload.pull_request?.head.sha ?? context.sha;
}

/** A comment that cannot be posted is a warning; the verdict does not change. */
async function post(report: PresentedReport, body: string, { comment, commentId, token }: Inputs): Promise<void> {
  const { pull_request: pullRequest } = context.payload;
  if (pullRequest === undefined || comment === 'never') return;
  const client = githubClient({
    token,
    baseUrl: context.apiUrl,
    userAgent: `${TOOL_NAME}/${TOOL_VERSION}`,
    log: info,
  });
  const create = comment === 'always' || findingsInScope(report).length > 0 || report.changes.policy.length > 0;
  try {
    const posted = await upsertComment(
      client,
      { ...context.repo, number: pullRequest.number },
      { marker: markerOf(commentId), body, create },
    );
    info(`Comment: ${posted}.`);
  } catch (refusal) {
    warning(`The comment could not be posted. ${refusalAdvice(refusal)}`);
  }
}

main().catch((failure: unknown) => {
  if (failure instanceof UsageError) {
    const { place } = failure;
    error(failure.message, place && { file: place.file, startLine: place.line, startColumn: place.column });
    process.exitCode = EXIT_USAGE;
    return;
  }
  error(
    `This is a bug of DNS Mail Gate, please report it: ${failure instanceof Error ? failure.stack : String(failure)}`,
  );
  process.exitCode = EXIT_BUG;
});
