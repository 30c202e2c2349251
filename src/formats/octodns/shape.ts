import { OCTODNS_TYPES } from './record-types.ts';

/** Octets of a file that are looked at to tell what it is. */
export const HEAD_OCTETS = 64 * 1024;

/** A line that gives a record its type, in a block or in braces; a provider's own type too. */
const TYPE = new RegExp(
  `(?:^|[{,])[ \\t]*(?:-[ \\t]+)?["']?type["']?[ \\t]*:[ \\t]*["']?(?:${OCTODNS_TYPES.join('|')}|\\w{1,60}/[A-Z0-9]{1,20})["']?[ \\t]*(?:$|[,}#\\r])`,
  'm',
);
const VALUE = /(?:^|[{,])[ \t]*(?:-[ \t]+)?["']?values?["']?[ \t]*:/m;
const TTL = /(?:^|[{,])[ \t]*(?:-[ \t]+)?["']?ttl["']?[ \t]*:/m;
/** What else is kept in YAML files named after hosts. */
const FOREIGN = /^(?:apiVersion|kind|services|openapi|swagger|AWSTemplateFormatVersion)[ \t]*:/m;

/** Whether a YAML text has the shape of an OctoDNS zone file. */
export function looksLikeZone(text: string): boolean {
  if (FOREIGN.test(text)) return false;
  return TYPE.test(text) || (VALUE.test(text) && TTL.test(text));
}

/** Whether a YAML text is a configuration of OctoDNS. */
export function looksLikeConfig(text: string): boolean {
  return /^["']?providers["']?[ \t]*:/m.test(text) && /^["']?zones["']?[ \t]*:/m.test(text) && text.includes('octodns');
}
