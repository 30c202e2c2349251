import type { SourceFile } from '../../model/source-file.ts';
import type { Tree } from '../../model/tree.ts';
import { folderOf, joined, type PathFinder } from './path-finder.ts';

/** Why there is no file, as the end of a sentence. */
export const OUTSIDE = 'it is outside the repository';
export const UNREADABLE =
  'it is there, but it cannot be opened (it may not be read, is no regular file, or has more than 512 MiB)';

/** Finds the file that an `$INCLUDE` names, or says in words why there is none. */
export type FindInclude = (written: string, from: SourceFile) => SourceFile | string;

/**
 * Finds included files of a zone. BIND looks from the directory that its configuration names, other tools from the
 * including file, so both are tried, and the root; `configFolder` is where the configuration of the zone stands. An
 * absolute path is one on the server, found by its end as those in configurations are.
 */
export function includeFinder(tree: Tree, finder: PathFinder, configFolder: string | undefined): FindInclude {
  return (written, from) => {
    if (written.startsWith('/')) {
      const path = finder.find(written, folderOf(from.path));
      if (path === undefined) return OUTSIDE;
      return tree.read(path) ?? (tree.isThere?.(path) ? UNREADABLE : OUTSIDE);
    }
    let reason: string = OUTSIDE;
    for (const folder of [folderOf(from.path), configFolder, '']) {
      const path = folder === undefined ? undefined : joined(folder, written);
      if (path === undefined) continue;
      const file = tree.read(path);
      if (file !== undefined) return file;
      if (tree.isThere?.(path)) reason = UNREADABLE;
      else if (reason === OUTSIDE) reason = 'the file is missing';
    }
    return reason;
  };
}
