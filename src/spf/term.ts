import { isIPv4, isIPv6 } from 'node:net';
import { parseAddress } from '../model/address.ts';
import { rangeAround } from '../model/address-set.ts';
import { quoted } from '../model/quoted.ts';
import { parseDomainSpec, parseMacroString } from './macro-string.ts';
import { parsePrefix4, parsePrefix6, splitPrefixes } from './prefix-length.ts';
import { isProblem, type Parsed, type Problem, problem } from './problem.ts';
import type { MacroString, Mechanism, MechanismName, Modifier, Qualifier, Term } from './record.ts';

/** RFC 7208 §4.6.1: in the order in which messages name them. */
export const MECHANISM_NAMES: readonly MechanismName[] = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'];

const QUALIFIERS = '+-~?';
/** §12: the name of a modifier, and the sign that makes it one. */
const MODIFIER = /^([a-z][a-z0-9_.-]*)=/i;
const NOT_VISIBLE = /[^\x21-\x7e]/;

const A_MECHANISM = `one of ${MECHANISM_NAMES.join(', ')}`;
const A_DOMAIN = 'a full domain name such as mail.example.com';

/** Reads one term, a run of characters without spaces that begins at offset `start` of the record: RFC 7208 §4.6.1. */
export function parseTerm(source: string, start: number): Parsed<Term> {
  if (NOT_VISIBLE.test(source)) return notVisible(source);
  const modifier = MODIFIER.exec(source);
  if (modifier !== null) return parseModifier(source, start, modifier[1]);
  const qualifier = QUALIFIERS.includes(source[0]) ? (source[0] as Qualifier) : undefined;
  const nameStart = qualifier === undefined ? 0 : 1;
  const nameEnd = endOfName(source, nameStart);
  const name = source.slice(nameStart, nameEnd).toLowerCase() as MechanismName;
  if (!MECHANISM_NAMES.includes(name)) return unknownMechanism(source, source.slice(nameStart, nameEnd));
  const term: Draft = {
    kind: 'mechanism',
    name,
    qualifier: qualifier ?? '+',
    source,
    start,
    end: start + source.length,
  };
  return parseArgument(term, source.slice(nameEnd), start + nameEnd);
}

/** §6: `redirect` and `exp` take a domain, every other modifier any macro-string. */
function parseModifier(source: string, start: number, written: string): Parsed<Modifier> {
  const name = written.toLowerCase();
  const valueStart = written.length + 1;
  const takesDomain = name === 'redirect' || name === 'exp';
  const text = source.slice(valueStart);
  if (takesDomain && text === '') return missing(source, 'a domain name', `${name}=`);
  const parse = takesDomain ? parseDomainSpec : parseMacroString;
  const value = parse(text, start + valueStart);
  if (isProblem(value)) return value;
  return { kind: 'modifier', name, source, start, end: start + source.length, value };
}

/** A mechanism while it is read; its fields are set as they become known, for copies would cost more than the reading. */
type Draft = { -readonly [K in keyof Mechanism]: Mechanism[K] };

/** What follows a mechanism's name: nothing, `:` and an argument, `/` and a prefix length. */
function parseArgument(term: Draft, rest: string, start: number): Parsed<Mechanism> {
  switch (term.name) {
    case 'all':
      return rest === '' ? term : unexpected(term.source, rest);
    case 'include':
    case 'exists':
      return withDomain(term, rest, start, true);
    case 'ptr':
      return withDomain(term, rest, start, false);
    case 'a':
    case 'mx':
      return withDomainAndPrefixes(term, rest, start);
    case 'ip4':
    case 'ip6':
      return withNetwork(term, rest);
  }
}

/** §5.2, §5.5, §5.7 */
function withDomain(term: Draft, rest: string, start: number, isRequired: boolean): Parsed<Mechanism> {
  if (rest === '' && !isRequired) return term;
  const noPrefix = /\/[0-9]*$/.exec(rest);
  const parsed = domainOf(term, rest, start);
  if (isProblem(parsed)) {
    if (noPrefix === null) return parsed;
    return problem('prefix-not-allowed', `${quoted(term.source)}: “${term.name}” takes no prefix length`, A_DOMAIN);
  }
  term.domain = parsed;
  return term;
}

