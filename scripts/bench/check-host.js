import { fileURLToPath } from 'node:url';

export const title = 'check_host() over a zone of 5,000 domains with nested includes, 20,000 evaluations';

const script = (name) => fileURLToPath(new URL(`support/${name}`, import.meta.url));

/** The same questions to both, each in a process of its own, from its start; evaluations a second are measured inside. */
export function peers() {
  return [
    { name: 'dns-mail-gate', command: [process.execPath, script('check-host-with-gate.js')] },
    { name: 'mailauth', command: [process.execPath, script('check-host-with-mailauth.js')] },
  ];
}
