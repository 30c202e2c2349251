import type { Place } from '../../../model/place.ts';
import { quoted } from '../../../model/quoted.ts';
import { Lexer, type LexerSource, type TokenKind } from './lexer.ts';

/** Brackets, templates and operators inside one another; deeper ones are refused, because each level is a call. */
export const MAX_NESTING = 200;
/** Mistakes told of one file; a file that is something else has one a line. */
export const MAX_SYNTAX_PROBLEMS = 20;

export interface SyntaxProblem {
  readonly place: Place;
  /** What is wrong, a whole sentence. */
  readonly message: string;
  readonly advice?: string;
}

/** What all parts of the parser share: where in the text it is, and what it found wrong. */
export class Parser {
  readonly lexer: Lexer;
  readonly problems: SyntaxProblem[];
  #nesting = 0;

  constructor(source: LexerSource, problems: SyntaxProblem[], start?: number, limit?: number) {
    this.lexer = new Lexer(source, start, limit);
    this.problems = problems;
  }

  get kind(): TokenKind {
    return this.lexer.kind;
  }

  /** Whether the token is of that kind. */
  is(kind: TokenKind): boolean {
    return this.lexer.kind === kind;
  }

  /** Whether the token is that word and not another. */
  isWord(word: string): boolean {
    return this.lexer.kind === 'identifier' && this.lexer.word === word;
  }

  /** Moves past a token of that kind; says whether there was one. */
  accept(kind: TokenKind): boolean {
    if (this.lexer.kind !== kind) return false;
    this.lexer.next();
    return true;
  }

  /** From an offset of the lexer's text to where the last token read began: the place of a node. */
  placeFrom(start: number, end: number): Place {
    return this.lexer.place(start, end);
  }

  /** Records a mistake at the token, or at another place; the undefined it returns stands for what could not be read. */
  fail(message: string, place?: Place, advice?: string): undefined {
    if (this.problems.length < MAX_SYNTAX_PROBLEMS) {
      this.problems.push({ place: place ?? this.lexer.place(this.lexer.start, this.lexer.end), message, advice });
    }
    return undefined;
  }

  /** As `fail`, saying what should stand where the token is. */
  expected(what: string): undefined {
    return this.fail(`Here should be ${what}, but there is ${this.found()}.`);
  }

  /** The token as a message names it. */
  found(): string {
    const { kind } = this.lexer;
    if (kind === 'end') return 'the end of the file';
    if (kind === 'newline') return 'the end of the line';
    return quoted(Buffer.from(this.lexer.word, 'utf8').toString('latin1'));
  }

  /** Reads something that may hold itself, unless it is nested too deep. */
  nested<T>(read: () => T | undefined): T | undefined {
    if (this.#nesting >= MAX_NESTING) {
      return this.fail(`More than ${MAX_NESTING} brackets, templates or operators are nested in one another here.`);
    }
    this.#nesting++;
    const result = read();
    this.#nesting--;
    return result;
  }

  /** Reads what stands in brackets, where line ends do or do not count; the token must be the opening bracket. */
  inBrackets<T>(newlines: boolean, close: TokenKind, read: () => T | undefined): T | undefined {
    const outside = this.lexer.newlines;
    this.lexer.newlines = newlines;
    this.lexer.next();
    const result = read();
    if (result !== undefined && this.is(close)) {
      this.lexer.newlines = outside;
      return result;
    }
    this.lexer.newlines = outside;
    return result === undefined ? undefined : this.expected(`“${close}”`);
  }
}
