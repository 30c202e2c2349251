import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../model/usage-error.ts';
import { type Credentials, fetch } from './fetch.ts';
import { commitOf, git, parentsOf } from './git.ts';

const MERGE_REF = 'refs/dns-mail-gate/merge';
const FOLDER = 'dns-mail-gate.git';

/** What GitHub keeps as the result of merging a pull request. */
export interface MergeRef {
  readonly merge: string;
  /** The tip of the base branch that it was merged into. */
  readonly base: string;
  /** The pull request's own last commit. */
  readonly head: string;
}

/** A bare repository below `temporary`, which no checkout and no hook ever touches; it may be there already. */
export function bareRepository(temporary: string): string {
  const folder = join(temporary, FOLDER);
  mkdirSync(folder, { recursive: true });
  git(folder, ['init', '--bare', '--quiet', '--template=', '.']);
  return folder;
}

/**
 * Fetches `refs/pull/NUMBER/merge` with both its parents into a bare repository. Undefined where it cannot be had or is
 * no merge, with what git said.
 */
export function fetchMergeRef(
  bare: string,
  number: number,
  { remote, credentials }: { readonly remote: string; readonly credentials: Credentials },
): MergeRef | { readonly problem: string } {
  try {
    fetch(bare, ['--depth=2'], [`+refs/pull/${number}/merge:${MERGE_REF}`], credentials, remote);
  } catch (error) {
    if (error instanceof UsageError) return { problem: error.message };
    throw error;
  }
  const merge = commitOf(bare, MERGE_REF);
  const [base, head] = merge === undefined ? [] : parentsOf(bare, merge);
  if (merge === undefined || head === undefined) return { problem: 'The merge ref is no merge.' };
  return { merge, base, head };
}
