import { quoted } from '../model/quoted.ts';
import { explain } from './explain.ts';
import { isProblem, type Problem, problem } from './problem.ts';
import { type SpfRecord, type SpfSyntaxError, spfRecord, type Term } from './record.ts';
import { parseTerm } from './term.ts';

const VERSION = /^v=spf1(?= |$)/i;
const VERSION_LENGTH = 'v=spf1'.length;

/** Whether a text is selected as SPF: it begins with `v=spf1`, then a space or the end (RFC 7208 §4.5). */
export function isSpf(text: string): boolean {
  return VERSION.test(text);
}

/**
 * Reads the joined character-strings of a record that `isSpf` selects (one octet a character) by the grammar of RFC 7208
 * §12. Never throws: what cannot be read is in `errors`, all of it. Linear in the text.
 */
export function parseSpf(text: string): SpfRecord {
  const terms: Term[] = [];
  const errors: SpfSyntaxError[] = [];
  const modifiers = new Map<string, string>();
  for (const word of wordsOf(text)) {
    // An error over several words has them all.
    if (errors.length > 0 && word.start < errors[errors.length - 1].end) continue;
    const parsed = parseTerm(word.source, word.start);
    if (isProblem(parsed)) {
      errors.push(explain(text, word, parsed, VERSION_LENGTH));
      continue;
    }
    if (parsed.kind === 'modifier' && (parsed.name === 'redirect' || parsed.name === 'exp')) {
      const first = modifiers.get(parsed.name);
      if (first !== undefined) {
        errors.push({
          ...duplicate(parsed.name, parsed.source),
          ...spanOf(parsed),
          ...remove(first === parsed.source),
        });
        continue;
      }
      modifiers.set(parsed.name, parsed.source);
    }
    terms.push(parsed);
  }
  return spfRecord(text, terms, errors);
}

/** A run of characters other than the space, the only separator of terms (§4.6.1). */
export interface Word {
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

function* wordsOf(text: string): Generator<Word> {
  let start = VERSION_LENGTH;
  while (start < text.length) {
    const space = text.indexOf(' ', start);
    const end = space < 0 ? text.length : space;
    if (end > start) yield { source: text.slice(start, end), start, end };
    start = end + 1;
  }
}

/** §6: `redirect` and `exp` at most once each. */
function duplicate(name: string, source: string): Problem {
  return problem('duplicate-modifier', `${quoted(source)} is a second “${name}=”`, `“${name}=” at most once`);
}

/** Left out where it says the same again; which of two is meant nobody can tell. */
function remove(isSame: boolean): { suggestion?: string } {
  return isSame ? { suggestion: '' } : {};
}

function spanOf({ start, end }: Word | Term): { start: number; end: number } {
  return { start, end };
}
