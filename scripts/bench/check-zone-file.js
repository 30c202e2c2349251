import { fileURLToPath } from 'node:url';

export const title = 'Judging the same zone file offline, every rule';

/** The whole command line, beside a checker that only reads: the file has no defect, so both find nothing. */
export function peers({ zone }) {
  const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
  return [
    { name: 'dns-mail-gate', command: [process.execPath, cli, 'check', zone, '--lookups', 'offline'] },
    { name: 'kzonecheck', command: ['kzonecheck', '-o', 'example.com', zone] },
  ];
}
