import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMPILE = 'named-compilezone';
/** Zone checks are not what is compared, only reading. */
const NO_CHECKS = [
  '-i',
  'none',
  '-k',
  'ignore',
  '-n',
  'ignore',
  '-r',
  'ignore',
  '-T',
  'ignore',
  '-M',
  'ignore',
  '-S',
  'ignore',
];

/** Whether BIND's zone compiler is installed here. */
export const hasBind = spawnSync(COMPILE, ['-v']).status === 0;

/** What BIND makes of a zone file with the files that it includes: the zone as plain lines, or why it refuses it. */
export function compileWithBind(
  zone: string,
  content: string | Uint8Array,
  includes: Readonly<Record<string, string>> = {},
): { readonly text: string } | { readonly error: string } {
  const folder = mkdtempSync(join(tmpdir(), 'compile-'));
  try {
    writeFileSync(join(folder, 'zone'), content);
    for (const [name, text] of Object.entries(includes)) writeFileSync(join(folder, name), text);
    const args = ['-q', ...NO_CHECKS, '-f', 'text', '-F', 'text', '-s', 'full', '-o', '-', zone, 'zone'];
    const quiet = spawnSync(COMPILE, args, { cwd: folder, encoding: 'latin1' });
    if (quiet.status === 0) return { text: quiet.stdout };
    return { error: spawnSync(COMPILE, args.slice(1), { cwd: folder, encoding: 'latin1' }).stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
