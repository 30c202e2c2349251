import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { eventPayload } from './event-payload.ts';
import { temporaryFolder } from './repository.ts';

/** The Node that runs what is in dist/: the one that tests run on, unless another is named. */
export const NODE = process.env.DIST_NODE ?? process.execPath;

export interface RunnerOptions {
  readonly workspace: string;
  readonly event: string;
  /** What differs from the payload that GitHub documents for the event. */
  readonly payload: object;
  readonly sha: string;
  readonly apiUrl: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ActionRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The runner's temporary folder. */
  readonly temporary: string;
}

/** Runs `dist/index.js` as the runner does: inputs and context in the environment, outputs and summary in files. */
export async function runAction(options: RunnerOptions): Promise<ActionRun> {
  const folder = temporaryFolder();
  const file = (name: string, content = '') => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const [output, summary] = [file('output'), file('summary')];
  const inputs = { ...defaultInputs(), ...options.inputs };
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    RUNNER_TEMP: folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_EVENT_NAME: options.event,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(eventPayload(options.event, options.payload))),
    GITHUB_REPOSITORY: 'octo/dns',
    GITHUB_SHA: options.sha,
    GITHUB_REF: 'refs/pull/1/merge',
    GITHUB_API_URL: options.apiUrl,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '1',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...options.env,
  };
  const child = spawn(NODE, [resolve('dist/index.js')], { cwd: options.workspace, env });
  const [stdout, stderr, status] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((exited) => child.on('close', exited)),
  ]);
  return {
    status,
    stdout,
    stderr,
    outputs: parseOutputs(readFileSync(output, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
    temporary: folder,
  };
}

/** The defaults of action.yml, which the runner hands to the action; a line each there, so that no YAML reader is needed. */
function defaultInputs(): Record<string, string> {
  const inputs: Record<string, string> = {};
  const [, section] = readFileSync('action.yml', 'utf8').split(/^inputs:\n|^outputs:\n/m);
  for (const [, name, body] of section.matchAll(/^ {2}([a-z-]+):\n((?: {4}.*\n)+)/gm)) {
    const value = /^ {4}default: (.*)$/m.exec(body)?.[1] ?? '';
    inputs[name] = value.replace(/^'(.*)'$/, '$1').replace('${{ github.token }}', 'secret-token');
  }
  return inputs;
}

/** `name<<DELIMITER`, the value's lines, the delimiter. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name, , value] of text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm)) outputs[name] = value;
  return outputs;
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}
