import { resolve } from 'node:path';
import { error, info, warning } from '@actions/core';
import { context } from '@actions/github';
import { check } from './check.ts';
import type { EarlierDay } from './dns/earlier-answers.ts';
import { earlierSnapshot, resolverFor } from './dns/lookups.ts';
import { exitWith } from './exit-with.ts';
import { type GitHubClient, githubClient } from './github/client.ts';
import { upsertComment } from './github/comment.ts';
import { tellRunner } from './github/effects.ts';
import { type EventTrees, eventTrees } from './github/event-trees.ts';
import { type Inputs, readInputs } from './github/inputs.ts';
import { ownLines } from './github/own-lines.ts';
import { type FinishedRun, pullOfRun, reportOfOtherRun } from './github/posted-report.ts';
import { refusalAdvice } from './github/refusal.ts';
import { postSuggestions } from './github/suggestions.ts';
import type { Report } from './model/report.ts';
import type { Tree } from './model/tree.ts';
import { UsageError } from './model/usage-error.ts';
import { renderAnnotations } from './outputs/annotations.ts';
import { markerOf, renderComment } from './outputs/comment.ts';
import { visibleLines } from './outputs/escape.ts';
import { jsonPieces } from './outputs/json.ts';
import { present } from './outputs/present.ts';
import { findingsInScope, forReview, type PresentedReport } from './outputs/presented.ts';
import { renderSarif } from './outputs/sarif.ts';
import { suggestionsOf } from './outputs/suggestion.ts';
import { renderSummary } from './outputs/summary.ts';
import { verdictOf } from './outputs/verdict.ts';
import { HELP_URL, TOOL_NAME, TOOL_VERSION } from './project.ts';
import { RULES } from './rules/index.ts';
import { givenPlans } from './sources/given-plan.ts';
import { notThere } from './sources/restrict.ts';

const EXIT_FINDINGS = 1;
const EXIT_USAGE = 2;
const EXIT_BUG = 3;

/** Inputs → trees → report → runner and comment, to the exit status. The verdict stands before anything is posted. */
async function main(): Promise<number> {
  const inputs = readInputs();
  const workspace = process.env.GITHUB_WORKSPACE ?? process.cwd();
  const temporary = process.env.RUNNER_TEMP ?? workspace;
  const client = clientOf(inputs);
  if (inputs.mode === 'post') {
    await postOther(inputs, workspace, client);
    return 0;
  }
  const wanted = wantedPaths(inputs);
  const trees = await eventTrees(context, { workspace, temporary, wanted, token: inputs.token, client });
  const { head, base, baseSha } = trees;
  for (const message of trees.warnings) warning(message);
  if (wanted !== undefined) tellOfMissing(wanted, [head, ...(base ? [base] : [])]);
  const earlier = earlierDay(inputs, base, workspace);
  info(comparison(baseSha, earlier));
  const scope = base === undefined && earlier === undefined ? 'all' : inputs.scope;
  const report = await check({
    head,
    base,
    partial: wanted !== undefined,
    policy: inputs.policy === '' ? undefined : { path: inputs.policy },
    plans: givenPlans(inputs.terraformPlans, workspace, workspace),
    outside: resolverFor(inputs.lookups, workspace, { servers: inputs.resolvers, deadline: inputs.deadline }),
    earlier,
    env: process.env,
    settings: { failOn: inputs.failOn, scope, lookups: inputs.lookups, shard: null },
  });

  const presented = present(report, { tool: { name: TOOL_NAME, version: TOOL_VERSION }, helpUrl: HELP_URL });
  const blobUrl = (commit: string) => `${context.serverUrl}/${process.env.GITHUB_REPOSITORY}/blob/${commit}/`;
  const markdown = { blobUrl: blobUrl(trees.headSha), ...(baseSha && { baseBlobUrl: blobUrl(baseSha) }) };
  const comment = renderComment(presented, { ...markdown, id: inputs.commentId });
  const rendered = {
    annotations: renderAnnotations(presented),
    summary: renderSummary(presented, markdown),
    comment,
    json: jsonPieces(presented),
    // Excused findings would open alerts: code scanning passes over what marks them.
    sarif: renderSarif(presented, { rules: RULES, helpUrl: HELP_URL, excused: false }),
  };
  const { reportFile, sarifFile } = inputs;
  await tellRunner(presented, rendered, { reportFile, sarifFile, workspace, temporary });
  await post(presented, comment, inputs, client, context.payload.pull_request?.number);
  if (inputs.suggestions) await suggest(report, inputs, trees, client);

  info(verdictOf(presented).headline);
  // No `setFailed`: its annotation would take the place of a finding's, of which GitHub shows ten.
  return presented.conclusion === 'fail' ? EXIT_FINDINGS : 0;
}

