import type { Place } from '../../model/place.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { YamlTree } from '../../yaml/problem.ts';
import { type Located, placeOf, quotedText } from './located.ts';

/** Files that one zone may include, each as often as it is named: an include costs what the file holds. */
export const MAX_INCLUDES = 1_000;
/** Characters that all includes of one zone may bring together. */
export const MAX_INCLUDED_CHARACTERS = 16 * 2 ** 20;
/** A file that includes a file that includes … */
const MAX_INCLUDE_DEPTH = 10;

/** Why an include brings nothing, in words that follow «The included file … ». */
export interface BrokenInclude {
  readonly place: Place;
  readonly message: string;
}

/** What includes need of a tree: a file by its path from the root, and its YAML. */
export interface IncludeSource {
  readonly read: (path: string) => SourceFile | undefined;
  readonly yaml: (file: SourceFile) => YamlTree;
}

/** Puts the content of a file in the place of `!include FILE`, for one zone and within bounds. */
export class Includes {
  readonly files = new Set<SourceFile>();
  readonly broken: BrokenInclude[] = [];
  readonly #source: IncludeSource;
  #count = 0;
  #characters = 0;

  constructor(source: IncludeSource) {
    this.#source = source;
  }

  /** The node itself, or the root of the file that it includes; undefined where that cannot be had. */
  resolve(located: Located): Located | undefined {
    let at = located;
    for (let depth = 0; at.node.tag === '!include'; depth++) {
      const next = depth < MAX_INCLUDE_DEPTH ? this.#include(at) : this.#refuse(at, 'includes itself in a circle');
      if (next === undefined) return undefined;
      at = next;
    }
    return at;
  }

  #include(located: Located): Located | undefined {
    const { node, file } = located;
    if (node.kind !== 'scalar' || node.text === '') return this.#refuse(located, 'is not named by one path');
    const path = pathBeside(file.path, node.text);
    if (path === undefined) return this.#refuse(located, 'is outside the repository');
    const included = this.#source.read(path);
    if (included === undefined) return this.#refuse(located, 'is missing');
    this.#count++;
    this.#characters += included.bytes.length;
    if (this.#count > MAX_INCLUDES || this.#characters > MAX_INCLUDED_CHARACTERS) {
      return this.#refuse(located, 'is left out: this zone includes more than can be read');
    }
    this.files.add(included);
    const { documents, problems } = this.#source.yaml(included);
    const syntax = problems.find(({ code }) => code === 'syntax');
    if (syntax !== undefined) {
      this.broken.push({ place: syntax.place, message: syntax.message });
      return undefined;
    }
    return { node: documents[0] ?? EMPTY, file: included };
  }

  #refuse(located: Located, defect: string): undefined {
    const name = located.node.kind === 'scalar' ? ` ${quotedText(located.node.text)}` : '';
    this.broken.push({ place: placeOf(located), message: `The included file${name} ${defect}.` });
    return undefined;
  }
}

/** An empty file is `null`. */
const EMPTY: YamlNode = {
  kind: 'scalar',
  start: 0,
  end: 0,
  text: '',
  style: 'plain',
  tag: undefined,
  contentStart: 0,
  contentEnd: 0,
  indent: -1,
};

/** A path relative to the folder of a file, from the root of the tree; undefined where it leaves the tree. */
export function pathBeside(path: string, written: string): string | undefined {
  if (written.startsWith('/') || written.includes('\0')) return undefined;
  const segments = path.split('/').slice(0, -1);
  for (const segment of written.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}
