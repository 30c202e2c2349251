import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readingTrouble } from '../model/file-trouble.ts';
import { SourceFile } from '../model/source-file.ts';
import { UsageError } from '../model/usage-error.ts';

/** The policy file that `--policy` names, which is used as given. Throws a UsageError where it cannot be read. */
export function policyFile(written: string, cwd: string): SourceFile {
  try {
    return new SourceFile(written, readFileSync(resolve(cwd, written)));
  } catch (error) {
    throw new UsageError(`The policy file ${written} could not be read: ${readingTrouble(error)}.`);
  }
}
