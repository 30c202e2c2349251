import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { MAX_NAME_LENGTH } from '../model/name.ts';
import { LEVEL_WORDS } from './policy.ts';
import type { WordShape } from './shape.ts';

/** Underscores for names such as `_spf`, slashes for the reverse zones of RFC 2317. */
const NAME = '[A-Za-z0-9_/-]{1,63}(\\.[A-Za-z0-9_/-]{1,63})*\\.?';
const ADDRESS_BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

export const LEVEL: WordShape = { kind: 'word', what: 'a level', words: LEVEL_WORDS };

/** A rule's id. */
export function ruleWord(rules: readonly string[]): WordShape {
  return { kind: 'word', what: 'a rule', words: rules };
}

export const DOMAIN_PATTERN: WordShape = {
  kind: 'word',
  what: 'a domain',
  pattern: `^(\\*|(\\*\\.)?${NAME})$`,
  check: checkName,
  suggest: suggestName,
  example: '*.example.com',
};

export const ZONE: WordShape = {
  kind: 'word',
  what: 'a zone',
  pattern: `^${NAME}$`,
  check: checkName,
  suggest: suggestName,
  example: 'example.com',
};

export const HOST: WordShape = {
  kind: 'word',
  what: 'a host name',
  pattern: `^${NAME}$`,
  check: checkHost,
  suggest: suggestName,
  example: 'mail.example.com',
};

export const HOST_PATTERN: WordShape = { ...DOMAIN_PATTERN, what: 'a host name', check: checkHost };

export const NETWORK: WordShape = {
  kind: 'word',
  what: 'a network',
  pattern: '^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$',
  check: checkNetwork,
  example: '203.0.113.0/28',
};

export const GLOB: WordShape = { kind: 'word', what: 'a path', pattern: '^[^/]', check: checkPath, example: 'dns/**' };

export const TEXT: WordShape = { kind: 'word', what: 'a text', pattern: '\\S', example: 'moves in January' };

export const SUBJECT: WordShape = {
  kind: 'word',
  what: 'a name or an address',
  pattern: '^\\S+$',
  example: 'mail.example.com',
};

export const DATE: WordShape = {
  kind: 'word',
  what: 'a date',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  check: (text) => (isDate(text) ? undefined : 'there is no such day'),
  suggest: suggestDate,
  example: '2027-01-31',
};

export const ENVIRONMENT_NAME: WordShape = {
  kind: 'word',
  what: 'the name of an environment variable',
  pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
  example: 'SPAMHAUS_DQS_KEY',
};

function checkName(text: string): string | undefined {
  return text.length > MAX_NAME_LENGTH + 1 ? `a name has at most ${MAX_NAME_LENGTH} characters` : undefined;
}

function checkHost(text: string): string | undefined {
  return isIP(text) === 0 ? checkName(text) : 'it is an address; a host has a name';
}

function checkNetwork(text: string): string | undefined {
  const [address, prefix] = text.split('/');
  const family = isIP(address);
  if (family === 0) return 'it is neither an IPv4 nor an IPv6 address';
  const bits = ADDRESS_BITS[family];
  return prefix !== undefined && Number(prefix) > bits ? `its prefix length is above ${bits}` : undefined;
}

function checkPath(text: string): string | undefined {
  return text.split('/').includes('..') ? 'it leaves the repository' : undefined;
}

/** A name with characters of other scripts as DNS has it, or a URL or mailbox reduced to its name. */
function suggestName(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^[a-z]{1,10}:\/\//i, '')
    .replace(/^.*@/, '')
    .replace(/\/.*$/, '');
  const star = bare.startsWith('*.') ? '*.' : '';
  const name = domainToASCII(bare.slice(star.length));
  return name === '' || !new RegExp(`^${NAME}$`).test(name) || star + name === text ? undefined : star + name;
}

/** `2027-1-31`, `2027/01/31`, `31.1.2027` and a day with a time, as a date. */
function suggestDate(text: string): string | undefined {
  const [year, month, day] =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text)?.slice(1) ??
    /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)?.slice(1).reverse() ??
    [];
  if (year === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : undefined;
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
