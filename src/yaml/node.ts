/** Where a node stands: UTF-16 offsets into the file's text, `end` exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A scalar as it is written; what it means is for a schema to say (core-value.ts). */
export interface YamlScalar extends Span {
  readonly kind: 'scalar';
  /** Decoded: escapes, folding and indentation are gone. Empty for a value that is left out. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** As written, such as `!include` or `!!str`; undefined without one. */
  readonly tag: string | undefined;
  /** What lies between the quotes, or below the header of a block scalar. */
  readonly contentStart: number;
  readonly contentEnd: number;
  /** Columns that each line of a block scalar is indented by; −1 for other styles. */
  readonly indent: number;
}

export interface YamlSequence extends Span {
  readonly kind: 'sequence';
  readonly tag: string | undefined;
  readonly items: readonly YamlNode[];
}

export interface YamlMapping extends Span {
  readonly kind: 'mapping';
  readonly tag: string | undefined;
  /** In file order; of a key that is there twice both entries. */
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

/** An alias is the node that it names, the same object, with the places where that stands. */
export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

/** The text of a scalar key; undefined for a key that is a list or a mapping. */
export function keyText({ key }: YamlEntry): string | undefined {
  return key.kind === 'scalar' ? key.text : undefined;
}

/** The value of a key; of one that is there twice the first. Linear in the entries. */
export function valueAt(mapping: YamlMapping, key: string): YamlNode | undefined {
  return mapping.entries.find((entry) => keyText(entry) === key)?.value;
}
