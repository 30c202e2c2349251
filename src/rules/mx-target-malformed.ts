import { labelOctets, labelsOf, type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { deadMailHost } from '../proposal/dead-mail-host.ts';
import { aboutExchange, exchangePlace, type MailExchanger, suspectedExchangers } from '../proposal/mail-exchangers.ts';
import { defineRule } from '../proposal/proposal.ts';
import { writtenName } from '../proposal/written-name.ts';

interface Shape {
  readonly pattern: RegExp;
  /** What it is, as a clause about the text. */
  readonly what: string;
  readonly advice: (host: string | undefined) => string;
}

/** First fit decides; the group is the host in it. Patterns are tried on at most a name's length. */
const SHAPES: readonly Shape[] = [
  {
    pattern: /^[a-z][a-z0-9+.-]*:\/\/([^/:@\s]*)/,
    what: 'is a web address (URL)',
    advice: (host) => `Write the host name alone${suchAs(host)}`,
  },
  {
    pattern: /^[0-9]+\s+(\S+)$/,
    what: 'has a number and a blank before the name, as if the preference were written twice',
    advice: (host) => `Write the preference in its own field and the host name alone${suchAs(host)}`,
  },
  {
    pattern: /@(\S*)$/,
    what: 'is an e-mail address',
    advice: () => 'Name the server that takes the mail, not a mailbox; forwarding is set up on that server.',
  },
  {
    pattern: /^([^,;\s]+)\s*[,;\s]\s*\S/,
    what: 'holds more than one word',
    advice: (host) => `Give each mail server an MX record of its own, with the host name alone${suchAs(host)}`,
  },
  {
    pattern: /^([^:\s]+):[0-9]{1,5}(?:$|[./])/,
    what: 'has a port number',
    advice: (host) =>
      `Leave the port out: mail between servers always uses port 25. Write the host name alone${suchAs(host)}`,
  },
  {
    pattern: /^([^/\s]*)\//,
    what: 'has a slash, as a web address has',
    advice: (host) => `Write the host name alone${suchAs(host)}`,
  },
  {
    pattern: /(?:^|\.)\*(?:$|\.)/,
    what: 'is a wildcard',
    advice: () => 'Name one host; “*” has a meaning at the left of a record only.',
  },
];

export const mxTargetMalformed = defineRule<MailExchanger>({
  id: 'mx-target-malformed',
  severity: 'error',
  summary: 'An MX record holds something that is not just a host name',
  why: 'An MX record holds a preference and a host name, nothing else. With a second number, a web address, a mailbox or a port inside the name, no sender finds the server.',
  norm: 'RFC 1035 §3.3.9, RFC 5321 §5.1',
  over: [
    'mx-without-address',
    'mx-not-allowed',
    'host-not-fqdn',
    'host-not-public',
    'host-invalid-characters',
    'host-unknown-tld',
    'host-doubled-name',
    'host-generic',
  ],
  examples: {
    bad: { zone: '@     MX  10 https://mail.example.net/\n' },
    good: { zone: '@     MX  10 mail.example.net.\n' },
  },
  subjects: (proposal) => suspectedExchangers(proposal, isUnusual),
  *check(exchanger, proposal) {
    const { record } = exchanger;
    const { exchange } = record;
    const written = writtenName(exchange, exchangePlace(record));
    const text = written?.relative ? written.text : labelsOf(exchange).map(labelOctets).join('.');
    for (const { pattern, what, advice } of SHAPES) {
      const match = pattern.exec(text);
      if (match === null) continue;
      const subject = plain(record.owner);
      yield {
        ...aboutExchange(record),
        count: yield* deadMailHost(exchanger, proposal),
        message: `The mail host of ${subject} is given as ${quoted(text)}, which ${what}: no sender finds a server by that name.`,
        advice: advice(match[1]),
      };
      return;
    }
  },
});

/** The host as an example, where it looks like one. */
function suchAs(host: string | undefined): string {
  return host !== undefined && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\.?$/i.test(host) ? `: ${host.replace(/\.$/, '')}` : '.';
}

/** Most names are nothing but letters, digits, hyphens and dots. */
function isUnusual(exchange: Name): boolean {
  return !/^[a-z0-9.-]*$/.test(exchange);
}
