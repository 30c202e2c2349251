// Writes docs/policy.schema.json, examples/workflows/minimal.yml, the comments in README.md and beside examples, and
// docs/rules.md from the rules themselves: each bad example is judged, and what the gate says of it is shown.
// A check compares the result with what is committed.
import { writeFileSync } from 'node:fs';
import { present } from '../lib/outputs/present.js';
import { renderRulesPage } from '../lib/outputs/rules-page.js';
import { starterWorkflow } from '../lib/outputs/starter-workflow.js';
import { policySchema } from '../lib/policy/schema.js';
import { HELP_URL, TOOL_NAME, TOOL_VERSION } from '../lib/project.js';
import { RULES } from '../lib/rules/index.js';
import { runExample } from '../lib/run-example.js';
import { writeExampleComment } from './generate/example-comments.js';
import { writeReadmeComment } from './generate/readme-comment.js';

const documented = [];
for (const rule of RULES) documented.push({ rule, findings: await findingsOf(rule) });
const schema = policySchema(RULES.map(({ id }) => id));
writeFileSync(new URL('../docs/policy.schema.json', import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
writeFileSync(new URL('../docs/rules.md', import.meta.url), renderRulesPage(documented));
const minimal = new URL('../examples/workflows/minimal.yml', import.meta.url);
writeFileSync(minimal, starterWorkflow({ terraform: false, octodns: false }));
await writeReadmeComment();
await writeExampleComment('reverse-dns');

/** What the gate says of the bad example; a rule that says nothing of it fails the run, after the page is written. */
async function findingsOf(rule) {
  try {
    const report = await runExample(rule.examples.bad);
    const { introduced } = present(report, { tool: { name: TOOL_NAME, version: TOOL_VERSION }, helpUrl: HELP_URL });
    if (introduced.some((finding) => finding.rule === rule.id)) return introduced;
    process.stderr.write(`${rule.id} says nothing of its bad example\n`);
  } catch (error) {
    // A bug must not end up as a page that says less.
    if (error.name !== 'UsageError') throw error;
    process.stderr.write(`${rule.id}: the bad example cannot be judged: ${error.message}\n`);
  }
  process.exitCode = 1;
  return [];
}
