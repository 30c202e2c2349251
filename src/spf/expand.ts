import type { MacroPiece, MacroString } from './record.ts';

/** The letters of RFC 7208 §7.2 in lower case; c, r and t are for explanations. */
export type MacroLetter = 's' | 'l' | 'o' | 'd' | 'i' | 'p' | 'h' | 'v' | 'c' | 'r' | 't';

/** What stands for a letter; text holds one octet a character. */
export type MacroValues = (letter: MacroLetter) => string;

/** A macro-string with its macros replaced (RFC 7208 §7.3). */
export function expand({ pieces }: Pick<MacroString, 'pieces'>, values: MacroValues): string {
  let text = '';
  for (const piece of pieces) text += piece.kind === 'literal' ? piece.text : expandMacro(piece, values);
  return text;
}

/** Whether a macro-string uses a letter, in either case. */
export function usesMacro({ pieces }: Pick<MacroString, 'pieces'>, letter: MacroLetter): boolean {
  return pieces.some((piece) => piece.kind === 'macro' && piece.letter === letter);
}

type Macro = Extract<MacroPiece, { kind: 'macro' }>;

function expandMacro(macro: Macro, values: MacroValues): string {
  const text = transformed(values(macro.letter as MacroLetter), macro);
  return macro.escape ? urlEscaped(text) : text;
}

/** §7.3: split at the delimiters, reversed, the right-hand parts kept, joined with dots. */
function transformed(value: string, { delimiters, reverse, digits }: Macro): string {
  if (delimiters === '.' && !reverse && digits === undefined) return value;
  const parts = splitAtAny(value, delimiters);
  if (reverse) parts.reverse();
  return (digits === undefined || digits >= parts.length ? parts : parts.slice(-digits)).join('.');
}

function splitAtAny(value: string, delimiters: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < value.length; at++) {
    if (!delimiters.includes(value[at])) continue;
    parts.push(value.slice(start, at));
    start = at + 1;
  }
  parts.push(value.slice(start));
  return parts;
}

/** §7.3: everything but the unreserved characters of RFC 3986 §2.3 as `%XX`, octet by octet. */
function urlEscaped(text: string): string {
  return text.replace(
    /[^A-Za-z0-9._~-]/g,
    (octet) => `%${(octet.charCodeAt(0) & 0xff).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
