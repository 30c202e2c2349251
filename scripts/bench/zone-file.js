import { fileURLToPath } from 'node:url';

export const title = 'Reading one zone file of a million records';

const script = (name) => fileURLToPath(new URL(`support/${name}`, import.meta.url));

/** The same file read by the gate, by the checker of Knot DNS, and by an npm package. */
export function peers({ zone }) {
  return [
    { name: 'dns-mail-gate', command: [process.execPath, script('read-with-gate.js'), zone] },
    { name: 'kzonecheck', command: ['kzonecheck', '-o', 'example.com', zone] },
    { name: 'dns-zonefile', command: [process.execPath, script('read-with-dns-zonefile.js'), zone] },
  ];
}
