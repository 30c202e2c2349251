import type { Name } from '../../model/name.ts';

/** A zone that a server's configuration reads from a file. */
export interface ConfiguredZone {
  readonly name: Name;
  /** The view it is in; undefined outside views. */
  readonly view: string | undefined;
  /** Whether the view is for private networks only, as far as its configuration tells. */
  readonly private?: boolean;
  /** The file as the server finds it: absolute, or relative to where the configuration stands. */
  readonly file: string;
  /**
   * `primary` holds the zone's own data; `secondary` is a copy that a server fetched; `hint` is the list of root servers.
   */
  readonly role: 'primary' | 'secondary' | 'hint';
  /** The path of the configuration file that says so. */
  readonly config: string;
}

/** Finds the text of a configuration file that another one includes, with its path; nothing where it is not in the tree. */
export type IncludeConfig = (
  written: string,
  from: string,
) => readonly { readonly path: string; readonly text: string }[];

/** Configurations that include one another deeper than this are read no further. */
export const MAX_CONFIG_DEPTH = 16;

/** A file name as a server resolves it: one that is not absolute stands in the directory that the configuration names. */
export function inDirectory(directory: string | undefined, file: string): string {
  return directory === undefined || file.startsWith('/') ? file : `${directory.replace(/\/+$/, '')}/${file}`;
}
