// Builds dist/: TypeScript to lib/, then each entry into one file. Both builds are byte-identical for identical sources,
// so that a check can compare dist/ with what the sources give.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const run = (command, args) => execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 'inherit'] });

// The slug and the version are said once, in package.json.
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const slug = manifest.repository.replace('github:', '');
writeFileSync(
  join(root, 'src', 'project.ts'),
  `// Generated from package.json by scripts/build.js.

export const TOOL_NAME = '${manifest.name}';
export const TOOL_VERSION = '${manifest.version}';
export const SLUG = '${slug}';
/** Where rules are explained; a rule's id follows. */
export const HELP_URL = 'https://github.com/${slug}/blob/main/docs/rules.md#';
`,
);

rmSync(join(root, 'lib'), { recursive: true, force: true });
run(bin('tsc'), ['-p', 'tsconfig.build.json']);

rmSync(join(root, 'dist'), { recursive: true, force: true });
mkdirSync(join(root, 'dist'), { recursive: true });
const licenses = new Map();
for (const [entry, output] of [
  ['action', 'index'],
  ['cli', 'cli'],
]) {
  if (!existsSync(join(root, 'lib', `${entry}.js`))) continue;
  // Own folders: two builds in one folder would share chunk names.
  const folder = join(root, '.build', entry);
  rmSync(folder, { recursive: true, force: true });
  run(bin('ncc'), ['build', `lib/${entry}.js`, '-m', '-o', folder, '--license', 'licenses.txt', '--no-cache']);
  copyFileSync(join(folder, 'index.js'), join(root, 'dist', `${output}.js`));
  if (existsSync(join(folder, 'licenses.txt'))) licenses.set(entry, readFileSync(join(folder, 'licenses.txt'), 'utf8'));
}
writeFileSync(join(root, 'dist', 'package.json'), '{ "type": "module" }\n');
writeFileSync(join(root, 'dist', 'licenses.txt'), [...new Set(licenses.values())].join('\n'));
