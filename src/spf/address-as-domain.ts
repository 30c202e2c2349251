import { isIP } from 'node:net';
import type { Span } from './record.ts';

/** A term that names an address where a domain belongs: `a:192.0.2.1` (RFC 7208 §5.3; §7.1, toplabel). */
export interface AddressAsDomain extends Span {
  /** `a`, `include`, … or `redirect`, in lower case. */
  readonly name: string;
  readonly address: string;
  /** The term that says what was meant; undefined for `redirect` and `exp`, which take no address in any form. */
  readonly corrected: string | undefined;
}

const TERM = /^([+?~-]?)(a|mx|ptr|include|exists|redirect|exp)[:=]\[?([0-9a-f:.]+)\]?(\/[0-9]{1,3})?$/i;
/** The longest address in text with its prefix and brackets, and the longest name of a term before it. */
const MAX_TERM = 80;

/** Looks at the word of the record that a syntax error lies in; undefined where it is another mistake. */
export function addressAsDomain(text: string, error: Span): AddressAsDomain | undefined {
  let { start, end } = error;
  while (start > 0 && text[start - 1] !== ' ' && error.start - start <= MAX_TERM) start--;
  while (end < text.length && text[end] !== ' ' && end - error.end <= MAX_TERM) end++;
  const word = text.slice(start, end);
  const match = word.length > MAX_TERM ? null : TERM.exec(word);
  if (match === null) return undefined;
  const [, qualifier, name, address, prefix = ''] = match;
  const family = isIP(address);
  if (family === 0) return undefined;
  const takesNone = /^(?:redirect|exp)$/i.test(name);
  const corrected = takesNone ? undefined : `${qualifier}ip${family}:${address}${prefix}`;
  return { start, end, name: name.toLowerCase(), address, corrected };
}
