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
  const torn = tornTerm(text, word, first) ?? openTerm(text, word);
  if (torn !== undefined) return torn;
  const recognised = recognise(word.source);
  const { code, message, expected } = recognised?.problem ?? found;
  const more = code === 'bare-word' ? ownedBy(text, word, first) : '';
  const error = {
    code,
    message: inTerm(message, word.source),
    expected: `${expected}${more}`,
    start: word.start,
    end: word.end,
  };
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
      for (const end of endsFrom(text, next)) {
        const joined = join(text, { start: word.start, end });
        if (joined !== undefined) return joined;
      }
    }
  }
  if (!/^[:=/]/.test(word.source)) return undefined;
  const previous = wordBefore(text, word.start, first);
  return previous && join(text, { start: previous.start, end: word.end });
}

/** Terms that are nothing without what comes after them; `a` and `mx` are terms by themselves. */
const INCOMPLETE = /^[+?~-]?(include|exists|ip[46]|redirect|exp)$/i;
/** The same, or misspelt. */
const SHORT_WORD = /^[+?~-]?[a-z0-9]{2,12}$/i;
/** A name, and no term that lacks its colon itself. */
const NAME = /^(?!(?:include|exists|redirect|ip[46]))[^:=/]*\.[^:=/]*$/i;
/** An address, or a name in its place. */
const NETWORK = /^(?:[0-9a-f:.[\]]+(?:\/[0-9]+)?|(?!(?:include|exists|redirect|ip[46]))[a-z0-9_.-]*\.[a-z]+)[.,;]?$/i;
/** No name or address is longer. */
const MAX_ARGUMENT = 300;

/** `include spf.example.net`, `redirect example.net`, `ipv4 192.0.2.1`: a space where the colon belongs. */
function openTerm(text: string, word: Word): SpfSyntaxError | undefined {
  if (!SHORT_WORD.test(word.source)) return undefined;
  const written = INCOMPLETE.test(word.source) ? word.source : (recognise(word.source)?.rewritten ?? '');
  const name = INCOMPLETE.exec(written)?.[1].toLowerCase();
  const next = wordAfter(text, word.end);
  if (name === undefined || next === undefined) return undefined;
  const following = text.slice(next.start, next.end);
  if (following.length > MAX_ARGUMENT || !(name.startsWith('ip') ? NETWORK : NAME).test(following)) return undefined;
  if (!isProblem(parseTerm(following, 0))) return undefined;
  const separator = name === 'redirect' || name === 'exp' ? '=' : ':';
  for (const end of endsFrom(text, next)) {
    const joined = `${written}${separator}${text.slice(next.start, end).replaceAll(' ', '')}`;
    const suggestion = corrected(joined);
    if (suggestion === undefined) continue;
    const message = `In ${quoted(text.slice(word.start, end))}, a space stands where “${separator}” belongs`;
    const left = parseTerm(joined, 0);
    const { expected } = isProblem(left) ? (recognise(joined)?.problem ?? left) : { expected: `“${name}${separator}”` };
    return { ...problem('missing-colon', message, expected), start: word.start, end, suggestion };
  }
  return undefined;
}

/** Where a term may end whose last word is `next`: a prefix length behind it belongs to it as well. */
function endsFrom(text: string, next: Span): readonly number[] {
  const prefix = wordAfter(text, next.end);
  return prefix !== undefined && text[prefix.start] === '/' ? [prefix.end, next.end] : [next.end];
}

/** After `a` or `mx` a bare name may belong to that term, or be one that lacks its own: only the author can tell. */
function ownedBy(text: string, { start, source }: Word, first: number): string {
  const previous = wordBefore(text, start, first);
  const owner = previous && text.slice(previous.start, previous.end);
  if (owner === undefined || !/^[+?~-]?(?:a|mx|ptr)$/i.test(owner)) return '';
  return `, or ${quoted(`${owner}:${source}`)} if it belongs to ${quoted(owner)} before it`;
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
