import { domainToASCII } from 'node:url';
import { quoted } from '../../model/quoted.ts';
import { problem } from '../problem.ts';
import { partsOf, type Recognised, type Recogniser, trimmed } from './recognised.ts';

/** UTF-8 octets of the dashes U+2010 … U+2015 and of the minus sign; also the dashes of Windows-1252. */
const DASH = /^(?:\xe2\x80[\x90-\x95]|\xe2\x88\x92|[\x96\x97])$/;
/** Typographic quotes, in UTF-8 and in Windows-1252. */
const QUOTE = /^(?:\xe2\x80[\x98-\x9f]|\xc2[\xab\xbb]|[\x91-\x94])$/;
/** Blanks other than the space. */
const BLANK = /^(?:\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]|\xe3\x80\x80|\xa0)$/;
/** Characters of no width, the soft hyphen and the byte order mark. */
const INVISIBLE = /^(?:\xe2\x80[\x8b-\x8f]|\xe2\x81\xa0|\xef\xbb\xbf|\xc2\xad)$/;
/** One character beyond ASCII: a UTF-8 sequence, or an octet that belongs to none. */
const BEYOND_ASCII = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;
/** A domain in UTF-8 can hardly be longer. */
const MAX_DOMAIN = 1_000;

const PLAIN = 'plain ASCII characters';

/** A dash, quote or blank that a word processor or a web page put there. */
export const typographicCharacter: Recogniser = (word) => {
  let kind: 'dash' | 'quote' | 'blank' | undefined;
  const rewritten = word.replace(BEYOND_ASCII, (character) => {
    if (DASH.test(character)) {
      kind ??= 'dash';
      return '-';
    }
    if (QUOTE.test(character)) {
      kind ??= 'quote';
      return '';
    }
    if (!BLANK.test(character) && !INVISIBLE.test(character)) return character;
    kind ??= 'blank';
    return BLANK.test(character) ? ' ' : '';
  });
  return kind === undefined ? undefined : { rewritten, problem: TYPOGRAPHIC[kind](word) };
};

const TYPOGRAPHIC = {
  dash: (word: string) =>
    problem(
      'typographic-dash',
      `${quoted(word)} has a typographic dash where SPF knows only the plain hyphen “-”`,
      PLAIN,
    ),
  quote: (word: string) => problem('non-ascii', `${quoted(word)} has typographic quotes in it`, PLAIN),
  blank: (word: string) =>
    problem('non-ascii', `${quoted(word)} has a blank or an invisible character in it that is no plain space`, PLAIN),
};

/** A domain name with letters beyond ASCII, which the DNS knows by another spelling (RFC 5891). */
export const internationalName: Recogniser = (word) => {
  if (!/[\x80-\xff]/.test(word)) return undefined;
  const { qualifier, name, separator, argument } = partsOf(word);
  if (!/[\x80-\xff]/.test(argument) || argument.length > MAX_DOMAIN || argument.includes('%'))
    return { rewritten: undefined };
  const ascii = domainToASCII(Buffer.from(argument, 'latin1').toString('utf8'));
  if (ascii === '') return { rewritten: undefined };
  return {
    rewritten: `${qualifier}${name}${separator}${ascii}`,
    problem: problem(
      'non-ascii',
      `${quoted(argument)} has letters that a domain name in SPF must write in ASCII`,
      PLAIN,
    ),
  };
};

/** Tabs and line ends between terms; other control characters are simply too much. */
export const controlCharacter: Recogniser = (word) => {
  if (!/[\x00-\x1f\x7f]/.test(word)) return undefined;
  const rewritten = word.replace(/[\t\n\v\f\r]/g, ' ').replace(/[\x00-\x1f\x7f]/g, '');
  if (!/[\t\n\r]/.test(word)) return { rewritten };
  const message = `${quoted(word)} has a tab or a line break in it where only a space may stand`;
  return { rewritten, problem: problem('control-character', message, 'terms with spaces between them') };
};

/** Quotation marks and backslashes that belong to the file's syntax and got into the text. */
export const strayQuote: Recogniser = (word): Recognised | undefined => {
  const rewritten = trimmed(word, '"\'`\\');
  if (rewritten === word) return undefined;
  const message = `${quoted(word)} has a quotation mark or backslash in it`;
  return { rewritten, problem: problem('stray-quote', message, 'the term without it') };
};
