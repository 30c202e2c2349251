import { quoted } from '../model/quoted.ts';
import { corrected, correctedParts, recognise } from './intent/correct.ts';
import type { Word } from './parse.ts';
import { isProblem, type Problem, problem } from './problem.ts';
import type { Span, SpfSyntaxError } from './record.ts';
import { parseTerm } from './term.ts';

/**
 * Makes the error of a word that the grammar rejects: the mistake in words for people, and what to write in its place
 * where the intent shows. `first` is where the first word of the record may begin.
 */
export function explain(text: string, word: Word, found: Problem, first: number): SpfSyntaxError {
  const torn = tornTerm(text, word, first);
  if (torn !== undefined) return torn;
  const recognised = recognise(word.source);
  const { code, message, expected } = recognised?.problem ?? found;
  const error = { code, message: inTerm(message, word.source), expected, start: word.start, end: word.end };
  const suggestion = correctedParts(recognised?.rewritten);
  return suggestion === undefined ? error : { ...error, suggestion };
}

/** A message that tells of a part of a term names the term too. */
function inTerm(message: string, source: string): string {
  const term = quoted(source);
  if (message.includes(term)) return message;
  return `In ${term}, ${/^[A-Z][a-z]/.test(message) ? message[0].toLowerCase() + message.slice(1) : message}`;
}

/** `include: example.com`, `- all`, `ip4:192.0.2.0 /24`: a term with a space in it. */
function tornTerm(text: string, word: Word, first: number): SpfSyntaxError | undefined {
  const next = wordAfter(text, word.end);
  const isOpen = /[:=]$|^[+?~-]$/.test(word.source);
  if (next !== undefined) {
    const following = text.slice(next.start, next.end);
    const goesOn = /^[:=/]/.test(following);
    if (following === ':' || following === '=') {
      const last = wordAfter(text, next.end);
      const joined = last && join(text, { start: word.start, end: last.end });
      if (joined !== undefined) return joined;
    }
    if (goesOn || (isOpen && isRejected(following, word.source))) {
      const joined = join(text, { start: word.start, end: next.end });
      if (joined !== undefined) return joined;
    }
  }
  if (!/^[:=/]/.test(word.source)) return undefined;
  const previous = wordBefore(text, word.start, first);
  return previous && join(text, { start: previous.start, end: word.end });
}

/** After a lone sign a mechanism is what belongs there; after `include:` it is a term of its own. */
function isRejected(following: string, word: string): boolean {
  return /^[+?~-]$/.test(word) ? /^[a-z](?![a-z0-9_.-]*=)/i.test(following) : isProblem(parseTerm(following, 0));
}

function join(text: string, { start, end }: Span): SpfSyntaxError | undefined {
  const torn = text.slice(start, end);
  const suggestion = corrected(torn.replaceAll(' ', ''));
  if (suggestion === undefined) return undefined;
  const message = `There is a space inside the term ${quoted(torn)}`;
  return { ...problem('space-in-term', message, 'a term without spaces'), start, end, suggestion };
}

function wordAfter(text: string, from: number): Span | undefined {
  let start = from;
  while (text[start] === ' ') start++;
  if (start >= text.length) return undefined;
  const space = text.indexOf(' ', start);
  return { start, end: space < 0 ? text.length : space };
}

function wordBefore(text: string, from: number, first: number): Span | undefined {
  let end = from;
  while (end > first && text[end - 1] === ' ') end--;
  const start = Math.max(text.lastIndexOf(' ', end - 1) + 1, first);
  return end > start ? { start, end } : undefined;
}
