/** Why a term is not SPF: what a `SyntaxError` says, before it has a place and a suggestion. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly expected: string;
}

/** Something read, or why it could not be. */
export type Parsed<T> = T | Problem;

export function isProblem<T extends object>(parsed: Parsed<T>): parsed is Problem {
  return 'code' in parsed;
}

export function problem(code: string, message: string, expected: string): Problem {
  return { code, message, expected };
}
