/**
 * A rough look at the start of a file, to tell whether it is a zone file and of which zone. Reading it properly is the
 * reader's work and needs the zone's name, which is what is looked for here.
 */

/** One entry of a master file: a line, or several that parentheses hold together. */
export interface Entry {
  /** Whether the line begins with a blank, so that the owner is the one before. */
  readonly indented: boolean;
  /** Its first tokens, quotes taken off. */
  readonly tokens: readonly string[];
}

/** What an entry is in a zone file. */
export type Kind =
  | { readonly is: 'directive'; readonly name: string; readonly argument: string | undefined }
  | { readonly is: 'record'; readonly owner: string | undefined; readonly type: string }
  /** A line that a template engine will fill in. */
  | { readonly is: 'template' }
  | { readonly is: 'foreign' };

/** Octets of a file that are looked at. */
export const HEAD_OCTETS = 64 * 1024;

/** More tokens say nothing new: owner, TTL, class, type and the first fields of an SOA. */
const MAX_TOKENS = 8;

const TYPES = new Set(
  (
    'A AAAA AFSDB ALIAS ANAME APL CAA CDNSKEY CDS CERT CNAME CSYNC DNAME DNSKEY DS HINFO HTTPS LOC MX NAPTR NS NSEC ' +
    'NSEC3 NSEC3PARAM NULL OPENPGPKEY PTR RP RRSIG SMIMEA SOA SPF SRV SSHFP SVCB TLSA TXT URI WKS ZONEMD'
  ).split(' '),
);
const NAME_TYPES = new Set(['CNAME', 'DNAME', 'NS', 'PTR']);
const CLASSES = new Set(['IN', 'CH', 'HS', 'CS', 'CLASS1']);
const DIRECTIVES = new Set(['$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE']);

/** Quoted strings, comments, parentheses, line ends and words. */
const TOKEN = /"(?:[^"\\\n]|\\.|\\$)*(?:"|$|(?=\n))|;[^\n]*|[()]|\n|[^\s"();]+|[^\S\n]+|./gs;

/** The entries of text, comments and empty lines left out. */
export function* entries(text: string): Generator<Entry> {
  let tokens: string[] = [];
  let indented = false;
  let atStart = true;
  let depth = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '\n') {
      if (depth > 0) continue;
      if (tokens.length > 0) yield { indented, tokens };
      tokens = [];
      indented = false;
      atStart = true;
      continue;
    }
    if (atStart) indented = token.trim() === '';
    atStart = false;
    if (token === '(') depth++;
    else if (token === ')') depth = Math.max(0, depth - 1);
    else if (token.trim() !== '' && token[0] !== ';' && tokens.length < MAX_TOKENS) {
      tokens.push(token[0] === '"' ? token.replace(/^"|"$/g, '') : token);
    }
  }
  if (tokens.length > 0) yield { indented, tokens };
}

/** What an entry is. */
export function kindOf({ indented, tokens }: Entry): Kind {
  const first = tokens[0].toUpperCase();
  if (DIRECTIVES.has(first)) return { is: 'directive', name: first, argument: tokens[1] };
  if (/^(?:\{[{%#]|<%|@@)/.test(first)) return { is: 'template' };
  let at = indented ? 0 : 1;
  while (at < tokens.length && at < 3 && isTtlOrClass(tokens[at])) at++;
  const type = (tokens[at] ?? '').toUpperCase();
  if (!TYPES.has(type) && !/^TYPE\d{1,5}$/.test(type)) return { is: 'foreign' };
  return isDataOf(type, tokens.slice(at + 1))
    ? { is: 'record', owner: indented ? undefined : tokens[0], type }
    : { is: 'foreign' };
}

function isTtlOrClass(token: string): boolean {
  return CLASSES.has(token.toUpperCase()) || /^\d[\dsmhdw]*$/i.test(token) || /^\{\{.*\}\}$/.test(token);
}

/** Whether words look like the data of a type, so that prose and source code that name a type are told apart. */
function isDataOf(type: string, data: readonly string[]): boolean {
  if (data.length === 0) return false;
  if (data[0] === '\\#' || /\{\{|<%|@@|\$\{/.test(data[0])) return true;
  if (type === 'A') return /^[\d.$]+$/.test(data[0]) && data.length === 1;
  if (type === 'AAAA') return /^[\da-f:.$]*:[\da-f:.$]*$/i.test(data[0]) && data.length === 1;
  if (type === 'MX') return /^\d+$/.test(data[0]) && data.length === 2;
  if (type === 'SOA') return /^[\d{@$<%]/.test(data[2] ?? '');
  if (NAME_TYPES.has(type)) return data.length === 1 && /^(?:\S*[\w.*@$}-])$/.test(data[0]) && !/[=:,]/.test(data[0]);
  return true;
}

/** The text of a file's first octets, one octet a character, without the line that is cut off. */
export function headText(head: Uint8Array): string {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  const whole = head.length < HEAD_OCTETS ? text : text.slice(0, text.lastIndexOf('\n') + 1) || text;
  return whole.replace(/\r\n?/g, '\n');
}
