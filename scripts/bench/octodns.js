import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeEstate } from './support/octodns-estate.js';

export const title = 'Checking an OctoDNS estate of 1,000 zones, offline';

const ZONES = 1_000;

/** The whole command, from its start to its report, beside the parser that OctoDNS reads its files with. */
export function peers({ folder }) {
  const estate = join(folder, 'octodns');
  writeEstate(estate, ZONES);
  const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
  const reader = fileURLToPath(new URL('support/read_with_pyyaml.py', import.meta.url));
  return [
    { name: 'dns-mail-gate', command: [process.execPath, cli, 'check', estate, '--lookups', 'offline'] },
    { name: 'PyYAML (C)', command: ['python3', reader, estate] },
  ];
}
