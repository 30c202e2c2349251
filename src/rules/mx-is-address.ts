import { parseAddress } from '../model/address.ts';
import { type Name, plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import { deadMailHost } from '../proposal/dead-mail-host.ts';
import {
  aboutExchange,
  exchangePlace,
  type MailExchanger,
  mxLine,
  suspectedExchangers,
} from '../proposal/mail-exchangers.ts';
import { defineRule } from '../proposal/proposal.ts';
import { writtenName } from '../proposal/written-name.ts';

/** RFC 5321 §4.1.3 writes addresses in mailboxes like this; people bring the habit along. */
const ADDRESS_LITERAL = /^\[(?:ipv6:)?([^[\]]*)\]$/i;

export const mxIsAddress = defineRule<MailExchanger>({
  id: 'mx-is-address',
  severity: 'error',
  summary: 'An MX record names an IP address instead of a host',
  why: 'An MX record holds the name of a mail server, never its address. Senders look the digits up as a name, find nothing and cannot deliver.',
  norm: 'RFC 5321 §5.1',
  over: [
    'mx-without-address',
    'mx-target-malformed',
    'host-not-fqdn',
    'host-invalid-characters',
    'host-unknown-tld',
    'host-doubled-name',
    'host-generic',
  ],
  examples: {
    bad: { zone: '@     MX  10 192.0.2.25\n' },
    good: { zone: '@     MX  10 mail\nmail  A   192.0.2.25\n' },
  },
  subjects: (proposal) => suspectedExchangers(proposal, mayBeAddress),
  *check(exchanger, proposal) {
    const { record } = exchanger;
    const address = addressIn(record);
    if (address === undefined) return;
    const host = proposal.mailHosts.addresses.get(address)?.hosts[0]?.name;
    const server = host ?? `mail.${record.zone}`;
    const type = address.includes(':') ? 'AAAA' : 'A';
    const appended = writtenName(record.exchange, exchangePlace(record))?.relative === true;
    yield {
      ...aboutExchange(record),
      count: yield* deadMailHost(exchanger, proposal),
      message:
        `The MX record of ${plain(record.owner)} holds the address ${address}, but it must hold the name of a host: ` +
        `senders look for a host called ${plain(record.exchange)}, find none and cannot deliver.` +
        (appended ? ` (The zone’s name was added because there is no final dot.)` : ''),
      advice:
        host === undefined
          ? `Give the mail server a name and point the MX record at the name:\n${server} IN ${type} ${address}\n${mxLine(record, server)}`
          : `${plain(host)} has this address; point the MX record at it:\n${mxLine(record, host)}`,
    };
  },
});

/** Four numbers, colons or brackets. */
function mayBeAddress(exchange: Name): boolean {
  return /^[0-9]+\.[0-9]+\.|[:[]/.test(exchange);
}

/** The address that stands where the host belongs, as it is or in brackets; undefined for a name. */
function addressIn(record: DnsRecord<'MX'>): string | undefined {
  const written = writtenName(record.exchange, exchangePlace(record));
  for (const text of [plain(record.exchange), written?.relative ? written.text : '']) {
    const bare = ADDRESS_LITERAL.exec(text)?.[1] ?? text;
    if (parseAddress(bare) !== undefined) return bare;
  }
  return undefined;
}
