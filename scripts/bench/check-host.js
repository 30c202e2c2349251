import { fileURLToPath } from 'node:url';
import { measure } from './support/measure.js';

export const title = 'check_host() over a zone of 5,000 domains with nested includes, 20,000 evaluations';

const script = (name) => fileURLToPath(new URL(`support/${name}`, import.meta.url));

/** The same questions to both, each in a process of its own, from its start; evaluations a second are measured inside. */
export function run() {
  return [
    { name: 'dns-mail-gate', ...measure(process.execPath, [script('check-host-with-gate.js')]) },
    { name: 'mailauth', ...measure(process.execPath, [script('check-host-with-mailauth.js')]) },
  ];
}
