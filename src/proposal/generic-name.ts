import { getSubdomain } from 'tldts';
import { type Address, formatAddress } from '../model/address.ts';
import { type Name, plain } from '../model/name.ts';
import { type AddressInName, addressInName } from './address-in-name.ts';
import { CUSTOMER_WORDS, DEFAULT_NAMES, DYNAMIC_WORDS, SERVER_WORDS } from './provider-names.ts';

/** What speaks for a name that a provider gave and nobody chose. */
export interface GenericEvidence {
  /** Points; from GENERIC_SCORE on the name is generic. */
  readonly score: number;
  /** In words for a message: `contains the address 203.0.113.7 as 203-0-113-7`, `the word ‘dyn’`. */
  readonly evidence: readonly string[];
  readonly generic: boolean;
  /** Whether both the address and a word for a dynamic or household line are in it, and nothing says `static`. */
  readonly dynamic: boolean;
}

/** No word alone reaches it: a server may well be called `pool` or stand at `customers`. */
export const GENERIC_SCORE = 3;

const POINTS = {
  defaultName: 4,
  address: { whole: 4, part: 3, other: 3, ends: 1 },
  dynamicWord: 2,
  customerWord: 1,
  /** A second word when one of them is a dynamic one. */
  furtherWord: 1,
  /** The address's last number where a word stands beside it: `dhcp-7`. */
  lastNumber: 1,
  serverWord: -3,
  /** Still the provider's name, though not one of a line that changes. */
  staticWord: -1,
} as const;

/** IPv4's last octet; the last group of IPv6 is too often 1. */
const LAST_OCTET = 0xffn;

/**
 * Judges whether a host name looks issued by an access or cloud provider (M3AAWG), which many mail filters refuse.
 * Words count below the registrable domain only: `mail.dialup.example` is somebody's domain.
 */
export function genericEvidence(name: Name, address?: Address): GenericEvidence {
  const evidence: string[] = [];
  let score = 0;

  const written = addressInName(name, address);
  if (written !== undefined) {
    score += POINTS.address[written.kind];
    evidence.push(addressWords(written, address));
  }

  const provider = DEFAULT_NAMES.find(({ ends, begins = '' }) => name.endsWith(ends) && name.startsWith(begins));
  if (provider !== undefined) {
    score += POINTS.defaultName;
    evidence.push(`the form of default names at ${provider.provider}`);
  }

  const below = getSubdomain(plain(name), { extractHostname: false, validateHostname: false, detectIp: false }) ?? '';
  const parts = new Set(below.split(/[^a-z]+/));
  const dynamic = [...parts].filter((part) => DYNAMIC_WORDS.has(part));
  const customer = [...parts].filter((part) => CUSTOMER_WORDS.has(part));
  const words = [...dynamic, ...customer];
  if (dynamic.length > 0) score += POINTS.dynamicWord + (words.length > 1 ? POINTS.furtherWord : 0);
  else if (customer.length > 0) score += POINTS.customerWord;
  for (const word of words) evidence.push(`the word ‘${word}’`);

  const last = lastNumber(address);
  if (words.length > 0 && written === undefined && last !== undefined && hasNumber(below, last)) {
    score += POINTS.lastNumber;
    evidence.push(`the last number of the address, ${last}`);
  }

  if ([...parts].some(isServerWord)) score += POINTS.serverWord;
  if (parts.has('static')) score += POINTS.staticWord;

  const hasAddress = written !== undefined && written.kind !== 'ends';
  return {
    score,
    evidence,
    generic: score >= GENERIC_SCORE,
    dynamic: hasAddress && dynamic.length > 0 && !parts.has('static'),
  };
}

function addressWords({ kind, written }: AddressInName, address: Address | undefined): string {
  if (kind === 'other' || address === undefined) return `contains what looks like an address, ${written}`;
  const of = `the address ${formatAddress(address)} as ${written}`;
  return kind === 'whole' ? `contains ${of}` : `contains a part of ${of}`;
}

/** Also joined with others: mailgw, mailout, webmail, smtpout. */
function isServerWord(part: string): boolean {
  return SERVER_WORDS.has(part) || part.startsWith('mail') || part.startsWith('smtp') || part.endsWith('mail');
}

function lastNumber(address: Address | undefined): string | undefined {
  return address?.family === 4 ? String(address.value & LAST_OCTET) : undefined;
}

function hasNumber(text: string, number: string): boolean {
  return text.split(/[^0-9]+/).some((run) => run !== '' && String(Number(run)) === number);
}
