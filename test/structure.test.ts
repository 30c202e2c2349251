import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each room may import from, beside itself. Entries at the top level are rooms of their own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  data: ['model'],
  sources: ['model'],
  yaml: ['model'],
  formats: ['model', 'data', 'yaml'],
  spf: ['model'],
  'tag-records': ['model'],
  dns: ['model'],
  proposal: ['model', 'spf', 'tag-records', 'dns', 'data'],
  policy: ['model', 'yaml', 'proposal'],
  rules: ['model', 'spf', 'tag-records', 'proposal', 'data', 'dns'],
  outputs: ['model', 'project.ts'],
  'compare.ts': ['model'],
  'project.ts': [],
  'exit-with.ts': [],
  'check.ts': [
    'model',
    'formats',
    'dns',
    'proposal',
    'rules',
    'compare.ts',
    'spf',
    'policy',
    'read-with-policy.ts',
    'known-before.ts',
    'judge-views.ts',
  ],
  'judge-views.ts': ['model', 'formats', 'dns', 'proposal', 'rules', 'policy'],
  'known-before.ts': ['model', 'formats'],
  'inspect-spf.ts': ['model', 'dns', 'proposal', 'rules', 'spf', 'policy', 'read-with-policy.ts'],
  'read-with-policy.ts': ['model', 'formats', 'policy'],
  'run-example.ts': ['model', 'check.ts', 'formats'],
  commands: [
    'model',
    'check.ts',
    'outputs',
    'sources',
    'dns',
    'formats',
    'rules',
    'project.ts',
    'proposal',
    'spf',
    'policy',
    'read-with-policy.ts',
    'inspect-spf.ts',
  ],
  'cli.ts': ['model', 'commands', 'project.ts', 'exit-with.ts'],
  github: ['model', 'outputs', 'sources', 'project.ts'],
  'action.ts': [
    'model',
    'check.ts',
    'outputs',
    'sources',
    'dns',
    'github',
    'project.ts',
    'rules',
    'policy',
    'exit-with.ts',
  ],
};
const MAY_TALK_TO_GITHUB = ['github', 'action.ts'];
const MAX_LINES = 300;

const files = (readdirSync('src', { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));
const room = (file: string) => file.split('/')[0];

describe('the structure of src', () => {
  it.each(files)('%s imports only what its room may', (file) => {
    const text = readFileSync(join('src', file), 'utf8');
    for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?'([^']+)'/g)) {
      if (!specifier.startsWith('.')) {
        const isGitHub = specifier.startsWith('@actions/') || specifier.startsWith('octokit');
        if (isGitHub) expect(MAY_TALK_TO_GITHUB, `${file} imports ${specifier}`).toContain(room(file));
        continue;
      }
      const target = room(relative('src', resolve('src', dirname(file), specifier)));
      if (target !== room(file)) expect(MAY_IMPORT[room(file)], `${file} imports ${specifier}`).toContain(target);
    }
  });

  it.each(files.filter((file) => !file.startsWith('data/')))('%s has one subject', (file) => {
    const lines = readFileSync(join('src', file), 'utf8').split('\n').length;
    expect(lines).toBeLessThanOrEqual(MAX_LINES);
  });

  it('has no room without a door', () => {
    expect([...new Set(files.map(room))].filter((name) => MAY_IMPORT[name] === undefined)).toEqual([]);
  });
});
