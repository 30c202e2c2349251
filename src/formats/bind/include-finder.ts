import type { SourceFile } from '../../model/source-file.ts';
import type { Tree } from '../../model/tree.ts';
import { folderOf, joined, type PathFinder } from './path-finder.ts';

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
      return (path === undefined ? undefined : tree.read(path)) ?? 'it is outside the repository';
    }
    let isInside = false;
    for (const folder of [folderOf(from.path), configFolder, '']) {
      const path = folder === undefined ? undefined : joined(folder, written);
      if (path === undefined) continue;
      isInside = true;
      const file = tree.read(path);
      if (file !== undefined) return file;
    }
    return isInside ? 'the file is missing' : 'it is outside the repository';
  };
}
