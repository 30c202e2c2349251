import type { Blocklist, ListCode } from '../model/blocklist.ts';

const XBL: ListCode = {
  name: 'XBL',
  meaning: 'a machine that somebody else has taken control of, or an open proxy',
  advice: 'Look for malware on every machine behind the address, not only on the mail server.',
};
const PBL_ADVICE =
  'Where the address is fixed and a mail server’s own, its holder can take it off on the page below; else send mail through the provider’s mail server.';

const SPAMHAUS_CODES: Readonly<Record<string, ListCode>> = {
  '127.0.0.2': { name: 'SBL', meaning: 'an address known to send spam or to serve those who do' },
  '127.0.0.3': { name: 'CSS', meaning: 'an address seen sending what looks like spam' },
  '127.0.0.4': XBL,
  '127.0.0.5': XBL,
  '127.0.0.6': XBL,
  '127.0.0.7': XBL,
  '127.0.0.9': { name: 'DROP', meaning: 'an address in a network that criminals run or have hijacked' },
  '127.0.0.10': {
    name: 'PBL',
    meaning: 'an address in a range of which the provider says that no mail comes from it directly',
    advice: PBL_ADVICE,
  },
  '127.0.0.11': {
    name: 'PBL',
    meaning: 'an address in a range that is taken for one of end users, from which no mail comes directly',
    advice: PBL_ADVICE,
  },
  '127.0.0.30': { name: 'BCL', meaning: 'a machine known to steer a network of hijacked machines' },
};

const MAILSPIKE = { operator: 'Mailspike', families: [4], removal: 'https://mailspike.io/ip_verify' } as const;
const SPAM_WAVE: ListCode = { name: 'Z', meaning: 'an address seen in a wave of spam just now' };
const [WORST, VERY_BAD, BAD]: readonly ListCode[] = [
  { name: 'L5', meaning: 'the worst reputation there is', level: 'warning' },
  { name: 'L4', meaning: 'a very bad reputation', level: 'warning' },
  { name: 'L3', meaning: 'a bad reputation', level: 'warning' },
];

const UCEPROTECT = {
  kind: 'listing',
  operator: 'UCEPROTECT',
  families: [4],
  level: 'notice',
  removal: 'https://www.uceprotect.net/en/rblcheck.php',
} as const;

function spamhaus(name: string): Blocklist {
  return {
    zone: `${name}.spamhaus.org.`,
    kind: 'listing',
    operator: 'Spamhaus',
    families: [4, 6],
    codes: SPAMHAUS_CODES,
    level: 'warning',
    removal: 'https://check.spamhaus.org/',
    // A key of the Data Query Service is 26 letters and digits. Nothing of another form is ever sent: the policy file may
    // name any environment variable, and what that holds would leave in the name of a question.
    keyed: { zone: `${name}.dq.spamhaus.net.`, form: /^[a-z0-9]{26}$/ },
  };
}

function closed(zone: string, operator: string, when: string): Blocklist {
  return { zone, kind: 'listing', operator, families: [4], codes: {}, level: 'notice', closed: when };
}

/** The lists that are asked where the policy file names none: answered free of charge where little is asked. */
export const DEFAULT_BLOCKLISTS: readonly Blocklist[] = [
  spamhaus('zen'),
  {
    zone: 'bl.spamcop.net.',
    kind: 'listing',
    operator: 'SpamCop',
    families: [4],
    codes: {
      '127.0.0.2': {
        name: 'SCBL',
        meaning: 'the source of mail that receivers report as spam',
        advice: 'The listing ends by itself about a day after the last report.',
      },
    },
    level: 'warning',
    removal: 'https://www.spamcop.net/bl.shtml',
  },
  {
    zone: 'psbl.surriel.com.',
    kind: 'listing',
    operator: 'PSBL',
    families: [4],
    codes: { '127.0.0.2': { name: 'PSBL', meaning: 'the source of mail to addresses that only spammers write to' } },
    level: 'notice',
    removal: 'https://psbl.org/remove',
  },
  {
    ...MAILSPIKE,
    zone: 'rep.mailspike.net.',
    kind: 'reputation',
    codes: {
      '127.0.0.10': WORST,
      '127.0.0.11': VERY_BAD,
      '127.0.0.12': BAD,
      '127.0.0.13': { name: 'L2', meaning: 'a reputation for suspicious behaviour', level: 'notice' },
      '127.0.0.14': { name: 'L1', meaning: 'a neutral reputation, with a leaning to spam', level: 'notice' },
      '127.0.0.15': { name: 'H0', meaning: 'a neutral reputation', level: 'notice' },
      '127.0.0.16': { name: 'H1', meaning: 'a neutral reputation, with a leaning to good mail' },
      '127.0.0.17': { name: 'H2', meaning: 'a reputation as a possible sender of good mail' },
      '127.0.0.18': { name: 'H3', meaning: 'a good reputation' },
      '127.0.0.19': { name: 'H4', meaning: 'a very good reputation' },
      '127.0.0.20': { name: 'H5', meaning: 'the best reputation there is' },
    },
    level: 'warning',
  },
];

/** Lists that are asked only where the policy file names them, and lists that are no more. */
export const FURTHER_BLOCKLISTS: readonly Blocklist[] = [
  ...['sbl', 'xbl', 'pbl', 'sbl-xbl'].map(spamhaus),
  {
    ...MAILSPIKE,
    zone: 'bl.mailspike.net.',
    kind: 'listing',
    codes: {
      '127.0.0.2': SPAM_WAVE,
      '127.0.0.10': { name: 'L5', meaning: 'an address with the worst reputation there is' },
      '127.0.0.11': { name: 'L4', meaning: 'an address with a very bad reputation' },
      '127.0.0.12': { name: 'L3', meaning: 'an address with a bad reputation' },
    },
    level: 'warning',
  },
  { ...MAILSPIKE, zone: 'z.mailspike.net.', kind: 'listing', codes: { '127.0.0.2': SPAM_WAVE }, level: 'warning' },
  {
    // Answers only DNS servers that were made known to it.
    zone: 'b.barracudacentral.org.',
    kind: 'listing',
    operator: 'Barracuda',
    families: [4],
    codes: { '127.0.0.2': { name: 'BRBL', meaning: 'the source of spam to customers of Barracuda' } },
    level: 'warning',
    removal: 'https://www.barracudacentral.org/rbl/removal-request',
  },
  {
    ...UCEPROTECT,
    zone: 'dnsbl-1.uceprotect.net.',
    codes: { '127.0.0.2': { name: 'Level 1', meaning: 'the source of mail to addresses that only spammers write to' } },
  },
  {
    ...UCEPROTECT,
    zone: 'dnsbl-2.uceprotect.net.',
    codes: { '127.0.0.2': { name: 'Level 2', meaning: 'an address in a range from which others send spam' } },
  },
  {
    ...UCEPROTECT,
    zone: 'dnsbl-3.uceprotect.net.',
    codes: {
      '127.0.0.2': { name: 'Level 3', meaning: 'an address in the network of a provider whose customers send spam' },
    },
  },
  closed('dnsbl.sorbs.net.', 'SORBS', 'June 2024'),
  closed('ix.dnsbl.manitu.net.', 'NiX Spam', 'January 2025'),
];
