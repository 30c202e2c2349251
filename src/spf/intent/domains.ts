import { isIP } from 'node:net';
import { quoted } from '../../model/quoted.ts';
import { problem } from '../problem.ts';
import { partsOf, type Recogniser, trimmed } from './recognised.ts';

const TAKES_DOMAIN = /^(?:include|a|mx|ptr|exists|redirect|exp)$/i;
/** A domain name is not longer, and only in a short text the intent shows. */
const MAX_LENGTH = 300;

/** `include:192.0.2.1`, `a:192.0.2.0/24` */
export const addressAsDomain: Recogniser = (word) => {
  const { qualifier, name, separator, argument } = partsOf(word);
  if (!TAKES_DOMAIN.test(name) || separator === '' || separator === '/' || argument.length > MAX_LENGTH)
    return undefined;
  const slash = argument.indexOf('/');
  const address = trimmed(slash < 0 ? argument : argument.slice(0, slash), '[]');
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return undefined;
  const message = `${quoted(argument)} is an address; “${name}” takes a name`;
  const network = `${qualifier}ip${family}:${address}${slash < 0 ? '' : argument.slice(slash)}`;
  return {
    rewritten: separator === '=' ? undefined : network,
    problem: problem('bad-domain', message, 'ip4: or ip6: before an address'),
  };
};

/** Arguments that should be a domain name and show what was meant. */
export const domain: Recogniser = (word) => {
  const { qualifier, name, separator, argument } = partsOf(word);
  const lower = name.toLowerCase();
  if (!TAKES_DOMAIN.test(name) || (separator !== ':' && separator !== '=') || argument.length > MAX_LENGTH)
    return undefined;
  const head = `${qualifier}${name}${separator}`;
  if (argument === '') return { rewritten: /^(?:a|mx|ptr)$/.test(lower) ? `${qualifier}${name}` : undefined };

  const url = /^[a-z]+:\/\/(.*)$/i.exec(argument);
  if (url !== null) {
    const message = `${quoted(argument)} is a web address; “${name}” takes a domain name only`;
    return {
      rewritten: `${head}${url[1].split('/', 1)[0]}`,
      problem: problem('bad-domain', message, 'a full domain name'),
    };
  }
  const withPort = /^([^:]+):[0-9]{1,5}$/.exec(argument);
  if (withPort !== null) return { rewritten: `${head}${withPort[1]}` };
  const bare = trimmed(argument, '/<>()!"\'.');
  return bare !== '' && bare.length < argument.length && !bare.startsWith('%')
    ? { rewritten: `${head}${bare}` }
    : undefined;
};

/** `%(i)`, `%i`, `%{dr2}`, and a percent sign that stands for itself. */
export const macro: Recogniser = (word) => {
  if (!word.includes('%') || word.length > MAX_LENGTH) return undefined;
  const rewritten = word
    .replace(/%[([]([a-z][0-9]*r?[-.+,/_=]*)[)\]]/gi, '%{$1}')
    .replace(/%\{([slodiphv])r([1-9][0-9]*)([-.+,/_=]*)\}/gi, '%{$1$2r$3}')
    .replace(/%([slodiphv])(?=[.%]|$)/gi, '%{$1}')
    .replace(/(\})\.$/, '$1');
  return rewritten === word ? undefined : { rewritten };
};
