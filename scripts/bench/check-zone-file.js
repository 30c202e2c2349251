import { fileURLToPath } from 'node:url';
import { measure } from './support/measure.js';

export const title = 'Judging the same zone file offline, every rule';

/** The whole command line, beside a checker that only reads: the file has no defect, so both find nothing. */
export function run({ zone }) {
  const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
  return [
    { name: 'dns-mail-gate', ...measure(process.execPath, [cli, 'check', zone, '--lookups', 'offline']) },
    { name: 'kzonecheck', ...measure('kzonecheck', ['-o', 'example.com', zone]) },
  ];
}
