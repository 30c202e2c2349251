import {
  type AliasEvent,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';
import type { SourceFile } from '../model/source-file.ts';
import { withCommas } from '../model/with-commas.ts';
import { duplicateKeyProblem, findDuplicateKeys } from './duplicate-keys.ts';
import type { ScalarStyle, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from './node.ts';
import { readPlainYaml } from './plain-reader.ts';
import { quotedText, type YamlProblem, type YamlTree } from './problem.ts';

/** Deeper files are made to hurt; every walk of the tree may recurse. */
export const MAX_DEPTH = 100;
/** How many nodes aliases may add to those that are written out, all together: a bomb of aliases grows exponentially. */
export const MAX_ALIASED_NODES = 100_000;
/** A message of the parser can quote the file. */
const MAX_REASON = 200;

const STYLES: Readonly<Record<number, ScalarStyle>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};

/** A collection that is being read; one `children` for items, or for keys and values in turn. */
interface Open {
  readonly event: MappingEvent | SequenceEvent | undefined;
  readonly children: YamlNode[];
  /** Nodes in it, aliases counted in full. */
  size: number;
}

/** A node that an anchor names; undefined while it is still open. */
interface Anchored {
  readonly node: YamlNode | undefined;
  readonly size: number;
}

/**
 * Reads YAML 1.2 into trees with places. Linear in the file; what aliases would add beyond a limit is left out and said.
 * Never throws on bad input: a file with a syntax error has that problem and no documents.
 */
export function readYaml(file: SourceFile): YamlTree {
  return readPlainYaml(file) ?? readAnyYaml(file);
}

/** The same by the library's events. */
export function readAnyYaml(file: SourceFile): YamlTree {
  const { text } = file;
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { documents: [], problems: [syntaxProblem(file, error)] };
  }
  return new TreeBuilder(file, text).build(events);
}

function syntaxProblem(file: SourceFile, { reason, mark }: YAMLException): YamlProblem {
  const start = Math.min(mark?.position ?? 0, file.text.length);
  const message = reason.startsWith('nesting exceeded')
    ? `This file is nested more than ${MAX_DEPTH} levels deep.`
    : `This is no YAML that can be read: ${reason.slice(0, MAX_REASON)}.`;
  return { code: 'syntax', place: { file, start, end: Math.min(start + 1, file.text.length) }, message };
}

/** One file on its way from events to nodes. */
class TreeBuilder {
  readonly #file: SourceFile;
  readonly #text: string;
  readonly #documents: YamlNode[] = [];
  readonly #problems: YamlProblem[] = [];
  readonly #open: Open[] = [];
  #anchors = new Map<string, Anchored>();
  #aliasedNodes = 0;
  /** Where the last thing that was read ends: the place of a value that is left out. */
  #lastEnd = 0;

  constructor(file: SourceFile, text: string) {
    this.#file = file;
    this.#text = text;
  }

  build(events: readonly Event[]): YamlTree {
    for (const event of events) {
      switch (event.type) {
        case EVENT_ID.DOCUMENT:
          this.#anchors = new Map();
          this.#open.push({ event: undefined, children: [], size: 0 });
          break;
        case EVENT_ID.SEQUENCE:
        case EVENT_ID.MAPPING:
          this.#lastEnd = event.start + 1;
          this.#name(event, undefined, 0);
          this.#open.push({ event, children: [], size: 1 });
          break;
        case EVENT_ID.SCALAR:
          this.#add(this.#scalar(event), 1, event);
          break;
        case EVENT_ID.ALIAS:
          this.#addAlias(event);
          break;
        case EVENT_ID.POP:
          this.#close();
          break;
      }
    }
    return { documents: this.#documents, problems: this.#problems };
  }

  #close(): void {
    const { event, children, size } = this.#open.pop()!;
    if (event === undefined) {
      this.#documents.push(...children);
      return;
    }
    const tag = this.#tag(event);
    if (event.style === COLLECTION_STYLE.FLOW) this.#lastEnd = flowEnd(this.#text, this.#lastEnd);
    const span = { start: event.start, end: this.#lastEnd };
    if (event.type === EVENT_ID.SEQUENCE) {
      this.#add({ kind: 'sequence', ...span, tag, items: children } satisfies YamlSequence, size, event);
      return;
    }
    const entries: YamlEntry[] = [];
    for (let i = 0; i < children.length; i += 2) entries.push({ key: children[i], value: children[i + 1] });
    for (const duplicate of findDuplicateKeys(entries)) this.#problems.push(duplicateKeyProblem(duplicate, this.#file));
    this.#add({ kind: 'mapping', ...span, tag, entries } satisfies YamlMapping, size, event);
  }

  #add(node: YamlNode, size: number, event: ScalarEvent | MappingEvent | SequenceEvent): void {
    this.#name(event, node, size);
    this.#put(node, size);
  }

