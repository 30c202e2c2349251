import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptSuggestions } from '../support/accept-suggestions.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { FILES, ZONE } from '../support/mail-estate.ts';
import { mergeCheckout, pullRequestPayload, showDiff } from '../support/pull-request.ts';
import { newRepository, type Repository } from '../support/repository.ts';
import { type ActionRun, runAction } from '../support/runner.ts';

const WORKFLOW = '.github/workflows/dns-mail-gate.yml';
const ZONE_FILE = 'zones/example.com.zone';

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(async () => {
  await api.close();
  expect(api.unexpected).toEqual([]);
});

interface Step {
  readonly uses: string;
  readonly with?: Record<string, string>;
}

/** Runs the steps of the workflow that the pull request's merge holds. */
async function runWorkflow(origin: Repository): Promise<ActionRun> {
  showDiff(api, origin);
  const { workspace, sha, head } = mergeCheckout(origin);
  const workflow = load(readFileSync(join(workspace, WORKFLOW), 'utf8')) as {
    on: string;
    jobs: Record<string, { steps: Step[] }>;
  };
  expect(workflow.on).toBe('pull_request');
  const [{ steps }] = Object.values(workflow.jobs);
  const [checkout, gate, ...more] = steps;
  expect([checkout.uses.split('@')[0], gate.uses.split('@')[0], more]).toEqual([
    'actions/checkout',
    'dns-mail-gate/dns-mail-gate',
    [],
  ]);
  return runAction({
    workspace,
    event: workflow.on,
    payload: pullRequestPayload(head),
    sha,
    apiUrl: api.url,
    inputs: { lookups: 'offline', ...gate.with },
  });
}

describe('a new user', () => {
  it('pastes the workflow, breaks SPF, reads the comment, accepts the suggestion, and is green', async () => {
    const [, workflow] = /^`(\.github\/.*)`:\n\n```yaml\n/m.exec(readFileSync('README.md', 'utf8')) ?? [];
    expect(workflow).toBe(WORKFLOW);
    const [, pasted] = /```yaml\n(name: DNS Mail Gate\n[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
    const origin = newRepository();
    origin.commit({ ...FILES, [WORKFLOW]: pasted });

    origin.git('checkout', '-q', '-b', 'topic');
    origin.commit({ [ZONE_FILE]: ZONE.replace('v=spf1 mx -all', 'v=spf1 mx inlcude:_spf.example.net -all') });
    const red = await runWorkflow(origin);
    expect(red).toMatchObject({ status: 1, outputs: { conclusion: 'fail', errors: '1' } });

    const [{ body }] = api.comments;
    const [marker, verdict] = body.split('\n');
    expect(marker).toMatch(/^<!--.*-->$/);
    expect(verdict).toBe('### ⛔ This change would break mail: 1 error.');
    expect(body).toContain('`inlcude:_spf.example.net`');
    expect(body).toContain('**What to do:** Write `include:_spf.example.net`.');
    expect(body).toContain(`/blob/${origin.git('rev-parse', 'topic')}/${ZONE_FILE}#L6`);

    expect(api.reviewComments).toMatchObject([{ path: ZONE_FILE, line: 6 }]);
    const mended = acceptSuggestions(origin.git('show', `topic:${ZONE_FILE}`), api.reviewComments);
    expect(mended.split('\n')[5]).toBe('      IN TXT "v=spf1 mx include:_spf.example.net -all"');
    origin.commit({ [ZONE_FILE]: `${mended}\n` }, 'Apply suggestion');
    const green = await runWorkflow(origin);
    expect(green).toMatchObject({ status: 0, outputs: { conclusion: 'pass', errors: '0' } });
    expect(api.comments).toHaveLength(1);
    expect(api.comments[0].body).toMatch(
      /^<!--.*-->\n### ✅ As far as could be checked, this change adds no mail problem\.\n/,
    );
    expect(api.reviewComments).toHaveLength(1);
  });
});
