import { parseSpf } from './parse.ts';
import type { Span } from './record.ts';

/** Two terms that became one where two character-strings join without a space (RFC 7208 §3.3). */
export interface Glue {
  /** The offset in the joined text where the second term, and its string, begins. */
  readonly border: number;
  /** Both terms together. */
  readonly span: Span;
  readonly left: string;
  readonly right: string;
}

const VERSION = 'v=spf1';
const MAX_STRING = 255;
/** Nobody mends more by hand; a hostile record has tens of thousands. */
const MAX_FOUND = 100;

/**
 * Finds the borders of strings at which a term ends and another begins with no space between. A term that is cut in two
 * by a border is healthy and the usual work of programs that split long texts. Linear in the text; the first 100 only.
 */
export function gluedTerms(strings: readonly string[]): Glue[] {
  const found: Glue[] = [];
  let border = 0;
  for (let i = 1; i < strings.length && found.length < MAX_FOUND; i++) {
    border += strings[i - 1].length;
    const left = lastWord(strings[i - 1]);
    const right = firstWord(strings[i]);
    const isFirst = left.length === border;
    if (left === '' || right === '' || !(isFirst ? isVersion(left) : isTerm(left))) continue;
    if (!isTerm(right) || (isPlain(right) && mayBeCut(left, strings[i - 1]))) continue;
    found.push({ border, span: { start: border - left.length, end: border + right.length }, left, right });
  }
  return found;
}

/** A right half such as `mx` or `a` could be the end of a name, where a program cut the text or the name goes on. */
function mayBeCut(left: string, string: string): boolean {
  return string.length === MAX_STRING || /[.:=]$/.test(left);
}

function isPlain(term: string): boolean {
  return /^[a-z]+$/i.test(term);
}

function isVersion(word: string): boolean {
  return word.toLowerCase() === VERSION;
}

/** Whether a word is a whole term of SPF as it stands; names that SPF only ignores do not count. */
function isTerm(word: string): boolean {
  if (!/^[+?~-]?(?:all|include|a|mx|ptr|ip4|ip6|exists|redirect|exp)(?:[:=/]|$)/i.test(word)) return false;
  const { terms, errors } = parseSpf(`${VERSION} ${word}`);
  if (errors.length > 0 || terms.length !== 1) return false;
  return terms[0].kind === 'mechanism' || terms[0].name === 'redirect' || terms[0].name === 'exp';
}

function lastWord(string: string): string {
  return string.slice(string.lastIndexOf(' ') + 1);
}

function firstWord(string: string): string {
  const blank = string.indexOf(' ');
  return blank < 0 ? string : string.slice(0, blank);
}
