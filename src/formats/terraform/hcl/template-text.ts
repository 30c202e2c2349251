import type { Parser } from './parser.ts';
import type { Piece, StringValue } from './value.ts';

/** How the text around interpolations is written: only quotes have backslashes, and they end with their line. */
export type TemplateMode = 'quoted' | 'heredoc' | 'plain';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const MAX_CODE_POINT = 0x10ffff;

const DOLLAR = 0x24;
const PERCENT = 0x25;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;

/**
 * Reads text from an offset up to an interpolation, a directive, the closing quote or `limit`; outside of quotes to the
 * end of the line, because that is what trimming works on. Undefined, with a problem, where the text is malformed.
 */
export function readText(
  parser: Parser,
  mode: TemplateMode,
  from: number,
  limit: number,
): { readonly value: StringValue; readonly end: number } | undefined {
  const { lexer } = parser;
  const { text } = lexer;
  const pieces: Piece[] = [];
  let value = '';
  let run = from;
  let at = from;

  const add = (added: string, start: number, end: number) => {
    if (added === '') return;
    pieces.push({ start: value.length, end: value.length + added.length, place: parser.placeFrom(start, end) });
    value += added;
  };
  const finish = (end: number) => {
    add(text.slice(run, end), run, end);
    return { value: { kind: 'string', value, pieces } as const, end };
  };

  for (;;) {
    at = findStop(text, mode, at, limit);
    if (at >= limit) return finish(limit);
    const character = text[at];
    if (character === '"') return finish(at);
    if (character === '\n') {
      if (mode !== 'quoted') return finish(at + 1);
      return parser.fail(
        'A text in quotes ends on the line that it begins on, and this one has no closing quote there.',
        parser.placeFrom(from, at),
        'Put “"” at its end, or write “\\n” for a new line.',
      );
    }
    if (character === '\\') {
      add(text.slice(run, at), run, at);
      const escaped = readEscape(text, at);
      if (escaped === undefined) {
        return parser.fail(
          `“\\${text.slice(at + 1, at + 2)}” means nothing in a text in quotes.`,
          parser.placeFrom(at, Math.min(at + 2, limit)),
          'Write “\\\\” for a backslash.',
        );
      }
      add(escaped.value, at, escaped.end);
      run = escaped.end;
      at = run;
    } else if (text[at + 1] === '{') return finish(at);
    else if (text[at + 1] === character && text[at + 2] === '{') {
      add(text.slice(run, at), run, at);
      add(`${character}{`, at, at + 3);
      run = at + 3;
      at = run;
    } else at++;
  }
}

/** The next character at which plain text may be interrupted; `limit` is the end of what is looked at. */
function findStop(text: string, mode: TemplateMode, from: number, limit: number): number {
  let at = from;
  for (; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === DOLLAR || code === PERCENT) break;
    if (code === LINE_FEED) break;
    if ((code === QUOTE || code === BACKSLASH) && mode === 'quoted') break;
  }
  return at;
}

function readEscape(text: string, at: number): { readonly value: string; readonly end: number } | undefined {
  const letter = text[at + 1];
  const simple = letter === undefined ? undefined : ESCAPES[letter];
  if (simple !== undefined) return { value: simple, end: at + 2 };
  const length = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  const digits = text.slice(at + 2, at + 2 + length);
  if (length === 0 || digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const code = Number.parseInt(digits, 16);
  return code > MAX_CODE_POINT ? undefined : { value: String.fromCodePoint(code), end: at + 2 + length };
}
