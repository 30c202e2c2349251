import type { Place } from '../../../model/place.ts';
import type { SourceFile } from '../../../model/source-file.ts';

/** Marks of the language, each a kind of token; a longer one comes before those it begins with. */
const MARKS = [
  ...(['...', '::', '=>', '==', '!=', '<=', '>=', '&&', '||', '~}', '{', '}', '[', ']', '(', ')', '.'] as const),
  ...([',', ':', '?', '=', '!', '<', '>', '+', '-', '*', '/', '%'] as const),
] as const;

export type Mark = (typeof MARKS)[number];
export type TokenKind = Mark | 'newline' | 'identifier' | 'number' | 'quote' | 'heredoc' | 'end' | 'invalid';

const ASCII = 128;
const MARKS_BY_START = Array.from({ length: ASCII }, (_, code) => MARKS.filter((mark) => mark.charCodeAt(0) === code));

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const SLASH = 0x2f;
const STAR = 0x2a;
const LESS = 0x3c;
const BYTE_ORDER_MARK = 0xfeff;

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** Where the text of a lexer stands in a file: the text of the whole file, or one that was decoded from part of it. */
export interface LexerSource {
  readonly file: SourceFile;
  readonly text: string;
  /** For decoded text, the offset in the file of each character and of the end. */
  readonly offsets?: Int32Array;
}

/**
 * The tokens of HCL one by one. What is inside quotes and heredocs is not made of tokens: there the parser reads the
 * text itself and then moves the lexer on.
 */
export class Lexer {
  readonly text: string;
  readonly file: SourceFile;
  readonly #offsets: Int32Array | undefined;
  /** Where the text ends for this lexer. */
  readonly limit: number;
  kind: TokenKind = 'end';
  start = 0;
  end = 0;
  /** Whether the end of a line is a token; inside brackets it is not. */
  newlines = true;
  /** How many brackets are open, for finding the way out after a mistake. */
  depth = 0;
  /** Ends that do not come any more, so that each is looked for to the end of the file only once. */
  readonly unclosed = new Set<string>();

  constructor({ file, text, offsets }: LexerSource, start = 0, limit = text.length) {
    this.file = file;
    this.text = text;
    this.#offsets = offsets;
    this.limit = limit;
    this.end = text.charCodeAt(start) === BYTE_ORDER_MARK ? start + 1 : start;
  }

  /** The text of the token. */
  get word(): string {
    return this.text.slice(this.start, this.end);
  }

  /** The place of a stretch of the lexer's text. */
  place(start: number, end: number): Place {
    return { file: this.file, start: this.offset(start), end: this.offset(end) };
  }

  /** The offset in the file of an offset in the lexer's text. */
  offset(at: number): number {
    return this.#offsets === undefined ? at : this.#offsets[at];
  }

  /** Moves on to the token that begins at or behind an offset. */
  continueAt(offset: number): void {
    this.end = offset;
    this.kind = 'end';
    this.next();
  }

  /** Moves on to the next token. */
  next(): void {
    if (this.kind === '{' || this.kind === '[' || this.kind === '(') this.depth++;
    else if (this.kind === '}' || this.kind === ']' || this.kind === ')') this.depth--;
    this.start = this.#skipSpace(this.end);
    this.kind = this.#scan();
  }

  #scan(): TokenKind {
    const { text, start } = this;
    if (start >= this.limit) return this.#token('end', this.limit);
    const code = text.charCodeAt(start);
    if (code === LINE_FEED) return this.#token('newline', start + 1);
    if (code === CARRIAGE_RETURN && text.charCodeAt(start + 1) === LINE_FEED) return this.#token('newline', start + 2);
    if (isIdentifierStart(code) || code >= ASCII) {
      const end = asciiIdentifierEnd(text, start);
      if (end > start && !(text.charCodeAt(end) > 0x7f)) return this.#token('identifier', end);
      return (
        this.#match(IDENTIFIER, 'identifier') ??
        this.#token('invalid', start + (code >= 0xd800 && code < 0xdc00 ? 2 : 1))
      );
    }
    if (code >= 0x30 && code <= 0x39) return this.#match(NUMBER, 'number') ?? this.#token('invalid', start + 1);
    if (code === QUOTE) return this.#token('quote', start + 1);
    if (code === LESS && text.charCodeAt(start + 1) === LESS) {
      const heredoc = this.#match(HEREDOC, 'heredoc');
      if (heredoc !== undefined) return heredoc;
    }
    for (const mark of MARKS_BY_START[code]) {
      if (text.startsWith(mark, start)) return this.#token(mark, start + mark.length);
    }
    return this.#token('invalid', start + 1);
  }

  #token(kind: TokenKind, end: number): TokenKind {
    this.end = end;
    return kind;
  }

  #match(pattern: RegExp, kind: TokenKind): TokenKind | undefined {
    pattern.lastIndex = this.start;
    return pattern.test(this.text) ? this.#token(kind, pattern.lastIndex) : undefined;
  }

  /** Blanks and comments, and line ends where they do not count. A comment to the end of the line leaves the line end. */
  #skipSpace(from: number): number {
    const { text, limit } = this;
    let at = from;
    while (at < limit) {
      const code = text.charCodeAt(at);
      const next = text.charCodeAt(at + 1);
      const isLineEnd = code === LINE_FEED || (code === CARRIAGE_RETURN && next === LINE_FEED);
      if (code === SPACE || code === TAB || (isLineEnd && !this.newlines)) at++;
      else if (code === HASH || (code === SLASH && next === SLASH)) at = this.#lineEnd(at);
      else if (code === SLASH && next === STAR) {
        const close = this.unclosed.has('*/') ? -1 : text.indexOf('*/', at + 2);
        if (close < 0) {
          this.unclosed.add('*/');
          return at;
        }
        at = close + 2;
      } else break;
    }
    return Math.min(at, limit);
  }

  #lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    if (end < 0) return this.limit;
    return this.text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
  }
}

function isIdentifierStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
}

function asciiIdentifierEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (!isIdentifierStart(code) && !(at > start && ((code >= 0x30 && code <= 0x39) || code === 0x2d))) break;
    at++;
  }
  return at;
}
