import { quoted } from '../model/quoted.ts';
import { type Problem, problem } from './problem.ts';

/** RFC 7208 §12: no leading zeros, and never an empty number. */
const NUMBER = /^(?:0|[1-9][0-9]{0,2})$/;
const MAX_PREFIX_4 = 32;
const MAX_PREFIX_6 = 128;

/** The dual-cidr-length at the end of an `a` or `mx` (§5.3): `/24`, `//64` or `/24//64`, and what stands before. */
export function splitPrefixes(rest: string): { before: string; four: string | undefined; six: string | undefined } {
  let end = startOfNumber(rest, rest.length);
  let six: string | undefined;
  let before = rest;
  if (end < rest.length && rest.endsWith('//', end)) {
    six = rest.slice(end);
    before = rest.slice(0, end - 2);
    end = startOfNumber(before, before.length);
  }
  if (end === before.length || before[end - 1] !== '/') return { before, four: undefined, six };
  return { before: before.slice(0, end - 1), four: before.slice(end), six };
}

/** The number of an ip4-cidr-length. */
export function parsePrefix4(text: string): number | Problem {
  return parsePrefix(text, MAX_PREFIX_4, 'an IPv4');
}

/** The number of an ip6-cidr-length. */
export function parsePrefix6(text: string): number | Problem {
  return parsePrefix(text, MAX_PREFIX_6, 'an IPv6');
}

function parsePrefix(text: string, max: number, kind: string): number | Problem {
  if (NUMBER.test(text) && Number(text) <= max) return Number(text);
  const expected = `${kind} prefix length, a number from 0 to ${max}`;
  if (text === '') return problem('bad-prefix-length', 'The number after “/” is missing', expected);
  const leadingZeros = /^0+[0-9]/.test(text);
  const message = leadingZeros
    ? `The prefix length ${quoted(text)} begins with a zero`
    : `${quoted(text)} is not ${kind} prefix length`;
  return problem('bad-prefix-length', message, expected);
}

/** Where the digits at the end of a text begin. */
function startOfNumber(text: string, end: number): number {
  let at = end;
  while (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') at--;
  return at;
}
