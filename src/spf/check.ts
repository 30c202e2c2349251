import { domainToASCII } from 'node:url';
import { type Address, formatAddress, parseAddress } from '../model/address.ts';
import type { SpfRecord } from './record.ts';
import type { Ask } from './term-lookup.ts';

/** What check_host() is asked (RFC 7208 §4.1). */
export interface SpfQuery {
  /** The address that the mail comes from. */
  readonly ip: string;
  /** Whose record to look at; the sender's domain where none is given. */
  readonly domain?: string;
  /** The MAIL FROM mailbox; empty or `<>` for the null sender, which stands for postmaster at the HELO name (§2.4). */
  readonly sender: string;
  readonly helo: string;
  /** The host that judges, for the macro `r`. */
  readonly receiver?: string;
  /** Seconds since 1970, for the macro `t`; now where none is given. */
  readonly now?: number;
}

/** One check on its way: what it is asked, whom it asks, and what it has spent. */
export interface Check {
  readonly ask: Ask;
  readonly parse: (text: string) => SpfRecord;
  readonly ip: Address;
  readonly localPart: string;
  /** The domain of the sender, the macro `o`. */
  readonly senderDomain: string;
  readonly helo: string;
  readonly receiver: string;
  readonly now: number;
  /** Terms with lookups so far, and those whose lookup was void (§4.6.4). */
  lookups: number;
  voids: number;
  /** Set once they have been looked up (§5.5). */
  validatedNames: readonly string[] | undefined;
  /** Whether the address then turned out to have no PTR record. */
  hasNoPointer: boolean;
}

/** The prefix of ::ffff:0:0/96. */
const IPV4_MAPPED = 0xffffn;

/** Makes the check and the domain that it begins with; undefined where the address is none. */
export function startCheck(
  query: SpfQuery,
  ask: Ask,
  parse: (text: string) => SpfRecord,
): { check: Check; domain: string } | undefined {
  const ip = parseAddress(query.ip);
  if (ip === undefined) return undefined;
  const helo = octets(query.helo);
  const mailbox = query.sender === '<>' ? '' : octets(query.sender);
  const at = mailbox.lastIndexOf('@');
  const senderDomain = mailbox === '' ? helo : asciiDomain(mailbox.slice(at + 1));
  const check: Check = {
    ask,
    parse,
    ip: unmapped(ip),
    // §4.3: a sender without a local-part is postmaster.
    localPart: at > 0 ? mailbox.slice(0, at) : 'postmaster',
    senderDomain,
    helo,
    receiver: query.receiver === undefined || query.receiver === '' ? 'unknown' : octets(query.receiver),
    now: query.now ?? Math.floor(Date.now() / 1_000),
    lookups: 0,
    voids: 0,
    validatedNames: undefined,
    hasNoPointer: false,
  };
  return { check, domain: query.domain === undefined ? senderDomain : asciiDomain(octets(query.domain)) };
}

/** The address as the macro `c` shows it. */
export function readableAddress({ ip }: Check): string {
  return formatAddress(ip);
}

/** §5: an IPv4-mapped IPv6 address is treated as IPv4. */
function unmapped(ip: Address): Address {
  if (ip.family === 4 || ip.value >> 32n !== IPV4_MAPPED) return ip;
  return { family: 4, value: ip.value & 0xffffffffn };
}

/** The engine works on octets, one a character. */
function octets(text: string): string {
  return /[^\x00-\x7f]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** §4.3: internationalised domains are looked up by their A-labels. */
function asciiDomain(domain: string): string {
  if (!/[\x80-\xff]/.test(domain)) return domain;
  const ascii = domainToASCII(Buffer.from(domain, 'latin1').toString('utf8'));
  return ascii === '' ? domain : ascii;
}
