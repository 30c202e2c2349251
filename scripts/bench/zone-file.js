import { fileURLToPath } from 'node:url';
import { measure } from './support/measure.js';

export const title = 'Reading one zone file of a million records';

const script = (name) => fileURLToPath(new URL(`support/${name}`, import.meta.url));

/** The same file read by the gate, by the checker of Knot DNS, and by an npm package. */
export function run({ zone }) {
  return [
    { name: 'dns-mail-gate', ...measure(process.execPath, [script('read-with-gate.js'), zone]) },
    { name: 'kzonecheck', ...measure('kzonecheck', ['-o', 'example.com', zone]) },
    { name: 'dns-zonefile', ...measure(process.execPath, [script('read-with-dns-zonefile.js'), zone]) },
  ];
}