  #put(node: YamlNode, size: number): void {
    const parent = this.#open[this.#open.length - 1];
    parent.children.push(node);
    parent.size += size;
  }

  #addAlias({ anchorStart, anchorEnd }: AliasEvent): void {
    const [start, end] = [anchorStart - 1, anchorEnd];
    this.#lastEnd = end;
    const name = this.#text.slice(anchorStart, anchorEnd);
    const anchored = this.#anchors.get(name);
    const problem =
      anchored === undefined
        ? 'has no anchor before it'
        : anchored.node === undefined
          ? 'stands inside the node that it names'
          : this.#aliasedNodes + anchored.size > MAX_ALIASED_NODES
            ? `makes the file too large: aliases may add ${withCommas(MAX_ALIASED_NODES)} nodes`
            : undefined;
    if (problem === undefined) {
      this.#aliasedNodes += anchored!.size;
      this.#put(anchored!.node!, anchored!.size);
      return;
    }
    this.#problems.push({
      code: 'alias',
      place: { file: this.#file, start, end },
      message: `The alias ${quotedText(`*${name}`)} ${problem}.`,
    });
    this.#put(emptyScalar(end), 1);
  }

  #scalar(event: ScalarEvent): YamlScalar {
    const { valueStart, valueEnd, indent } = event;
    const tag = this.#tag(event);
    if (valueStart < 0) {
      const at = tag === undefined ? this.#lastEnd : event.tagEnd;
      return { ...emptyScalar(at), tag };
    }
    const style = STYLES[event.style];
    const quotes = style === 'single' || style === 'double' ? 1 : 0;
    const [start, end] = [valueStart - quotes, valueEnd + quotes];
    this.#lastEnd = end;
    const text = getScalarValue(this.#text, event);
    return { kind: 'scalar', start, end, text, style, tag, contentStart: valueStart, contentEnd: valueEnd, indent };
  }

  #tag({ tagStart, tagEnd }: ScalarEvent | MappingEvent | SequenceEvent): string | undefined {
    return tagStart < 0 ? undefined : this.#text.slice(tagStart, tagEnd);
  }

  #name(
    { anchorStart, anchorEnd }: ScalarEvent | MappingEvent | SequenceEvent,
    node: YamlNode | undefined,
    size: number,
  ) {
    if (anchorStart >= 0) this.#anchors.set(this.#text.slice(anchorStart, anchorEnd), { node, size });
  }
}

/** Behind the bracket that closes a flow collection; between it and the last node stand blanks, comments and marks. */
function flowEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const character = text[i];
    if (character === ']' || character === '}') return i + 1;
    if (character === '#') i = (text.indexOf('\n', i) + 1 || text.length) - 1;
    else if (!' \t\r\n,:?'.includes(character)) return from;
  }
  return from;
}

function emptyScalar(at: number): YamlScalar {
  return {
    kind: 'scalar',
    start: at,
    end: at,
    text: '',
    style: 'plain',
    tag: undefined,
    contentStart: at,
    contentEnd: at,
    indent: -1,
  };
}
