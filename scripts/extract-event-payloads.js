// Extracts the payloads of the events on which the Action runs into test/support/event-payloads.json, from the examples
// that GitHub documents. The package is too large to depend on:
//   npm install --prefix FOLDER --ignore-scripts @octokit/webhooks-examples
//   node scripts/extract-event-payloads.js FOLDER
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const EVENTS = [
  ['pull_request', 'synchronize'],
  ['push', undefined],
  ['merge_group', 'checks_requested'],
  ['workflow_run', 'completed'],
  ['workflow_dispatch', undefined],
];

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/extract-event-payloads.js FOLDER');
const root = join(folder, 'node_modules', '@octokit', 'webhooks-examples');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const all = JSON.parse(readFileSync(join(root, 'api.github.com', 'index.json'), 'utf8'));

const payloads = Object.fromEntries(
  EVENTS.map(([name, action]) => {
    const { examples } = all.find((event) => event.name === name);
    const payload = examples.find((example) => example.action === action);
    if (payload === undefined) throw new Error(`no example of ${name} ${action ?? ''}`);
    return [name, payload];
  }),
);
const target = new URL('../test/support/event-payloads.json', import.meta.url);
writeFileSync(target, `${JSON.stringify({ source: `@octokit/webhooks-examples ${version}`, ...payloads })}\n`);
