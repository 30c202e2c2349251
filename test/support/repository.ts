import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real git repository in a temporary folder. */
export interface Repository {
  readonly root: string;
  git(...args: string[]): string;
  /** Writes files (undefined deletes) and commits everything; gives the commit. */
  commit(files: Readonly<Record<string, string | undefined>>, message?: string): string;
}

/** A temporary folder, which the caller may leave: it lies below the system's own. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'gate-'));
}

export function writeFiles(root: string, files: Readonly<Record<string, string | undefined>>): void {
  for (const [path, content] of Object.entries(files)) {
    const full = join(root, path);
    if (content === undefined) {
      rmSync(full);
      continue;
    }
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
}

export function openRepository(root: string): Repository {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    }).trim();
  return {
    root,
    git,
    commit(files, message = 'change') {
      writeFiles(root, files);
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
  };
}

/** A new repository with the branch `main` and no commit. */
export function newRepository(): Repository {
  const repository = openRepository(temporaryFolder());
  repository.git('init', '-q', '-b', 'main');
  return repository;
}

/** A clone of a repository over the file protocol, so that `--depth` is honoured. */
export function clone(origin: Repository, ...options: string[]): Repository {
  const repository = openRepository(temporaryFolder());
  repository.git('clone', '-q', ...options, `file://${origin.root}`, '.');
  return repository;
}
