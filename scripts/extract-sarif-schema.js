// Extracts the schema of SARIF 2.1.0 as OASIS publishes it, without its prose, into test/support/sarif-2.1.0.json, against
// which what the gate writes is checked. No package has it alone, and the one that has it is too large to depend on:
//   npm install --prefix FOLDER --ignore-scripts @microsoft/sarif-multitool-linux
//   node scripts/extract-sarif-schema.js FOLDER
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/extract-sarif-schema.js FOLDER');
const root = join(folder, 'node_modules', '@microsoft', 'sarif-multitool-linux');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const schema = JSON.parse(readFileSync(join(root, 'sarif-2.1.0.json'), 'utf8').replace(/^\uFEFF/, ''));

/** A schema without prose; a property may be called `description`, so the names in `properties` are kept. */
function withoutProse(node, areNames = false) {
  if (Array.isArray(node)) return node.map((item) => withoutProse(item));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([key]) => areNames || key !== 'description');
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      withoutProse(value, !areNames && (key === 'properties' || key === 'definitions')),
    ]),
  );
}

const target = new URL('../test/support/sarif-2.1.0.json', import.meta.url);
writeFileSync(target, `${JSON.stringify({ ...withoutProse(schema), $comment: `from ${name} ${version}` })}\n`);
