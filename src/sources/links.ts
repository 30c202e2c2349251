import { posix } from 'node:path';

/** As many links on the way to one file are a loop, as for the operating system. */
const MAX_LINKS = 40;

/**
 * Finds the path behind symlinks, of which `targetOf` gives the text; undefined for what leads out of the tree, in
 * circles, or through no link at all.
 */
export function followLinks(path: string, targetOf: (path: string) => string | undefined): string | undefined {
  let segments = path.split('/');
  let followed = 0;
  for (let length = 1; length <= segments.length; length++) {
    const prefix = segments.slice(0, length).join('/');
    const target = targetOf(prefix);
    if (target === undefined) continue;
    if (++followed > MAX_LINKS || target.startsWith('/')) return undefined;
    const real = posix.normalize(posix.join(posix.dirname(prefix), target, ...segments.slice(length)));
    if (real === '..' || real.startsWith('../')) return undefined;
    segments = real.split('/');
    length = 0;
  }
  return followed === 0 ? undefined : segments.join('/');
}
