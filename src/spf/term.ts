import { parseIpv4, parseIpv6 } from '../model/address.ts';
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
  const shared = {
    kind: 'mechanism',
    name,
    qualifier: qualifier ?? '+',
    source,
    start,
    end: start + source.length,
  } as const;
  return parseArgument(shared, source.slice(nameEnd), start + nameEnd);
}

/** §6: `redirect` and `exp` take a domain, every other modifier any macro-string. */
function parseModifier(source: string, start: number, written: string): Parsed<Modifier> {
  const name = written.toLowerCase();
  const valueStart = written.length + 1;
  const takesDomain = name === 'redirect' || name === 'exp';
  const text = source.slice(valueStart);
  if (takesDomain && text === '') return missing(source, 'a domain name');
  const parse = takesDomain ? parseDomainSpec : parseMacroString;
  const value = parse(text, start + valueStart);
  if (isProblem(value)) return value;
  return { kind: 'modifier', name, source, start, end: start + source.length, value };
}

type Shared = Pick<Mechanism, 'kind' | 'name' | 'qualifier' | 'source' | 'start' | 'end'>;

/** What follows a mechanism's name: nothing, `:` and an argument, `/` and a prefix length. */
function parseArgument(shared: Shared, rest: string, start: number): Parsed<Mechanism> {
  switch (shared.name) {
    case 'all':
      return rest === '' ? shared : unexpected(shared.source, rest);
    case 'include':
    case 'exists':
      return withDomain(shared, rest, start, true);
    case 'ptr':
      return withDomain(shared, rest, start, false);
    case 'a':
    case 'mx':
      return withDomainAndPrefixes(shared, rest, start);
    case 'ip4':
    case 'ip6':
      return withNetwork(shared, rest);
  }
}

/** §5.2, §5.5, §5.7 */
function withDomain(shared: Shared, rest: string, start: number, isRequired: boolean): Parsed<Mechanism> {
  if (rest === '' && !isRequired) return shared;
  const noPrefix = /\/[0-9]*$/.exec(rest);
  const parsed = domainOf(shared, rest, start);
  if (isProblem(parsed)) {
    if (noPrefix === null) return parsed;
    return problem('prefix-not-allowed', `${quoted(shared.source)}: “${shared.name}” takes no prefix length`, A_DOMAIN);
  }
  return { ...shared, domain: parsed };
}

/** §5.3, §5.4 */
function withDomainAndPrefixes(shared: Shared, rest: string, start: number): Parsed<Mechanism> {
  const { before, four, six } = splitPrefixes(rest);
  const domain = before === '' ? undefined : domainOf(shared, before, start);
  if (domain !== undefined && isProblem(domain)) {
    const isPrefix = before.startsWith('/') || /\/[0-9]*$/.test(before);
    return isPrefix ? badPrefixes(shared.source) : domain;
  }
  const prefix4 = four === undefined ? 32 : parsePrefix4(four);
  const prefix6 = six === undefined ? 128 : parsePrefix6(six);
  if (typeof prefix4 !== 'number') return prefix4;
  if (typeof prefix6 !== 'number') return prefix6;
  return domain === undefined ? { ...shared, prefix4, prefix6 } : { ...shared, domain, prefix4, prefix6 };
}

/** §5.6 */
function withNetwork(shared: Shared, rest: string): Parsed<Mechanism> {
  const isFour = shared.name === 'ip4';
  const kind = isFour ? 'an IPv4 address such as 192.0.2.1' : 'an IPv6 address such as 2001:db8::1';
  if (!rest.startsWith(':') || rest.length === 1) return missing(shared.source, kind);
  const slash = rest.indexOf('/');
  const address = rest.slice(1, slash < 0 ? undefined : slash);
  const other = isFour ? parseIpv6(address) : parseIpv4(address);
  if (other !== undefined) {
    return problem(
      'wrong-family',
      `${quoted(address)} is no ${isFour ? 'IPv4' : 'IPv6'} address, which “${shared.name}” takes`,
      kind,
    );
  }
  if ((isFour ? parseIpv4(address) : parseIpv6(address)) === undefined) {
    return problem('bad-address', `${quoted(address)} is not ${isFour ? 'an IPv4' : 'an IPv6'} address`, kind);
  }
  if (slash < 0) return isFour ? { ...shared, address, prefix4: 32 } : { ...shared, address, prefix6: 128 };
  const prefix = (isFour ? parsePrefix4 : parsePrefix6)(rest.slice(slash + 1));
  if (typeof prefix !== 'number') return prefix;
  return isFour ? { ...shared, address, prefix4: prefix } : { ...shared, address, prefix6: prefix };
}

function domainOf({ source, name }: Shared, rest: string, start: number): Parsed<MacroString> {
  if (!rest.startsWith(':') || rest.length === 1) {
    return rest === '' || rest === ':' ? missing(source, `a domain name after “${name}:”`) : unexpected(source, rest);
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

function missing(source: string, expected: string): Problem {
  return problem('missing-argument', `${quoted(source)} does not say what it is about`, expected);
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
