import { isIP } from 'node:net';
import { nearest } from '../../model/nearest.ts';
import { quoted } from '../../model/quoted.ts';
import { problem } from '../problem.ts';
import { MECHANISM_NAMES } from '../term.ts';
import { isMechanism, partsOf, type Recogniser, trimmed } from './recognised.ts';

const MODIFIER_NAMES = ['redirect', 'exp'];
const NAMES: readonly string[] = [...MECHANISM_NAMES, ...MODIFIER_NAMES];
const A_NAME = `one of ${MECHANISM_NAMES.join(', ')}`;

/** Words of other notations that are not near to any name. */
const SYNONYMS: Readonly<Record<string, string>> = {
  ip: 'ip4',
  ipv: 'ip4',
  ipv4: 'ip4',
  ipaddress: 'ip4',
  ipaddr: 'ip4',
  address: 'ip4',
  addr: 'ip4',
  v4: 'ip4',
  ipv6: 'ip6',
  v6: 'ip6',
  inc: 'include',
  spf: 'include',
  host: 'a',
  hostname: 'a',
  server: 'a',
  aaaa: 'a',
};
/** First labels of hosts rather than of mail domains. */
const HOST = /^(?:mail|smtp|mx|mta|relay|out|mailout|mailgate)[0-9-]*\./i;
/** The longest address in text with brackets and prefix length. */
const MAX_ADDRESS = 60;

/** `192.0.2.1`, `[192.0.2.1]`, `-2001:db8::/32` */
export const bareAddress: Recogniser = (word) => {
  if (word.length > MAX_ADDRESS) return undefined;
  const qualifier = /^[+?~-]/.exec(word)?.[0] ?? '';
  const body = word.slice(qualifier.length);
  const slash = body.indexOf('/');
  const address = trimmed(slash < 0 ? body : body.slice(0, slash), '[]');
  const family = isIP(address);
  if (family === 0) return undefined;
  const message = `${quoted(word)} is an address without “ip${family}:” before it`;
  const rewritten = `${qualifier}ip${family}:${address}${slash < 0 ? '' : body.slice(slash)}`;
  return { rewritten, problem: problem('bare-address', message, 'ip4: or ip6: before an address') };
};

/** `redirect:example.com` */
export const modifierAsMechanism: Recogniser = (word) => {
  const { qualifier, name, separator, argument } = partsOf(word);
  const lower = name.toLowerCase();
  if (!MODIFIER_NAMES.includes(lower) || separator === '/') return undefined;
  const expected = `“${lower}=” and a domain name`;
  if (separator === '') {
    return {
      rewritten: undefined,
      problem: problem('missing-argument', `${quoted(word)} lacks “=” and a domain name`, expected),
    };
  }
  const rewritten = `${name}=${argument}`;
  if (separator === ':') {
    const message = `${quoted(`${name}:`)} must be written with “=” in place of “:”`;
    return { rewritten, problem: problem('modifier-as-mechanism', message, expected) };
  }
  if (qualifier === '') return undefined;
  return { rewritten, problem: problem('qualifier-on-modifier', `“${lower}=” takes no sign before it`, expected) };
};

/** `-include=example.com`; without the sign it is a modifier that nobody knows (RFC 7208 §6). */
export const mechanismAsModifier: Recogniser = (word) => {
  const { qualifier, name, separator, argument } = partsOf(word);
  if (qualifier === '' || separator !== '=') return undefined;
  if (!isMechanism(name)) {
    const message = `${quoted(word)} has a sign before it, which a term with “=” cannot have`;
    return { rewritten: undefined, problem: problem('qualifier-on-modifier', message, A_NAME) };
  }
  const message = `${quoted(`${name}=`)} must be written with “:” in place of “=”`;
  return {
    rewritten: `${qualifier}${name}:${argument}`,
    problem: problem('mechanism-as-modifier', message, `“${name}:”`),
  };
};

/** `include_spf.example.net`, `ip4192.0.2.1`: the colon is missing. */
export const missingColon: Recogniser = (word) => {
  const match = /^([+?~-]?)(include|exists|redirect|ip4|ip6)([^:=/].*)$/is.exec(word);
  if (match === null) return undefined;
  const [, qualifier, name, rest] = match;
  const isNetwork = name.toLowerCase().startsWith('ip');
  const argument = /^[.;,-]/.test(rest) ? rest.slice(1) : rest;
  if (isNetwork ? isIP(argument.split('/', 1)[0]) === 0 : argument.includes(':') || !argument.includes('.'))
    return undefined;
  const separator = name.toLowerCase() === 'redirect' ? '=' : ':';
  const message = `The “${separator}” after “${name}” is missing in ${quoted(word)}`;
  return {
    rewritten: `${separator === '=' ? '' : qualifier}${name}${separator}${argument}`,
    problem: problem('missing-colon', message, `“${name}${separator}”`),
  };
};

/** `nclude:example.com`, `ipv4:192.0.2.1`, `mail:example.com` */
export const misspeltName: Recogniser = (word) => {
  const { qualifier, name, separator, argument } = partsOf(word);
  if (name === '' || isMechanism(name) || separator === '=') return undefined;
  const meant = meantName(name.toLowerCase(), argument);
  if (meant === undefined) return undefined;
  const isModifier = MODIFIER_NAMES.includes(meant);
  const rest = separator === '' ? '' : `${isModifier ? '=' : separator}${argument}`;
  const message =
    separator === ''
      ? `${quoted(word)} is nothing that SPF knows`
      : `${quoted(name)} in ${quoted(word)} is no mechanism of SPF`;
  return {
    rewritten: `${isModifier ? '' : qualifier}${meant}${rest}`,
    problem: problem('unknown-mechanism', message, A_NAME),
  };
};

/** `mail.example.com`: a name and nothing more. */
export const bareWord: Recogniser = (word) => {
  const { qualifier, name, separator } = partsOf(word);
  if (separator !== '' || isMechanism(name) || !/^[a-z0-9_][a-z0-9_-]*(?:\.[a-z0-9_-]+)+\.?$/i.test(name))
    return undefined;
  const message = `${quoted(word)} is only a name; SPF has to be told what to do with it`;
  const expected = `“include:${shown(name)}” to use its SPF record, or “a:${shown(name)}” for the addresses of a host`;
  const isRecord = /^_?spf[0-9]*[.-]/i.test(name);
  return {
    rewritten: isRecord ? `${qualifier}include:${name}` : undefined,
    problem: problem('bare-word', message, expected),
  };
};

function meantName(name: string, argument: string): string | undefined {
  const family = isIP(argument.length > MAX_ADDRESS ? '' : trimmed(argument.split('/', 1)[0], '[]'));
  if (name === 'mail' || name === 'smtp') return HOST.test(argument) ? 'a' : 'mx';
  const meant = Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : nearest(name, NAMES);
  // The address says which of two names that look alike is meant.
  return (meant === 'ip4' || meant === 'ip6') && family !== 0 ? `ip${family}` : meant;
}

/** Long names are cut where they are only an illustration. */
function shown(name: string): string {
  return name.length > MAX_ADDRESS ? '…' : name;
}
