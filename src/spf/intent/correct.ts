import { isProblem } from '../problem.ts';
import { parseTerm } from '../term.ts';
import { controlCharacter, internationalName, strayQuote, typographicCharacter } from './characters.ts';
import { addressAsDomain, domain, macro } from './domains.ts';
import {
  bareAddress,
  bareWord,
  mechanismAsModifier,
  missingColon,
  misspeltName,
  modifierAsMechanism,
} from './names.ts';
import { dualPrefix, network, prefixOnDomain } from './networks.ts';
import type { Recognised, Recogniser } from './recognised.ts';
import { doubledName, doubledQualifier, gluedTerms, gluedToAll, wrongSeparator } from './several-terms.ts';

/** In this order: the first that recognises a word decides. What changes characters comes before what reads them. */
const RECOGNISERS: readonly Recogniser[] = [
  typographicCharacter,
  controlCharacter,
  internationalName,
  strayQuote,
  missingColon,
  doubledQualifier,
  gluedToAll,
  bareAddress,
  doubledName,
  wrongSeparator,
  gluedTerms,
  modifierAsMechanism,
  mechanismAsModifier,
  network,
  addressAsDomain,
  dualPrefix,
  prefixOnDomain,
  macro,
  domain,
  bareWord,
  misspeltName,
];

/** A word may have so many mistakes on top of one another. */
const MAX_MISTAKES = 4;

/** The mistake in a word that the grammar rejects; undefined where the grammar says all there is to say. */
export function recognise(word: string): Recognised | undefined {
  for (const recogniser of RECOGNISERS) {
    const recognised = recogniser(word);
    if (recognised !== undefined) return recognised;
  }
  return undefined;
}

/** A word as it was probably meant, every part of it valid: one term or several; undefined where nobody can tell. */
export function corrected(word: string, mistakes = MAX_MISTAKES): string | undefined {
  if (!isProblem(parseTerm(word, 0))) return word;
  return mistakes === 0 ? undefined : correctedParts(recognise(word)?.rewritten, mistakes);
}

/** The same for a rewriting of a word, which may be empty. */
export function correctedParts(rewritten: string | undefined, mistakes = MAX_MISTAKES): string | undefined {
  if (rewritten === undefined) return undefined;
  const parts: string[] = [];
  for (const part of rewritten.split(' ')) {
    if (part === '') continue;
    const mended = corrected(part, mistakes - 1);
    if (mended === undefined) return undefined;
    parts.push(mended);
  }
  return parts.join(' ');
}
