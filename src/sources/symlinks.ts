import { isNeverRead } from './never-read.ts';

/** As many as Linux follows for one path. */
const MAX_FOLLOWED = 40;

/**
 * The path that a path stands for in a tree with symlinks, given as what each of them says by its own path. Undefined
 * where it leads out of the tree, into a folder that is never read, or round in circles; an absolute target is a path on
 * somebody's machine, so it leads out.
 */
export function followSymlinks(path: string, links: ReadonlyMap<string, string>): string | undefined {
  const left = path.split('/').reverse();
  const real: string[] = [];
  let followed = 0;
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (real.pop() === undefined) return undefined;
      continue;
    }
    const target = links.get([...real, part].join('/'));
    if (target === undefined) {
      real.push(part);
      continue;
    }
    if (target.startsWith('/') || ++followed > MAX_FOLLOWED) return undefined;
    left.push(...target.split('/').reverse());
  }
  const found = real.join('/');
  return found === '' || isNeverRead(found) ? undefined : found;
}
