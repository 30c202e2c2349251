import type { FileProblem } from '../../model/file-problem.ts';
import type { Fix } from '../../model/finding.ts';
import { MAX_STRING, quoted } from '../../model/quoted.ts';
import { BACKSLASH, escapeLength, octetText, QUOTE, SPACE } from './octets.ts';
import { unescaped } from './rdata/values.ts';
import { INSIDE } from './rdata/wire.ts';
import { lineEnd, QUOTED, Scanner, WORD } from './scanner.ts';
import type { TextSpan } from './text-place.ts';
import { placeIn, type Source } from './zone-record.ts';

/** How policy texts begin that a lost blank or a lost rest makes useless. */
const POLICY = /^v=(?:(spf1)|spf2\.0|DMARC1|DKIM1|STSv1|TLSRPTv1|BIMI1)(?=[\s;]|$)/i;
/** What follows a version tag in the policies that are lists of tags (RFC 6376 §3.2). */
const TAG_LIST = /^[\s;]*[a-z][a-z0-9_]*\s*=/i;
/** Longer texts are no policy; a fix for one would be longer than anybody reads. */
const LONGEST_POLICY = 8_192;

const UTF8_CONTINUATION = 0x80;
/** RFC 3629 §3 */
const LONGEST_UTF8 = 4;

interface Token extends TextSpan {
  readonly quoted: boolean;
}

/** A policy text without quotes, of which blanks or a semicolon make something else; undefined for other texts. */
export function unquotedText(source: Source, value: TextSpan, subject: string): FileProblem | undefined {
  const { bytes } = source;
  if (value.end - value.start > LONGEST_POLICY) return undefined;
  const tokens = tokensOf(bytes, value);
  const [first] = tokens;
  if (first === undefined || first.quoted) return undefined;
  const version = POLICY.exec(unescaped(bytes, first.start, first.end));
  if (version === null) return undefined;
  const comment = commentAfter(bytes, tokens[tokens.length - 1].end);
  const isCut = comment !== undefined && isPartOfPolicy(bytes, tokens, comment);
  const losesBlank = tokens.some((token, i) => i > 0 && losesBlankBefore(bytes, tokens[i - 1], token));
  if (!isCut && !losesBlank) return undefined;

  const end = isCut ? comment.end : value.end;
  const written = isCut ? octetText(bytes, value.start, end) : tokens.map((token) => tokenText(bytes, token)).join(' ');
  const joined = tokens.map((token) => unescaped(bytes, token.start, token.end)).join('');
  const place = placeIn(source, value.start, end);
  const isSpf = version[1] !== undefined;
  // Terms of SPF stand between blanks; who knows lists of tags writes semicolons.
  const text = isSpf ? written.replace(/[\s;]+/g, ' ').trim() : written;
  return {
    rule: 'txt-unquoted',
    place,
    subject,
    severity: isCut || isSpf ? 'error' : 'warning',
    message: `The TXT record of “${subject}” has no quotes around its text, so it is published as ${quoted(joined)}: ${
      isCut ? 'everything after the semicolon is taken for a comment' : 'the blanks between the words are lost'
    }.`,
    advice: `Put double quotes around the whole text: ${quoted(asString(text))}.`,
    fix:
      source.directive === undefined
        ? { description: 'Put the text in quotes', edits: [{ place, text: utf8(asString(text)) }] }
        : undefined,
  };
}

/** A character-string of more than 255 octets (RFC 1035 §3.3). */
export function longStrings(source: Source, value: TextSpan, subject: string): FileProblem[] {
  const { bytes } = source;
  return tokensOf(bytes, value).flatMap((token) => {
    const pieces = splitString(bytes, token);
    if (pieces.length < 2) return [];
    const [start, end] = token.quoted ? [token.start - 1, token.end + 1] : [token.start, token.end];
    const place = placeIn(source, start, end);
    const text = pieces.map((piece) => `"${token.quoted ? piece : piece.replaceAll('"', '\\"')}"`).join(' ');
    const octets = unescaped(bytes, token.start, token.end).length;
    const fix: Fix = {
      description: `Split the text into strings of at most ${MAX_STRING} octets`,
      edits: [{ place, text: utf8(text) }],
    };
    return [
      {
        rule: 'txt-string-too-long',
        place,
        subject,
        message: `A text of “${subject}” has ${octets} octets, but one string of a TXT record holds at most ${MAX_STRING}: name servers refuse the whole zone.`,
        advice: `Split it into several quoted strings of at most ${MAX_STRING} octets with a blank between them; receivers join them without the blank.`,
        fix: source.directive === undefined ? fix : undefined,
      } satisfies FileProblem,
    ];
  });
}

