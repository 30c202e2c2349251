import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from './support/repository.ts';

/** The module as JavaScript, because each case ends a process of its own. */
let compiled: string;
beforeAll(() => {
  const folder = temporaryFolder();
  const options = ['--ignoreConfig', '--module', 'NodeNext', '--target', 'ES2023', '--outDir', folder];
  execFileSync(join('node_modules', '.bin', 'tsc'), [join('src', 'exit-with.ts'), ...options, '--types', 'node']);
  compiled = pathToFileURL(join(folder, 'exit-with.js')).href;
});

/** What a process does whose status is this expression. */
function exit(status: string) {
  const code = `import { exitWith } from '${compiled}'; exitWith(${status}, (words) => console.error(words));`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  return { exited: run.status, stderr: run.stderr };
}

it.each([
  ['Promise.resolve(0)', 0],
  ['Promise.resolve(1)', 1],
  ['new Promise((settle) => setTimeout(settle, 20, 2))', 2],
])('exits with what %s settles to, and says nothing', (status, expected) => {
  expect(exit(status)).toEqual({ exited: expected, stderr: '' });
});

it('does not pass for a verdict where it is left waiting for nothing', () => {
  const { exited, stderr } = exit('new Promise(() => {})');
  expect(exited).toBe(3);
  expect(stderr).toContain('it stopped before it had a verdict');
});

it('exits with another status than 0 where it is refused', () => {
  expect(exit("Promise.reject(new Error('broken'))").exited).toBeGreaterThan(0);
});
