import { getInput, getMultilineInput } from '@actions/core';
import { SEVERITIES } from '../model/finding.ts';
import type { Settings } from '../model/report.ts';
import { UsageError } from '../model/usage-error.ts';

/** The Action's inputs, checked. */
export interface Inputs {
  /** `post` shows the report of another run, and checks nothing. */
  readonly mode: 'check' | 'post';
  readonly paths: readonly string[];
  /** The policy file's path in the repository, or empty for the usual places. */
  readonly policy: string;
  readonly failOn: Settings['failOn'];
  readonly scope: Settings['scope'];
  readonly lookups: string;
  /** A snapshot that runs without a base compare with; empty for none. */
  readonly snapshot: string;
  readonly resolvers: readonly string[];
  /** Seconds. */
  readonly deadline: number;
  /** Terraform plans in JSON, `FILE` or `FOLDER=FILE` from the workspace. */
  readonly terraformPlans: readonly string[];
  readonly comment: 'always' | 'findings' | 'never';
  readonly commentId: string;
  /** Whether fixes are offered as suggested changes. */
  readonly suggestions: boolean;
  readonly reportFile: string;
  readonly sarifFile: string;
  readonly token: string;
}

/** Reads the inputs. Throws a UsageError for a value that is not one of those it can have. */
export function readInputs(): Inputs {
  return {
    mode: oneOf('mode', ['check', 'post'] as const),
    paths: getMultilineInput('paths'),
    policy: getInput('policy').replace(/^\.\//, ''),
    failOn: oneOf('fail-on', [...SEVERITIES, 'never'] as const),
    scope: oneOf('scope', ['introduced', 'all'] as const),
    lookups: getInput('lookups') || 'live',
    snapshot: getInput('snapshot'),
    resolvers: getMultilineInput('resolvers'),
    deadline: seconds('deadline'),
    terraformPlans: getMultilineInput('terraform-plan'),
    comment: oneOf('comment', ['findings', 'always', 'never'] as const),
    commentId: getInput('comment-id') || 'default',
    suggestions: oneOf('suggestions', ['true', 'false'] as const) === 'true',
    reportFile: getInput('report-file'),
    sarifFile: getInput('sarif-file'),
    token: getInput('token'),
  };
}

/** One of the words; the first one where the input is empty. */
function oneOf<T extends string>(name: string, words: readonly T[]): T {
  const value = getInput(name);
  const found = value === '' ? words[0] : words.find((word) => word === value);
  if (found === undefined)
    throw new UsageError(`The input “${name}” takes ${words.join(', ')}; “${value}” is none of them.`);
  return found;
}

function seconds(name: string): number {
  const value = Number(getInput(name) || '60');
  if (!Number.isFinite(value) || value < 0) throw new UsageError(`The input “${name}” takes a number of seconds.`);
  return value;
}
