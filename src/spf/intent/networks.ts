import { isIP } from 'node:net';
import { parseIpv4 } from '../../model/address.ts';
import { quoted } from '../../model/quoted.ts';
import { problem } from '../problem.ts';
import { partsOf, type Recognised, type Recogniser, trimmed } from './recognised.ts';

const DOMAIN = /^[a-z0-9_][a-z0-9_-]*(?:\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*\.?$/i;
/** Prefix lengths from here on are hardly meant for IPv4. */
const LEAST_IPV6_PREFIX = 40;
/** The longest text of an address and what may stand around it. */
const MAX_LENGTH = 300;

/** Arguments of `ip4` and `ip6` that show what was meant. */
export const network: Recogniser = (word) => {
  const { qualifier, name, separator, argument } = partsOf(word);
  if (!/^ip[46]$/i.test(name) || separator !== ':' || argument.length > MAX_LENGTH) return undefined;
  const slash = argument.indexOf('/');
  const address = slash < 0 ? argument : argument.slice(0, slash);
  const prefix = slash < 0 ? '' : argument.slice(slash);
  const family = isIP(address);
  if (family !== 0 && !address.includes('%')) {
    if (`ip${family}` !== name.toLowerCase()) return { rewritten: `${qualifier}ip${family}:${argument}` };
    return { rewritten: mendedPrefix(prefix, family, (mended) => `${qualifier}${name}:${address}${mended}`) };
  }
  if (DOMAIN.test(address) && parseIpv4(address) === undefined) {
    const message = `${quoted(address)} is a name; “${name}” takes addresses only`;
    return {
      rewritten: `${qualifier}a:${argument}`,
      problem: problem('bad-address', message, '“a:” before the name of a host'),
    };
  }
  const mended = mendedAddress(address, prefix);
  return { rewritten: mended === undefined ? undefined : `${qualifier}${name}:${mended}` };
};

/** `a/24/64`, `mx/024`, `a/64` */
export const dualPrefix: Recogniser = (word) => {
  const match = /^([+?~-]?(?:a|mx)(?::[^/]*)?)\/([0-9]*)(?:(\/+)([0-9]*))?$/i.exec(word);
  if (match === null) return undefined;
  const [, head, first, slashes, second] = match;
  if (slashes !== undefined) {
    const four = first === '' ? '' : `/${withoutZeros(first)}`;
    return { rewritten: second === '' ? `${head}${four}` : `${head}${four}//${withoutZeros(second)}` };
  }
  if (first === '') return { rewritten: head };
  const isSix = Number(first) >= LEAST_IPV6_PREFIX;
  return { rewritten: `${head}${isSix ? '//' : '/'}${withoutZeros(first)}` };
};

/** `include:example.com/24` */
export const prefixOnDomain: Recogniser = (word): Recognised | undefined => {
  const match = /^([+?~-]?(?:include|exists|ptr)(?::[^/]*)?)\/+[0-9]*$/i.exec(word);
  return match === null ? undefined : { rewritten: match[1] };
};

/** `/024`, `//24`, `/255.255.255.0`; a number that is missing or too large says nothing. */
function mendedPrefix(prefix: string, family: number, put: (prefix: string) => string): string | undefined {
  const number = /^\/+([0-9]{1,3})[.;,]?$/.exec(prefix)?.[1];
  if (number !== undefined) return put(`/${withoutZeros(number)}`);
  const bits = family === 4 && prefix.startsWith('/') ? bitsOfMask(prefix.slice(1)) : undefined;
  return bits === undefined ? undefined : put(`/${bits}`);
}

function mendedAddress(address: string, prefix: string): string | undefined {
  const bare = trimmed(address, '[]()<>.');
  if (bare !== address && isIP(bare) !== 0) return `${bare}${prefix}`;
  // `ip4::192.0.2.1` and `ip6:[2001:db8::1]:25`
  if (address.startsWith(':') && isIP(address.slice(1)) !== 0) return `${address.slice(1)}${prefix}`;
  const withPort = /^(?:\[(.*)\]|([0-9.]+)):[0-9]{1,5}$/.exec(address);
  const host = withPort?.[1] ?? withPort?.[2];
  if (host !== undefined && isIP(host) !== 0 && prefix === '') return host;
  if (/^[0-9.]+$/.test(address)) {
    const decimal = address.split('.').map(withoutZeros).join('.');
    if (isIP(decimal) === 4) return `${decimal}${prefix}`;
  }
  return prefix === '' ? wildcard(address) : undefined;
}

/** `192.0.2.*` */
function wildcard(address: string): string | undefined {
  const octets = address.split('.');
  const fixed = octets.indexOf('*');
  if (octets.length !== 4 || fixed < 1 || octets.slice(fixed).some((octet) => octet !== '*')) return undefined;
  return `${octets.map((octet) => (octet === '*' ? '0' : octet)).join('.')}/${fixed * 8}`;
}

/** The prefix length of a netmask without holes. */
function bitsOfMask(text: string): number | undefined {
  const mask = parseIpv4(text);
  if (mask === undefined) return undefined;
  const digits = mask.value.toString(2).padStart(32, '0');
  return /^1*0*$/.test(digits) ? digits.lastIndexOf('1') + 1 : undefined;
}

function withoutZeros(number: string): string {
  return number.replace(/^0+(?=[0-9])/, '');
}
