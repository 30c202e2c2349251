import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeModule } from './support/terraform-estate.js';

export const title = 'Checking 10,000 Terraform resources, offline';

const RESOURCES = 10_000;

/** The whole command, beside one that reads the same files and evaluates nothing. */
export function peers({ folder }) {
  const module = join(folder, 'terraform');
  writeModule(module, RESOURCES);
  const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
  return [
    { name: 'dns-mail-gate', command: [process.execPath, cli, 'check', module, '--lookups', 'offline'] },
    { name: 'terraform fmt', command: ['terraform', 'fmt', '-write=false', module] },
  ];
}
