import { matchesGlob } from '../model/glob.ts';

/** Whether a path or glob of the policy means a path: the path itself, what matches, or what lies below a folder. */
export function coversPath(pattern: string, path: string): boolean {
  const trimmed = pattern.replace(/^\.\//, '').replace(/\/$/, '');
  return matchesGlob(trimmed, path) || matchesGlob(`${trimmed}/**`, path);
}
