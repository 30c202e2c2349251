import { git } from './git.ts';

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/gm;

/** Where a line of one commit's file stands in another commit's; undefined for a line that is not the same there. */
export type LineMap = (line: number) => number | undefined;

/** The lines of `path` (1-based) from one commit to another, both of which the clone has. Linear in the hunks. */
export function lineMap(root: string, from: string, to: string, path: string): LineMap {
  if (from === to) return (line) => line;
  const options = ['--unified=0', '--text', '--no-renames', '--no-ext-diff', '--no-textconv', '--no-color'];
  const diff = git(root, ['--literal-pathspecs', 'diff', ...options, from, to, '--', path]).toString('latin1');
  const hunks = [...diff.matchAll(HUNK)].map(([, start, count = '1', targetCount = '1']) => {
    // Of an empty stretch git names the line before it.
    const first = Number(start) + (count === '0' ? 1 : 0);
    return { first, next: first + Number(count), shift: Number(targetCount) - Number(count) };
  });
  return (line) => {
    let shift = 0;
    for (const hunk of hunks) {
      if (line < hunk.first) break;
      if (line < hunk.next) return undefined;
      shift += hunk.shift;
    }
    return line + shift;
  };
}

/** The lines of a file at a commit as they are, without their `\n`; undefined where it is not there. */
export function linesAt(root: string, commit: string, path: string): string[] | undefined {
  try {
    return git(root, ['cat-file', 'blob', `${commit}:${path}`])
      .toString('utf8')
      .split('\n');
  } catch {
    return undefined;
  }
}
