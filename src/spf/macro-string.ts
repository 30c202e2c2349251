import { quoted } from '../model/quoted.ts';
import { isProblem, type Parsed, type Problem, problem } from './problem.ts';
import type { MacroPiece, MacroString } from './record.ts';

/** RFC 7208 §7.1: a macro with its letter, digits, `r` and delimiters, or one of the three escapes. */
const MACRO = /%(?:\{([slodiphcrtv])([0-9]*)(r?)([-.+,/_=]*)\}|([%_-]))/iy;
const ESCAPES: Readonly<Record<string, string>> = { '%': '%', _: ' ', '-': '%20' };
/** §7.2: letters that only an explanation may use. */
const EXPLANATION_LETTERS = 'crt';
const TOPLABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
const ALL_DIGITS = /^[0-9]+$/;
/** How much of a text a message shows around a mistake in it. */
const SHOWN = 12;

const MACRO_FORMS = '“%{…}” with one of the letters s, l, o, d, i, p, h, v, or “%%” for a percent sign';

/**
 * Reads a macro-string (RFC 7208 §7.1) whose characters are already known to be visible ASCII. `start` is its offset in
 * the record; `isExplanation` allows the letters c, r and t.
 */
export function parseMacroString(source: string, start: number, isExplanation = false): Parsed<MacroString> {
  const read = readPieces(source, isExplanation);
  if (isProblem(read)) return read;
  return { source, start, end: start + source.length, pieces: read.pieces, dynamic: read.dynamic };
}

/**
 * Reads a domain-spec: a macro-string that ends in a macro or in a dot and a top-level label, which must not be all
 * numeric (§7.1). An empty one is a problem like any other.
 */
export function parseDomainSpec(source: string, start: number): Parsed<MacroString> {
  const read = readPieces(source, false);
  if (isProblem(read)) return read;
  const ending = read.endsInMacro ? undefined : badEnding(source);
  if (ending !== undefined) return ending;
  return { source, start, end: start + source.length, pieces: read.pieces, dynamic: read.dynamic };
}

interface Pieces {
  readonly pieces: readonly MacroPiece[];
  readonly dynamic: boolean;
  /** Whether a macro or an escape is the last thing (`domain-end` of §7.1). */
  readonly endsInMacro: boolean;
}

function readPieces(source: string, isExplanation: boolean): Parsed<Pieces> {
  if (!source.includes('%')) return { pieces: literal(source), dynamic: false, endsInMacro: false };
  const pieces: MacroPiece[] = [];
  let text = '';
  let dynamic = false;
  let at = 0;
  for (let percent = source.indexOf('%'); percent >= 0; percent = source.indexOf('%', at)) {
    text += source.slice(at, percent);
    MACRO.lastIndex = percent;
    const match = MACRO.exec(source);
    if (match === null) return badMacro(source, percent);
    const [whole, letter, digits, reverse, delimiters, escaped] = match;
    at = percent + whole.length;
    if (escaped !== undefined) {
      text += ESCAPES[escaped];
      continue;
    }
    const lower = letter.toLowerCase();
    if (!isExplanation && EXPLANATION_LETTERS.includes(lower)) return explanationOnly(whole);
    // §7.3: a number of parts must not be zero.
    if (digits !== '' && Number(digits) === 0) return zeroParts(whole);
    if (text !== '') pieces.push({ kind: 'literal', text });
    text = '';
    dynamic = true;
    pieces.push({
      kind: 'macro',
      letter: lower,
      escape: letter !== lower,
      digits: digits === '' ? undefined : Number(digits),
      reverse: reverse !== '',
      delimiters: delimiters === '' ? '.' : delimiters,
    });
  }
  text += source.slice(at);
  if (text !== '') pieces.push({ kind: 'literal', text });
  return { pieces, dynamic, endsInMacro: at === source.length };
}

/** Why the text is no domain as its ending goes; undefined where it is one. */
function badEnding(source: string): Problem | undefined {
  const body = source.endsWith('.') ? source.slice(0, -1) : source;
  const dot = body.lastIndexOf('.');
  const toplabel = body.slice(dot + 1);
  const expected = 'a full domain name such as mail.example.com';
  if (/^[a-z0-9_-]+$/i.test(body)) {
    return problem('bad-domain', `${quoted(source)} is a single label and no full domain name`, expected);
  }
  if (dot >= 0 && ALL_DIGITS.test(toplabel)) {
    return problem('bad-domain', `${quoted(source)} ends in digits only, which no domain name does`, expected);
  }
  if (dot < 0 || !TOPLABEL.test(toplabel)) {
    return problem('bad-domain', `${quoted(source)} does not end as a domain name does`, expected);
  }
  return undefined;
}

function literal(text: string): readonly MacroPiece[] {
  return text === '' ? [] : [{ kind: 'literal', text }];
}

function badMacro(source: string, percent: number): Problem {
  const found = quoted(source.slice(percent, percent + SHOWN));
  return problem('bad-macro', `${found} is no macro: a percent sign begins one of a few fixed forms`, MACRO_FORMS);
}

function explanationOnly(macro: string): Problem {
  return problem(
    'bad-macro',
    `${quoted(macro)} may be used in the text of an explanation only, not in the record itself`,
    MACRO_FORMS,
  );
}

function zeroParts(macro: string): Problem {
  return problem('bad-macro', `${quoted(macro)} asks for none of the parts of a name`, 'a number of parts from 1 on');
}
