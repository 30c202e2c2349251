import { TOP_LEVEL_DOMAINS } from '../data/top-level-domains.ts';
import { labelsOf, type Name } from '../model/name.ts';

/** A name that the public DNS sets aside, or that can never be looked up in it. */
export interface NonPublicName {
  /** The part that makes it so, without the final dot: `local`, `home.arpa`. */
  readonly suffix: string;
  /** What the suffix is for, in words that fit after «is». */
  readonly use: string;
  /** Who says so: `RFC 6762`. */
  readonly norm: string;
}

const PRIVATE_USE = 'a name for private networks';

type Row = readonly [suffix: string, use: string, norm: string];

/**
 * The special-use names that a host may be given by mistake (IANA Special-Use Domain Names, RFC 6761), the names that
 * ICANN will not delegate because private networks use them, and those that RFC 6762 appendix G saw in use.
 */
const NON_PUBLIC: readonly Row[] = [
  ['local', 'a name for devices on one local network', 'RFC 6762'],
  ['localhost', 'a name for the machine itself', 'RFC 6761 §6.3'],
  ['test', 'a name for tests', 'RFC 6761 §6.2'],
  ['invalid', 'a name that is meant not to exist', 'RFC 6761 §6.4'],
  ['example', 'a name for examples in documents', 'RFC 6761 §6.5'],
  ['onion', 'a name inside the Tor network', 'RFC 7686'],
  ['alt', 'a name for systems other than the DNS', 'RFC 9476'],
  ['home.arpa', 'a name for home networks', 'RFC 8375'],
  ['internal', PRIVATE_USE, 'ICANN resolution of 29 July 2024'],
  ['home', PRIVATE_USE, 'ICANN resolution of 4 February 2018'],
  ['corp', PRIVATE_USE, 'ICANN resolution of 4 February 2018'],
  ['mail', PRIVATE_USE, 'ICANN resolution of 4 February 2018'],
  ['intranet', PRIVATE_USE, 'RFC 6762 appendix G'],
  ['private', PRIVATE_USE, 'RFC 6762 appendix G'],
  ['lan', PRIVATE_USE, 'RFC 6762 appendix G'],
  ['localdomain', PRIVATE_USE, 'the default name of many systems'],
  ['intra', PRIVATE_USE, 'use in private networks'],
  ['workgroup', PRIVATE_USE, 'use in private networks'],
];

let nonPublic: ReadonlyMap<string, NonPublicName> | undefined;
let topLevelDomains: ReadonlySet<string> | undefined;

/** Why a name can never work in public mail; undefined for every other name, `example.com` among them. */
export function nonPublicName(name: Name): NonPublicName | undefined {
  nonPublic ??= new Map(NON_PUBLIC.map(([suffix, use, norm]) => [suffix, { suffix, use, norm }]));
  const last = topLabelOf(name);
  if (last === 'arpa') {
    const labels = labelsOf(name);
    return nonPublic.get(labels.slice(-2).join('.'));
  }
  return nonPublic.get(last);
}

/** Whether the top-level domain, given as its label in ASCII, was delegated on the day of the list. */
export function isTopLevelDomain(label: string): boolean {
  topLevelDomains ??= new Set(TOP_LEVEL_DOMAINS.trim().split(/\s+/));
  return topLevelDomains.has(label);
}

/** The last label of a name as written in it; the empty string for the root. */
export function topLabelOf(name: Name): string {
  const end = name.length - 1;
  const dot = name.lastIndexOf('.', end - 1);
  // A dot inside a label is escaped; only then is the slower way needed.
  if (dot > 0 && name[dot - 1] === '\\') return labelsOf(name).at(-1) ?? '';
  return name.slice(dot + 1, end);
}
