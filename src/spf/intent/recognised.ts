import type { Problem } from '../problem.ts';
import { MECHANISM_NAMES } from '../term.ts';

/** A mistake whose intent shows. */
export interface Recognised {
  /** What was probably meant, one term or several; it may have other mistakes still. Undefined where nobody can tell. */
  readonly rewritten: string | undefined;
  /** Says it better than the grammar does. */
  readonly problem?: Problem;
}

/** Looks at one word that the grammar rejects. Costs no more than a few passes over it. */
export type Recogniser = (word: string) => Recognised | undefined;

/** The parts of a word as it was meant: `-`, `include`, `:`, `example.com`. */
export interface Parts {
  readonly qualifier: string;
  /** As written. */
  readonly name: string;
  readonly separator: string;
  readonly argument: string;
}

export function partsOf(word: string): Parts {
  const [, qualifier, name, separator, argument] = /^([+?~-]?)([^:=/]*)([:=/]?)(.*)$/s.exec(word)!;
  return { qualifier, name, separator, argument };
}

/** Whether a name is a mechanism's, in any case. */
export function isMechanism(name: string): boolean {
  return (MECHANISM_NAMES as readonly string[]).includes(name.toLowerCase());
}

/** Without the given characters at both ends. */
export function trimmed(text: string, characters: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start])) start++;
  while (end > start && characters.includes(text[end - 1])) end--;
  return text.slice(start, end);
}
