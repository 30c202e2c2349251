// Holds our HCL against Terraform's own: `node scripts/terraform-console.js` says where the expected results in
// test/formats/terraform/hcl differ from what the installed `terraform` gives; `--write` takes its results over.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER = 'test/formats/terraform/hcl/support';
const EXPRESSIONS = join(FOLDER, 'expressions.txt');
const SNIPPETS = join(FOLDER, 'snippets.json');
const MODULE = 'test/formats/terraform/hcl/fixtures/plan';
const PLANNED = join(FOLDER, 'planned.json');
const ERROR = 'error';

const write = process.argv.includes('--write');
const empty = mkdtempSync(join(tmpdir(), 'terraform-console-'));
try {
  process.exitCode = checkExpressions() + checkSnippets() + checkPlan() > 0 ? 1 : 0;
} finally {
  rmSync(empty, { recursive: true });
}

function terraform(args, input) {
  const { status, stdout, stderr, error } = spawnSync('terraform', args, {
    cwd: empty,
    input,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' },
  });
  if (error !== undefined) throw error;
  return { isAccepted: status === 0, output: stdout, mistake: stderr };
}

/** A line is an expression, with \n for the lines of one that has several; indented lines are its result. */
function checkExpressions() {
  const lines = [];
  let differences = 0;
  const cases = readFileSync(EXPRESSIONS, 'utf8').split(/\n(?! )/);
  for (const one of cases) {
    const [expression, ...expected] = one.split('\n');
    lines.push(expression);
    if (expression === '' || expression.startsWith('#')) continue;
    const { isAccepted, output } = evaluate(expression);
    const result = isAccepted ? output.trimEnd().split('\n') : [ERROR];
    const indented = result.map((line) => `  ${line}`);
    if (indented.join('\n') !== expected.join('\n')) {
      differences++;
      if (!write) console.log(`${expression}\n  expected ${expected.join('\n')}\n  terraform ${indented.join('\n')}`);
    }
    lines.push(...indented);
  }
  if (write) writeFileSync(EXPRESSIONS, lines.join('\n'));
  console.log(`${cases.length} expressions, ${differences} differences${write ? ' taken over' : ''}`);
  return write ? 0 : differences;
}

/** The console reads line by line; what needs several lines is given to it as a local value. */
function evaluate(expression) {
  if (!expression.startsWith('<<')) return terraform(['console'], `${expression}\n`);
  const file = join(empty, 'main.tf');
  writeFileSync(file, `locals {\n  x = ${expression.replaceAll('\\n', '\n')}\n}\n`);
  const result = terraform(['console'], 'local.x\n');
  rmSync(file);
  return result;
}

/** `terraform fmt` parses a file and looks at nothing else. */
function checkSnippets() {
  const { accepted, refused } = JSON.parse(readFileSync(SNIPPETS, 'utf8'));
  const isAccepted = (text) => terraform(['fmt', '-'], text).isAccepted;
  const wrong = [...accepted.filter((text) => !isAccepted(text)), ...refused.filter(isAccepted)];
  for (const text of wrong) console.log(`Terraform does not agree on ${JSON.stringify(text)}`);
  console.log(`${accepted.length + refused.length} snippets, ${wrong.length} differences`);
  return wrong.length;
}

/** What the resources of a module with modules below it come to. `terraform_data` needs no provider to be installed. */
function checkPlan() {
  cpSync(MODULE, empty, { recursive: true });
  terraform(['init']);
  terraform(['plan', '-out=plan']);
  const { resource_changes: changes } = JSON.parse(terraform(['show', '-json', 'plan']).output);
  const inputs = Object.fromEntries(changes.map(({ address, change }) => [address, change.after.input]));
  const planned = `${JSON.stringify(inputs, null, 2)}\n`;
  if (write) writeFileSync(PLANNED, planned);
  const isSame = readFileSync(PLANNED, 'utf8') === planned;
  console.log(`${changes.length} planned resources, ${isSame ? 'as expected' : 'other ones than expected'}`);
  return isSame ? 0 : 1;
}
