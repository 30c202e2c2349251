/**
 * Texts that somebody meant as an SPF record although no evaluator selects them, because they do not begin with exactly
 * `v=spf1` and a space or the end (RFC 7208 §4.5). Verification tokens, prose and other policies are left alone.
 */
export interface MeantAsSpf {
  readonly kind: /** Blanks, quotation marks or other text stand before `v=spf1`. */
    | 'text-before'
    /** Something other than a space follows `v=spf1`. */
    | 'text-after'
    /** The version is there but misspelt. */
    | 'misspelt-version'
    /** A list of SPF terms without any version; only beside another record, or where `sure`, is it surely SPF. */
    | 'no-version';
  /** What the text begins with, up to where its terms begin. */
  readonly head: string;
  /** The text as it was probably meant. */
  readonly corrected: string;
  /** Whether it is SPF even if nothing else at the name is. */
  readonly sure: boolean;
}

const VERSION = 'v=spf1';

/** Blanks, quotation marks (typed, typographic, in UTF-8 octets), backslashes, a byte order mark. */
const LEAD = /^(?:[\s"'`\\]|\xc2\xa0|\xc2[\xab\xbb]|\xef\xbb\xbf|\xe2\x80[\x8b\x98-\x9f])+/;
/** `v=spf`, also spelt with blanks, a colon or a doubled sign. */
const VERSION_BEGIN = /^v\s{0,3}[=:]{1,2}\s{0,3}["']?spf/i;
/** What may follow: `1`, `v1`, ` 1`, `10`, `1.0`, or the letter l or I for the digit. */
const VERSION_NUMBER = /^[\s._=-]?v?[\s._=-]?(?:[0-9]{1,2}(?:\.[0-9]{1,2})?(?![0-9.])|[lI](?=\s|$))/i;
const SEPARATORS = /^[\s;,:.=|"']+/;
/** Made only of what a version is made of: `spf1`, `v=sfp1`, `vspf1`, `v=1`. */
const VERSION_LIKE = /^[vspf=:1l."_-]{2,9}$/i;
const TERM = /^[+?~-]?(?:all|(?:include|exists|ip4|ip6):\S+|(?:a|mx|ptr)(?:[:/]\S+)?)$|^(?:redirect|exp)=\S+$/i;
/** Terms that hardly anything but SPF has. */
const TELLING_TERM =
  /^[+?~-]all$|^[+?~-]?(?:include|exists|a|mx|ptr):\S+\.\S|^[+?~-]?ip[46]:[0-9a-f]|^redirect=\S+\.\S/i;
const CANDIDATE = /[spf]{2,3}|all|include:|ip[46]:|redirect=|:/i;
const SENDER_ID = /^spf2\.[0-9]\//i;
/** Longer texts than this before `v=spf1` are no slip of the pen. */
const MAX_TEXT_BEFORE = 80;

/** Judges a joined text (one octet a character) that is not selected as SPF; undefined where it is something else. */
export function meantAsSpf(text: string): MeantAsSpf | undefined {
  if (!CANDIDATE.test(text) || isSenderId(text)) return undefined;
  const lead = LEAD.exec(text)?.[0].length ?? 0;
  const body = text.slice(lead, endWithoutQuotes(text));
  return withVersion(text, body, lead) ?? withTextBefore(body) ?? withMisspeltVersion(body) ?? withoutVersion(body);
}

/** Whether the text is a record of Sender ID (RFC 4406 §3.1), which shares its terms with SPF. */
export function isSenderId(text: string): boolean {
  return SENDER_ID.test(text);
}

function withVersion(text: string, body: string, lead: number): MeantAsSpf | undefined {
  const begin = VERSION_BEGIN.exec(body)?.[0].length;
  if (begin === undefined) return undefined;
  const end = begin + (VERSION_NUMBER.exec(body.slice(begin, begin + 12))?.[0].length ?? 0);
  const version = body.slice(0, end);
  const rest = body.slice(end);
  const exact = version.toLowerCase() === VERSION;
  const kind = !exact ? 'misspelt-version' : lead > 0 && /^(?: |$)/.test(rest) ? 'text-before' : 'text-after';
  const head = kind === 'text-before' ? text.slice(0, lead) : body.slice(0, firstBlank(body));
  return { kind, head, corrected: corrected(rest), sure: true };
}

/** `spf1 …`, `v=sfp1 …`: a first word that is nearly the version, before terms that only SPF has. */
function withMisspeltVersion(body: string): MeantAsSpf | undefined {
  const [first, ...rest] = wordsOf(body);
  if (first === undefined || !VERSION_LIKE.test(first) || !/[sf]p|ps|pf|=1$/i.test(first)) return undefined;
  const terms = VERSION_LIKE.test(rest[0] ?? '') && !TERM.test(rest[0]) ? rest.slice(1) : rest;
  if (!terms.some((word) => TELLING_TERM.test(word))) return undefined;
  return { kind: 'misspelt-version', head: first, corrected: corrected(` ${terms.join(' ')}`), sure: true };
}

/** `TXT "v=spf1 …`: something stands before the version, and nothing but terms follows it. */
function withTextBefore(body: string): MeantAsSpf | undefined {
  const at = body
    .slice(0, MAX_TEXT_BEFORE + VERSION.length)
    .toLowerCase()
    .indexOf(VERSION);
  if (at <= 0 || /[a-z0-9]/i.test(body[at - 1])) return undefined;
  const rest = body.slice(at + VERSION.length);
  if (!rest.startsWith(' ') || !isTermList(wordsOf(rest))) return undefined;
  return { kind: 'text-before', head: body.slice(0, at), corrected: corrected(rest), sure: true };
}

function withoutVersion(body: string): MeantAsSpf | undefined {
  const words = wordsOf(body);
  if (!isTermList(words)) return undefined;
  const sure = words.length > 1 || /^[+?~-]all$/i.test(words[0]);
  return { kind: 'no-version', head: words[0], corrected: corrected(` ${body}`), sure };
}

/** Nothing but SPF terms, one of them such as only SPF has. */
function isTermList(words: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => TERM.test(word)) && words.some((word) => TELLING_TERM.test(word));
}

function corrected(rest: string): string {
  // Commas delimit the parts of a macro as well (RFC 7208 §7.1).
  const separator = rest.includes('%{') ? /[\s;]+/ : /[\s;,]+/;
  const words = rest.replace(SEPARATORS, '').split(separator).filter(Boolean);
  return [VERSION, ...words].join(' ');
}

function wordsOf(text: string): string[] {
  return text.split(/[\s;]+/).filter(Boolean);
}

function firstBlank(text: string): number {
  const at = text.search(/\s/);
  return at < 0 ? text.length : at;
}

/** Where the text ends when closing quotation marks and blanks are left off. Backwards, so that it is linear. */
function endWithoutQuotes(text: string): number {
  let end = text.length;
  while (end > 0) {
    if (/[\s"'`\\]/.test(text[end - 1])) end--;
    else if (/^\xe2\x80[\x98-\x9f]$/.test(text.slice(end - 3, end))) end -= 3;
    else break;
  }
  return end;
}
