import type { Name } from '../../model/name.ts';
import { pathBeside } from './includes.ts';
import { readName } from './names.ts';

const EXTENSION = '.yaml';

/** What lies in one folder of a tree, as the YAML provider looks at it. */
interface Folder {
  /** Names of YAML files. */
  readonly files: string[];
  readonly folders: Set<string>;
  /** The zone file of a zone, made when first asked. */
  byZone?: Map<Name, string>;
}

/** The folders of a tree that have YAML files at or below them. */
export class Folders {
  readonly #folders = new Map<string, Folder>();

  constructor(paths: readonly string[]) {
    for (const path of paths) if (path.endsWith(EXTENSION)) this.#add(path);
  }

  #add(path: string): void {
    const cut = path.lastIndexOf('/');
    this.#enter(cut < 0 ? '' : path.slice(0, cut)).files.push(path.slice(cut + 1));
  }

  #enter(path: string): Folder {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const folder: Folder = { files: [], folders: new Set() };
    this.#folders.set(path, folder);
    if (path !== '') {
      const cut = path.lastIndexOf('/');
      this.#enter(cut < 0 ? '' : path.slice(0, cut)).folders.add(path.slice(cut + 1));
    }
    return folder;
  }

  /**
   * The folder that a configuration means by a directory. OctoDNS takes it from where it is started, which is mostly the
   * root or beside the configuration; of an absolute one the end may be in the repository.
   */
  find(directory: string, configPath: string): string | undefined {
    if (!directory.startsWith('/')) {
      for (const base of basesOf(configPath)) {
        const path = pathBeside(base, directory);
        if (path !== undefined && this.#folders.has(path)) return path;
      }
      return undefined;
    }
    const segments = directory.split('/').filter((segment) => segment !== '' && segment !== '.');
    for (let i = 0; i < segments.length; i++) {
      const path = segments.slice(i).join('/');
      if (this.#folders.has(path)) return path;
    }
    return undefined;
  }

  /** The file that a zone is named after. */
  zoneFile(folder: string, zone: Name): string | undefined {
    const name = this.#byZone(folder).get(zone);
    return name === undefined ? undefined : joined(folder, name);
  }

  /** The zones that the files of a folder are named after. */
  zonesOf(folder: string): Name[] {
    return [...this.#byZone(folder).keys()];
  }

  #byZone(path: string): Map<Name, string> {
    const folder = this.#folders.get(path);
    if (folder === undefined) return new Map();
    if (folder.byZone === undefined) {
      folder.byZone = new Map();
      for (const file of folder.files) {
        const zone = zoneOfFile(file);
        if (zone !== undefined && !folder.byZone.has(zone)) folder.byZone.set(zone, file);
      }
    }
    return folder.byZone;
  }

  /** The files of a zone that is split over a folder of its own. */
  splitFiles(folder: string, zone: Name, extension: string): string[] {
    const wanted = [...(this.#folders.get(folder)?.folders ?? [])].find(
      (name) => name.endsWith(extension) && nameOf(name.slice(0, name.length - extension.length)) === zone,
    );
    return wanted === undefined ? [] : this.filesOf(joined(folder, wanted));
  }

  /** The zones that folders inside a folder are named after. */
  splitZones(folder: string, extension: string): Name[] {
    return [...(this.#folders.get(folder)?.folders ?? [])].flatMap((name) => {
      const zone = name.endsWith(extension) ? nameOf(name.slice(0, name.length - extension.length)) : undefined;
      return zone === undefined ? [] : [zone];
    });
  }

  /** The paths of the YAML files in a folder, sorted. */
  filesOf(folder: string): string[] {
    return (this.#folders.get(folder)?.files ?? []).map((name) => joined(folder, name)).sort();
  }
}

/** The zone that a file such as `example.com.yaml` is named after; one dot must be in the name itself. */
export function zoneOfFile(name: string): Name | undefined {
  if (!name.endsWith(EXTENSION)) return undefined;
  const stem = name.slice(0, -EXTENSION.length);
  return stem.includes('.') ? nameOf(stem) : undefined;
}

/** A name that a zone can have. */
export function nameOf(text: string): Name | undefined {
  if (/[\s\\$]/.test(text) || text === '' || text.endsWith('.')) return undefined;
  return readName(text).name;
}

/** Paths whose folders a relative directory is taken from: the configuration, and those above it up to the root. */
function basesOf(configPath: string): string[] {
  const segments = configPath.split('/');
  const bases = segments.map((_, i) => [...segments.slice(0, segments.length - 1 - i), 'x'].join('/'));
  // The root is where most people start OctoDNS, but what lies beside the configuration is the surer sign.
  return bases;
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
