import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { writingTrouble } from '../model/file-trouble.ts';
import { UsageError } from '../model/usage-error.ts';

/**
 * Writes a file that is not there yet, with its folders, below a root and nowhere else: a folder on the way may be a
 * symlink that leads out. Throws a UsageError where it cannot be written.
 */
export function createFile(root: string, path: string, text: string): void {
  const top = realpathSync(root);
  const target = join(top, path);
  let folder = dirname(target);
  while (!existsSync(folder)) folder = dirname(folder);
  const real = realpathSync(folder);
  if (real !== top && !real.startsWith(top + sep)) {
    throw new UsageError(`${path} was not written: its folder is a link that leads out of the repository.`);
  }
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, { flag: 'wx' });
  } catch (error) {
    throw new UsageError(`${path} could not be written: ${writingTrouble(error)}.`);
  }
}
