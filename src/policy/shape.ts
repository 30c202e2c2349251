/**
 * What a policy file may hold, as data: the reader judges the file by it and the JSON Schema is made of it, so the two
 * cannot drift apart.
 */
export type Shape = MappingShape | TableShape | ListShape | WordShape | BooleanShape;

/** A mapping with known keys. */
export interface MappingShape {
  readonly kind: 'mapping';
  /** What it is, with its article, for messages: `an exception`. */
  readonly what: string;
  readonly keys: Readonly<Record<string, KeyShape>>;
}

export interface KeyShape {
  readonly shape: Shape;
  readonly required?: true;
  /** One sentence for whoever writes the file; also shown by editors. */
  readonly about: string;
}

/** A mapping whose keys are of one kind, such as rules with their levels. */
export interface TableShape {
  readonly kind: 'table';
  readonly what: string;
  readonly key: WordShape;
  readonly value: Shape;
}

export interface ListShape {
  readonly kind: 'list';
  readonly what: string;
  readonly of: Shape;
  readonly notEmpty?: true;
}

export interface WordShape {
  readonly kind: 'word';
  /** What it is, with its article: `a rule`, `a date`. */
  readonly what: string;
  /** Where only these words are allowed. */
  readonly words?: readonly string[];
  /** A regular expression that every valid word matches, without look-around so that any validator knows it. */
  readonly pattern?: string;
  /** What the pattern cannot say: undefined for a valid word, else a sentence about what is wrong. */
  readonly check?: (text: string) => string | undefined;
  /** The valid word that an invalid one was probably meant to be. */
  readonly suggest?: (text: string) => string | undefined;
  /** A valid word, to show what one looks like. */
  readonly example?: string;
}

export interface BooleanShape {
  readonly kind: 'boolean';
}
