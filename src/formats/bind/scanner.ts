import { BACKSLASH, CLOSE, NEWLINE, OPEN, QUOTE, RETURN, SEMICOLON, SPACE, TAB } from './octets.ts';

/** What `Scanner.next` found. */
export type TokenKind = 0 | 1 | 2 | 3;
/** The end of the line or of the file, outside parentheses. */
export const END = 0;
export const WORD = 1;
/** A quoted string; start and end are those of its content, without the quotes. */
export const QUOTED = 2;
/** Not a token: `Scanner.defect` says why. */
export const BROKEN = 3;

export type Defect = 'quote-not-closed' | 'parenthesis-not-closed' | 'parenthesis-not-opened' | 'nul';

const ORDINARY = 0;
const BLANK = 1;
const LINE_END = 2;
const QUOTES = 3;
const COMMENT = 4;
const OPENING = 5;
const CLOSING = 6;
const ESCAPE = 7;
const NUL = 8;

const CLASSES = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(256);
  table[0] = NUL;
  table[SPACE] = BLANK;
  table[TAB] = BLANK;
  table[NEWLINE] = LINE_END;
  table[RETURN] = LINE_END;
  table[QUOTE] = QUOTES;
  table[SEMICOLON] = COMMENT;
  table[OPEN] = OPENING;
  table[CLOSE] = CLOSING;
  table[BACKSLASH] = ESCAPE;
  return table;
}

/**
 * Cuts the octets of a master file into tokens as BIND does: a word ends at a blank, a line end, a quote, a parenthesis
 * or a comment; a lone carriage return ends a line; a comment ends at a line feed only; a quoted string ends with its
 * line unless the line feed is escaped. Nothing is allocated.
 */
export class Scanner {
  readonly bytes: Uint8Array;
  /** Where scanning goes on. */
  position = 0;
  /** How many parentheses are open. */
  depth = 0;
  /** The offset of the parenthesis that made the depth 1. */
  opened = 0;
  /** The token's octets. */
  start = 0;
  end = 0;
  /** Whether the token has a backslash. */
  escaped = false;
  defect: Defect = 'quote-not-closed';
  /**
   * Whether a parenthesis is taken for forgotten where a line begins in its first column with a record, given by the
   * offset of that line. Set only once something is known to be wrong, so that no valid file is read another way.
   */
  guard: ((offset: number) => boolean) | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The kind of the last token. */
  kind: TokenKind = END;

  /** Goes to the next token and says of what kind it is. */
  next(): TokenKind {
    this.kind = this.#next();
    return this.kind;
  }

  /**
   * Goes behind the line whose last token cannot be used: after its end, parentheses closed, or at an earlier line that
   * begins with a record. Goes back to the line after the parenthesis where one is open to the end of the file.
   */
  skip(isRecord: (offset: number) => boolean): void {
    const guard = this.guard;
    if (this.depth > 0 && isFirstInLine(this.bytes, this.start) && isRecord(this.start)) {
      this.position = this.start;
      this.depth = 0;
      return;
    }
    this.guard = isRecord;
    while (this.kind !== END && !this.#isForgotten()) this.next();
    this.guard = guard;
    if (!this.#isForgotten() || guard !== undefined) return;
    // Found out only at the end of the file: what lies between is read again, once, and from now on with the guard.
    this.guard = isRecord;
    let line = this.opened;
    do line = lineEnd(this.bytes, line) + 1;
    while (line < this.position && !isRecord(line));
    this.position = Math.min(line, this.position);
  }

  #isForgotten(): boolean {
    return this.kind === BROKEN && this.defect === 'parenthesis-not-closed';
  }

  #next(): TokenKind {
    const { bytes } = this;
    const { length } = bytes;
    let i = this.position;
    for (; i < length; i++) {
      switch (CLASSES[bytes[i]]) {
        case ORDINARY:
        case ESCAPE:
          return this.#word(i);
        case BLANK:
          break;
        case LINE_END:
          if (this.depth === 0) {
            this.position = bytes[i] === RETURN && bytes[i + 1] === NEWLINE ? i + 2 : i + 1;
            return END;
          }
          if (this.guard?.(i + 1)) return this.#forgotten(i + 1);
          break;
        case COMMENT:
          i = lineEnd(bytes, i) - 1;
          break;
        case OPENING:
          if (this.depth++ === 0) this.opened = i;
          break;
        case CLOSING:
          if (this.depth === 0) return this.#stray(i, 'parenthesis-not-opened');
          this.depth--;
          break;
        case NUL:
          return this.#stray(i, 'nul');
        case QUOTES:
          return this.#quoted(i + 1);
      }
    }
    if (this.depth > 0) return this.#forgotten(length);
    this.position = length;
    return END;
  }

  #word(from: number): TokenKind {
    const { bytes } = this;
    const { length } = bytes;
    let i = from;
    this.start = from;
    this.escaped = false;
    for (; i < length; i++) {
      const kind = CLASSES[bytes[i]];
      if (kind === ORDINARY) continue;
      if (kind !== ESCAPE) break;
      this.escaped = true;
      // An escaped line end or NUL still ends the word, and so does the end of the file.
      if (i + 1 < length && isEscapable(bytes[i + 1])) i++;
    }
    this.position = this.end = i;
    return WORD;
  }

  #quoted(from: number): TokenKind {
    const { bytes } = this;
    const { length } = bytes;
    this.start = from;
    this.escaped = false;
    for (let i = from; i < length; i++) {
      const octet = bytes[i];
      if (octet === QUOTE) {
        this.end = i;
        this.position = i + 1;
        return QUOTED;
      }
      if (octet === NEWLINE) {
        this.position = this.end = i;
        break;
      }
      if (octet === BACKSLASH) {
        this.escaped = true;
        i++;
      }
      if (i + 1 >= length) this.position = this.end = length;
    }
    if (from >= length) this.position = this.end = length;
    this.start = from - 1;
    this.defect = 'quote-not-closed';
    return BROKEN;
  }

  #stray(at: number, defect: Defect): TokenKind {
    this.start = at;
    this.position = this.end = at + 1;
    this.defect = defect;
    return BROKEN;
  }

  #forgotten(resume: number): TokenKind {
    this.start = this.opened;
    this.end = this.opened + 1;
    this.position = resume;
    this.depth = 0;
    this.defect = 'parenthesis-not-closed';
    return BROKEN;
  }
}

function isEscapable(octet: number): boolean {
  return CLASSES[octet] !== LINE_END && octet !== 0;
}

/** The offset of the line feed that ends the line, or of the end of the file. */
export function lineEnd(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(NEWLINE, from);
  return at < 0 ? bytes.length : at;
}

function isFirstInLine(bytes: Uint8Array, offset: number): boolean {
  return offset === 0 || bytes[offset - 1] === NEWLINE || bytes[offset - 1] === RETURN;
}