/** §5.3, §5.4 */
function withDomainAndPrefixes(term: Draft, rest: string, start: number): Parsed<Mechanism> {
  const { before, four, six } = splitPrefixes(rest);
  const domain = before === '' ? undefined : domainOf(term, before, start);
  if (domain !== undefined && isProblem(domain)) {
    const isPrefix = before.startsWith('/') || /\/[0-9]*$/.test(before);
    return isPrefix ? badPrefixes(term.source) : domain;
  }
  const prefix4 = four === undefined ? 32 : parsePrefix4(four);
  const prefix6 = six === undefined ? 128 : parsePrefix6(six);
  if (typeof prefix4 !== 'number') return prefix4;
  if (typeof prefix6 !== 'number') return prefix6;
  if (domain !== undefined) term.domain = domain;
  term.prefix4 = prefix4;
  term.prefix6 = prefix6;
  return term;
}

/** §5.6 */
function withNetwork(term: Draft, rest: string): Parsed<Mechanism> {
  const isFour = term.name === 'ip4';
  const kind = isFour ? 'an IPv4 address' : 'an IPv6 address';
  const expected = `${kind} such as ${isFour ? '192.0.2.1' : '2001:db8::1'}`;
  if (!rest.startsWith(':') || rest.length === 1) return missing(term.source, kind, `${term.name}:`);
  const slash = rest.indexOf('/');
  const address = rest.slice(1, slash < 0 ? undefined : slash);
  const family = familyOf(address);
  if (family !== undefined && family !== term.name) {
    return problem('wrong-family', `${quoted(address)} is not ${kind}, which “${term.name}” takes`, expected);
  }
  if (family === undefined) {
    return problem('bad-address', `${quoted(address)} is not ${kind}`, expected);
  }
  const prefix = slash < 0 ? (isFour ? 32 : 128) : (isFour ? parsePrefix4 : parsePrefix6)(rest.slice(slash + 1));
  if (typeof prefix !== 'number') return prefix;
  term.address = address;
  term.range = rangeAround(parseAddress(address)!, prefix);
  if (isFour) term.prefix4 = prefix;
  else term.prefix6 = prefix;
  return term;
}

/** §5.6: a dotted quad without leading zeros, or any text form of RFC 4291 §2.2; a zone index is none of it. */
function familyOf(address: string): 'ip4' | 'ip6' | undefined {
  if (isIPv4(address)) return 'ip4';
  return isIPv6(address) && !address.includes('%') ? 'ip6' : undefined;
}

function domainOf({ source, name }: Draft, rest: string, start: number): Parsed<MacroString> {
  if (!rest.startsWith(':') || rest.length === 1) {
    return rest === '' || rest === ':' ? missing(source, 'a domain name', `${name}:`) : unexpected(source, rest);
  }
  return parseDomainSpec(rest.slice(1), start + 1);
}

/** §4.6.1: a mechanism's name ends at the first `:` or `/`. */
function endOfName(source: string, start: number): number {
  for (let at = start; at < source.length; at++) if (source[at] === ':' || source[at] === '/') return at;
  return source.length;
}

function notVisible(source: string): Problem {
  const at = source.search(NOT_VISIBLE);
  if (source.charCodeAt(at) < 0x80) {
    return problem(
      'control-character',
      `${quoted(source)} holds a character that does not print`,
      'terms with spaces between them',
    );
  }
  return problem(
    'non-ascii',
    `${quoted(source)} holds a character beyond plain ASCII`,
    'letters, digits and signs of plain ASCII',
  );
}

function unknownMechanism(source: string, name: string): Problem {
  const message =
    name === source || name === ''
      ? `${quoted(source)} is nothing that SPF knows`
      : `${quoted(name)} in ${quoted(source)} is no mechanism of SPF`;
  return problem('unknown-mechanism', message, A_MECHANISM);
}

function missing(source: string, what: string, head: string): Problem {
  return problem('missing-argument', `${quoted(source)} lacks ${what}`, `“${head}” and ${what}`);
}

function unexpected(source: string, rest: string): Problem {
  return problem(
    'unexpected-argument',
    `${quoted(rest)} in ${quoted(source)} does not belong there`,
    'the end of the term',
  );
}

function badPrefixes(source: string): Problem {
  const expected = '“/24” for IPv4, “//64” for IPv6, or “/24//64” for both';
  return problem('bad-prefix-length', `${quoted(source)} has prefix lengths that cannot be read`, expected);
}