function tokensOf(bytes: Uint8Array, { start, end }: TextSpan): Token[] {
  const scanner = new Scanner(bytes.subarray(start, end));
  scanner.depth = INSIDE;
  const tokens: Token[] = [];
  for (let kind = scanner.next(); kind === WORD || kind === QUOTED; kind = scanner.next()) {
    tokens.push({ start: start + scanner.start, end: start + scanner.end, quoted: kind === QUOTED });
  }
  return tokens;
}

/** The comment that stands on the same line after a token, up to its last octet that is no blank. */
function commentAfter(bytes: Uint8Array, from: number): TextSpan | undefined {
  let end = lineEnd(bytes, from);
  while (end > from && bytes[end - 1] <= SPACE) end--;
  const rest = octetText(bytes, from, Math.min(end, from + LONGEST_POLICY));
  const blanks = /^[ \t]*;/.exec(rest);
  return blanks === null ? undefined : { start: from + blanks[0].length - 1, end };
}

/** Whether a comment was meant as the rest of the text: it touches the text, or goes on like a list of tags. */
function isPartOfPolicy(bytes: Uint8Array, tokens: readonly Token[], comment: TextSpan): boolean {
  const last = tokens[tokens.length - 1];
  if (last.quoted || comment.end - comment.start > LONGEST_POLICY) return false;
  const rest = octetText(bytes, comment.start + 1, comment.end);
  return TAG_LIST.test(rest) || (comment.start === last.end && rest.trim() !== '' && tokens.length === 1);
}

/** Whether two strings side by side had a blank between them that is in neither of them. */
function losesBlankBefore(bytes: Uint8Array, before: Token, after: Token): boolean {
  if (before.quoted && after.quoted) return false;
  return bytes[before.end - 1] !== SPACE && bytes[after.start] !== SPACE;
}

function tokenText(bytes: Uint8Array, token: Token): string {
  return octetText(bytes, token.start, token.end);
}

/** Text of a file in quotes; what is escaped stays so, and quotes that are not are taken out. */
function asString(text: string): string {
  return `"${text.replace(/\\(.)|"/gs, (written, octet) => (octet === undefined ? '' : octet === ';' ? ';' : written))}"`;
}

/** The written text of a string, cut so that each piece stands for at most 255 octets and no character is torn. */
function splitString(bytes: Uint8Array, { start, end }: Token): string[] {
  const pieces: string[] = [];
  let from = start;
  let count = 0;
  /** Where the last whole character began, and how many octets of the piece lie before it. */
  let cut = start;
  let before = 0;
  for (let i = start; i < end; count++) {
    if ((bytes[i] & 0xc0) !== UTF8_CONTINUATION) {
      cut = i;
      before = count;
    }
    if (count === MAX_STRING) {
      // Octets that are no UTF-8 may have no boundary.
      const isBoundary = count - before < LONGEST_UTF8;
      const at = isBoundary ? cut : i;
      pieces.push(octetText(bytes, from, at));
      count = isBoundary ? count - before : 0;
      from = at;
      before = 0;
      cut = at;
    }
    i += bytes[i] === BACKSLASH ? Math.max(1, escapeLength(bytes, i, end)) : 1;
  }
  pieces.push(octetText(bytes, from, end));
  return pieces;
}

/** Octets of a file as the text of an edit. */
function utf8(octets: string): string {
  return Buffer.from(octets, 'latin1').toString('utf8');
}

/** Whether data begins so that it can be a policy text without quotes; most data is told apart by two octets. */
export function beginsLikePolicy(bytes: Uint8Array, start: number): boolean {
  return (bytes[start] | 0x20) === 0x76 && bytes[start + 1] === 0x3d && bytes[start - 1] !== QUOTE;
}