/** The snapshot to compare with; a change is compared with its base, whatever others have done meanwhile. */
function earlierDay({ snapshot, lookups }: Inputs, base: unknown, workspace: string): EarlierDay | undefined {
  return snapshot === '' || base !== undefined ? undefined : earlierSnapshot(snapshot, workspace, lookups);
}

function comparison(baseSha: string | undefined, earlier: EarlierDay | undefined): string {
  if (baseSha !== undefined) return `Comparing with ${baseSha}.`;
  if (earlier !== undefined) return `Comparing with the answers of ${earlier.snapshot.taken}.`;
  return 'Nothing to compare with: everything is judged.';
}

/** The paths that the input names, as git writes them; undefined for the whole repository. */
function wantedPaths({ paths }: Inputs): readonly string[] | undefined {
  const wanted = paths.map((path) => path.replace(/^(?:\.?\/)+|\/+$/g, ''));
  return wanted.length === 0 || wanted.some((path) => path === '.' || path === '') ? undefined : wanted;
}

/** A misspelt path is a gate that looks at nothing. Throws a UsageError where that is so, and warns where some is left. */
function tellOfMissing(wanted: readonly string[], trees: readonly Tree[]): void {
  const missing = notThere(wanted, trees).map(({ path, meant }) => {
    const hint = meant === undefined ? '' : ` Did you mean “${meant}”?`;
    return `The input “paths” names “${path}”, which is no file and no folder of this repository.${hint}`;
  });
  if (missing.length === wanted.length) {
    throw new UsageError(`${missing.join(' ')} It takes files and folders from the root, one a line, and no patterns.`);
  }
  for (const message of missing) warning(message);
}

function clientOf({ token }: Inputs): GitHubClient {
  return githubClient({ token, baseUrl: context.apiUrl, userAgent: `${TOOL_NAME}/${TOOL_VERSION}`, log: info });
}

/** Of a `workflow_run`: shows what a run without the right to write has found. The verdict is that run's. */
async function postOther(inputs: Inputs, workspace: string, client: GitHubClient): Promise<void> {
  const { workflow_run: run } = context.payload;
  if (run === undefined) throw new UsageError('The mode “post” is for workflows that run on “workflow_run”.');
  const report = reportOfOtherRun(resolve(workspace, inputs.reportFile), HELP_URL);
  const number = await pullOfRun(client, context.repo, run as FinishedRun);
  if (number === undefined) return info('The pull request is closed or has a newer commit; nothing to post.');
  const blobUrl = `${context.serverUrl}/${process.env.GITHUB_REPOSITORY}/blob/${run.head_sha}/`;
  await post(report, renderComment(report, { blobUrl, id: inputs.commentId }), inputs, client, number);
}

/** A comment that cannot be posted is a warning; the verdict does not change. */
async function post(
  report: PresentedReport,
  body: string,
  { comment, commentId }: Inputs,
  client: GitHubClient,
  number: number | undefined,
): Promise<void> {
  if (number === undefined || comment === 'never') return;
  const hasFindings = findingsInScope(forReview(report)).length > 0;
  const create = comment === 'always' || hasFindings || report.changes.policy.length > 0;
  try {
    const posted = await upsertComment(
      client,
      { ...context.repo, number },
      { marker: markerOf(commentId), body, create },
    );
    info(`Comment: ${posted}.`);
  } catch (refusal) {
    warning(`The comment could not be posted. ${refusalAdvice(refusal)}`);
  }
}

/** Suggested changes are an extra: what goes wrong is a warning too. */
async function suggest(report: Report, inputs: Inputs, trees: EventTrees, client: GitHubClient): Promise<void> {
  const { pull_request: pullRequest } = context.payload;
  const suggestions = suggestionsOf(report, { id: inputs.commentId, helpUrl: HELP_URL });
  if (pullRequest === undefined || suggestions.length === 0) return;
  const pull = { ...context.repo, number: pullRequest.number };
  try {
    const locate = ownLines(trees, { serverUrl: context.serverUrl, token: inputs.token });
    const { posted, left } = await postSuggestions(client, pull, trees.headSha, suggestions, locate);
    info(`Suggested changes: ${posted} posted${left > 0 ? `, ${left} more after these` : ''}.`);
  } catch (refusal) {
    if (refusal instanceof UsageError) warning(`No changes are suggested. ${refusal.message}`);
    else warning(`The suggested changes could not be posted. ${refusalAdvice(refusal, 'the suggested changes')}`);
  }
}

function failed(failure: unknown): number {
  if (failure instanceof UsageError) {
    const { place } = failure;
    error(
      visibleLines(failure.message).join('\n'),
      place && { file: place.file, startLine: place.line, startColumn: place.column },
    );
    return EXIT_USAGE;
  }
  error(
    `This is a bug of DNS Mail Gate, please report it: ${failure instanceof Error ? failure.stack : String(failure)}`,
  );
  return EXIT_BUG;
}

exitWith(main().catch(failed), error);
