import type { Lexer } from './lexer.ts';

const HEREDOC_OPENING = /^<<-?/;

/** The word that ends the heredoc whose beginning is the token. */
export function heredocMarker(lexer: Lexer): string {
  return lexer.word.trimEnd().replace(HEREDOC_OPENING, '');
}

/**
 * The line that ends the heredoc whose beginning is the token: nothing is on it but the word. `end` is behind the word.
 * Undefined where there is none.
 */
export function findMarkerLine(lexer: Lexer): { readonly start: number; readonly end: number } | undefined {
  const { text, end: from, limit, unclosed } = lexer;
  const marker = heredocMarker(lexer);
  if (unclosed.has(marker)) return undefined;
  for (let start = from; start < limit; ) {
    const lineFeed = text.indexOf('\n', start);
    const end = lineFeed < 0 ? limit : lineFeed;
    const line = text.slice(start, end);
    if (line.trim() === marker) return { start, end: start + line.trimEnd().length };
    start = end + 1;
  }
  unclosed.add(marker);
  return undefined;
}

/** Behind the quote that closes a text with an opening quote before `from`; the end of the line where there is none. */
export function quotedEnd(text: string, from: number, limit: number): number {
  const open: ('"' | '{')[] = ['"'];
  for (let at = from; at < limit; at++) {
    const character = text[at];
    if (character === '\n') return at;
    if (open[open.length - 1] === '"') {
      if (character === '\\') at++;
      else if (character === '"') {
        open.pop();
        if (open.length === 0) return at + 1;
      } else if ((character === '$' || character === '%') && text[at + 1] === '{') {
        open.push('{');
        at++;
      }
    } else if (character === '"' || character === '{') open.push(character);
    else if (character === '}') open.pop();
  }
  return limit;
}
