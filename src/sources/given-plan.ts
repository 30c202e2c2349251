import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';
import { readingTrouble } from '../model/file-trouble.ts';
import type { GivenPlan } from '../model/format.ts';
import { SourceFile } from '../model/source-file.ts';
import { UsageError } from '../model/usage-error.ts';

/** Octets; the text of a larger file would not fit one string. */
const MAX_PLAN_OCTETS = 512 * 2 ** 20;

/**
 * The Terraform plans that an option names, `FILE` or `FOLDER=FILE` from `cwd`. A plan inside `root` is called by its
 * path from there, another by its name alone. Throws a UsageError for what cannot be read.
 */
export function givenPlans(written: readonly string[], cwd: string, root: string): GivenPlan[] {
  return written.map((text) => givenPlan(text, cwd, root));
}

function givenPlan(written: string, cwd: string, root: string): GivenPlan {
  const sign = written.indexOf('=');
  if (sign <= 0 || existsSync(resolve(cwd, written))) return { file: readPlanFile(written, cwd, root) };
  const folder = pathFrom(root, resolve(cwd, written.slice(0, sign)));
  if (folder === undefined) {
    throw new UsageError(`${written.slice(0, sign)} lies outside ${root}, so it can hold no configuration to judge.`);
  }
  return { file: readPlanFile(written.slice(sign + 1), cwd, root), folder };
}

function readPlanFile(written: string, cwd: string, root: string): SourceFile {
  const path = resolve(cwd, written);
  let octets: Uint8Array;
  try {
    const stats = statSync(path);
    // A device or a pipe would be read without an end.
    if (!stats.isFile()) throw new Error('it is no file');
    if (stats.size > MAX_PLAN_OCTETS) throw new Error('it is too large to be read');
    octets = readFileSync(path);
  } catch (error) {
    throw new UsageError(`The Terraform plan ${written} could not be read: ${readingTrouble(error)}.`);
  }
  return new SourceFile(pathFrom(root, path) ?? basename(path), octets);
}

/** The path from the root with `/`, or undefined for one outside. */
function pathFrom(root: string, path: string): string | undefined {
  const inside = relative(real(root), real(path));
  return inside === '..' || inside.startsWith(`..${sep}`) ? undefined : inside.split(sep).join('/');
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
