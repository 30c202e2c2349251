import type { SourceFile } from '../model/source-file.ts';
import { duplicateKeyProblem, findDuplicateKeys } from './duplicate-keys.ts';
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from './node.ts';
import { NOT_PLAIN, PlainLines, scalar } from './plain-lines.ts';
import type { YamlProblem, YamlTree } from './problem.ts';

/** Deeper nesting is left to the library, which says where too deep begins. */
const MAX_DEPTH = 32;

/**
 * Reads a file of plain YAML in one pass: one document of mappings and lists in block style, whose scalars stand on one
 * line each, behind their key or dash or in brackets there. DNS data is nearly always written so. Gives the very nodes
 * that the library's events would, several times as fast; undefined where anything else occurs, even if it is no YAML,
 * which is the library's to judge.
 */
export function readPlainYaml(file: SourceFile): YamlTree | undefined {
  if (file.text.includes('\0')) return undefined;
  const reader = new PlainReader(file);
  try {
    return { documents: [reader.document()], problems: reader.problems };
  } catch (error) {
    if (error !== NOT_PLAIN) throw error;
    return undefined;
  }
}

/** The nodes that the lines make. */
class PlainReader extends PlainLines {
  readonly problems: YamlProblem[] = [];
  readonly #file: SourceFile;
  #depth = 0;
  /** Where the last scalar ends: the place of a value that is left out. */
  #lastEnd = 0;

  constructor(file: SourceFile) {
    super(file.text);
    this.#file = file;
  }

  document(): YamlNode {
    if (this.column === 0 && this.text.startsWith('---', this.at)) {
      if (!this.isBlank(this.at + 3)) throw NOT_PLAIN;
      this.next();
    }
    if (this.column !== 0) throw NOT_PLAIN;
    const root = this.#collection();
    if (!this.isOver) throw NOT_PLAIN;
    return root;
  }

  /** The mapping or list that begins where a line does. */
  #collection(): YamlNode {
    if (this.isDash(this.at)) return this.#sequence(this.column);
    return this.#mapping(this.column, this.#key());
  }

  /** The key that begins where a line does. */
  #key(): YamlScalar {
    if (this.column === 0 && this.isMarker()) throw NOT_PLAIN;
    const key = this.read(this.at);
    if (!this.isKey) throw NOT_PLAIN;
    return key;
  }

  /** A mapping whose keys stand at a column; its first key was just read. */
  #mapping(column: number, firstKey: YamlScalar): YamlMapping {
    this.#enter();
    const entries: YamlEntry[] = [];
    for (let key = firstKey; ; key = this.#key()) {
      this.#lastEnd = key.end;
      entries.push({
        key,
        value: this.isBlank(this.after) ? this.#below(column, true) : this.#beside(column),
      });
      if (this.column !== column) break;
    }
    this.#leave(column);
    for (const duplicate of findDuplicateKeys(entries)) this.problems.push(duplicateKeyProblem(duplicate, this.#file));
    return { kind: 'mapping', start: firstKey.start, end: this.#lastEnd, tag: undefined, entries };
  }

  /** A list whose dashes stand at a column; the first is where the reader is. */
  #sequence(column: number): YamlSequence {
    this.#enter();
    const start = this.start + column;
    const items: YamlNode[] = [];
    this.#lastEnd = start + 1;
    for (let dash = start; ; dash = this.at) {
      items.push(this.isBlank(dash + 1) ? this.#below(column, false) : this.#item(column, dash + 1));
      if (this.column !== column || !this.isDash(this.at)) break;
    }
    this.#leave(column);
    return { kind: 'sequence', start, end: this.#lastEnd, tag: undefined, items };
  }

  #enter(): void {
    if (++this.#depth > MAX_DEPTH) throw NOT_PLAIN;
  }

  /** A line that is indented further than what just ended is no part of it. */
  #leave(column: number): void {
    if (this.column > column) throw NOT_PLAIN;
    this.#depth--;
  }

  /** What belongs to a key or a dash that nothing follows on its line. */
  #below(column: number, isKey: boolean): YamlNode {
    this.next();
    if (this.column > column) return this.#collection();
    if (isKey && this.column === column && this.isDash(this.at)) return this.#sequence(column);
    const at = this.#lastEnd;
    return scalar(at, at, at, at, '', 'plain');
  }

  /** The scalar behind a key. */
  #beside(column: number): YamlNode {
    const at = this.skipBlanks(this.after);
    if (this.isBracket(at)) return this.#ended(this.list(at), column);
    const value = this.read(at);
    if (this.isKey) throw NOT_PLAIN;
    return this.#ended(value, column);
  }

  /** What stands behind a dash: a scalar, a list or the first key of a mapping. */
  #item(column: number, from: number): YamlNode {
    const at = this.skipBlanks(from);
    if (this.isDash(at)) return this.#sequence(at - this.start);
    if (this.isBracket(at)) return this.#ended(this.list(at), column);
    const first = this.read(at);
    return this.isKey ? this.#mapping(at - this.start, first) : this.#ended(first, column);
  }

  /** Goes on to the next line, which must not continue the node. */
  #ended<T extends YamlNode>(value: T, column: number): T {
    this.#lastEnd = value.end;
    this.next();
    if (this.column > column) throw NOT_PLAIN;
    return value;
  }
}
