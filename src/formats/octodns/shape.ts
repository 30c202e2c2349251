import { OCTODNS_TYPES } from './record-types.ts';

/** Octets of a file that are looked at to tell what it is. */
export const HEAD_OCTETS = 64 * 1024;

const TYPES = OCTODNS_TYPES.join('|');
const KEY_START = '(?:^|[{,])[ \\t]*(?:-[ \\t]+)?';
const VALUE_END = '["\']?[ \\t]*(?:$|[,}#\\r])';
/** A line that gives a record its type, in a block or in braces; a provider's own type too. */
const TYPE = new RegExp(
  `${KEY_START}["']?type["']?[ \\t]*:[ \\t]*["']?(?:${TYPES}|\\w{1,60}/[A-Z0-9]{1,20})${VALUE_END}`,
  'm',
);
/** Some key says a record type, or `type` says some word in capitals. */
const SLIP = new RegExp(
  `${KEY_START}(?:["']?\\w{1,20}["']?[ \\t]*:[ \\t]*["']?(?:${TYPES})|["']?type["']?[ \\t]*:[ \\t]*["']?[A-Z]{1,10})${VALUE_END}`,
  'm',
);
const VALUE = new RegExp(`${KEY_START}["']?values?["']?[ \\t]*:`, 'm');
const TTL = new RegExp(`${KEY_START}["']?ttl["']?[ \\t]*:`, 'm');
/** What else is kept in YAML files named after hosts; as names of records these keys would have no scalar behind them. */
const FOREIGN = /^(?:apiVersion|kind|openapi|swagger|AWSTemplateFormatVersion):[ \t]+["'\w]/m;

/** How much a YAML text looks like an OctoDNS zone file: one that is half broken may only have the name of one. */
export type Likeness = 'zone' | 'maybe' | 'other';

export function likeness(text: string): Likeness {
  if (FOREIGN.test(text)) return 'other';
  if (TYPE.test(text)) return 'zone';
  return SLIP.test(text) || (VALUE.test(text) && TTL.test(text)) ? 'maybe' : 'other';
}

/** Whether a YAML text is a configuration of OctoDNS. */
export function looksLikeConfig(text: string): boolean {
  return /^["']?providers["']?[ \t]*:/m.test(text) && /^["']?zones["']?[ \t]*:/m.test(text) && text.includes('octodns');
}
