import { absolute, type Name, plain, ROOT } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import { deadMailHost } from '../proposal/dead-mail-host.ts';
import { aboutExchange, exchangePlace, type MailExchanger } from '../proposal/mail-exchangers.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import { isTopLevelDomain, topLabelOf } from '../proposal/public-names.ts';
import { type WrittenName, writtenName } from '../proposal/written-name.ts';

export const mxWithoutAddress = defineRule<MailExchanger>({
  id: 'mx-without-address',
  severity: 'error',
  summary: 'An MX record names a host that has no address',
  why: 'Senders look up the address of the mail server before they connect. Without one they cannot deliver, and the mail comes back after some days.',
  norm: 'RFC 5321 §5.1',
  examples: {
    bad: { zone: '@     MX  10 mail\nmial  A   192.0.2.25\n' },
    good: { zone: '@     MX  10 mail\nmail  A   192.0.2.25\n' },
  },
  subjects: ({ mailExchangers }) => mailExchangers,
  *check(exchanger, proposal) {
    const { record, rrset } = exchanger;
    const about = aboutExchange(record);
    const { v4, v6 } = yield* proposal.addressesOf(record.exchange);
    // Asked again only to say for whom they are open; all rules about MX targets rely on it.
    if (v4.state === 'unknown') yield* proposal.ask(record.exchange, 'A', about.subject);
    if (v6.state === 'unknown') yield* proposal.ask(record.exchange, 'AAAA', about.subject);
    if (v4.state !== 'absent' || v6.state !== 'absent') return;

    const host = plain(record.exchange);
    const lack = v4.reason === 'nxdomain' ? 'does not exist' : 'has no address (neither an A nor an AAAA record)';
    const written = writtenName(record.exchange, exchangePlace(record));
    const meant = written?.relative ? withFinalDot(written) : undefined;
    const doubled = doubledOwner(record.exchange, proposal);
    const count = yield* deadMailHost(exchanger, proposal);
    const others =
      count === 1
        ? ', and none of the others works either: senders cannot deliver and give up after some days'
        : ': no mail can be delivered there';
    yield {
      ...about,
      count,
      message:
        rrset.length === 1
          ? `Mail to ${about.subject} goes to ${host}, which ${lack}: senders cannot deliver and give up after some days.`
          : `One of the ${rrset.length} mail hosts of ${about.subject}, ${host}, ${lack}${others}.`,
      advice:
        doubled !== undefined
          ? `The address is at ${plain(doubled.owner)}: the zone’s name is added to the name as it is written there. Write it without the zone’s name.`
          : meant === undefined
            ? ownOrOther(v4.source === 'proposed', record.exchange)
            : `If ${plain(meant)} is meant, write it with a final dot: ${meant} Without the dot the zone’s name is added to it.`,
      related: doubled && [{ place: doubled.place, message: `The address of ${plain(doubled.owner)}.` }],
    };
  },
});

/** What the text would be as a full name, where it ends in a top-level domain and so looks like one. */
function withFinalDot({ text }: WrittenName): string | undefined {
  const name = absolute(text);
  return name.indexOf('.') < name.length - 1 && isTopLevelDomain(topLabelOf(name)) ? name : undefined;
}

/** The address record of the host where its owner has the zone’s name twice. */
function doubledOwner(host: Name, { view }: Proposal): DnsRecord<'A' | 'AAAA'> | undefined {
  const apex = view.zoneOf(host)?.zone.name;
  if (apex === undefined || apex === ROOT) return undefined;
  const owner = `${host}${apex}`;
  return view.at(owner, 'A')[0] ?? view.at(owner, 'AAAA')[0];
}

function ownOrOther(isOurs: boolean, exchange: string): string {
  return isOurs
    ? `Add the address of the mail server, such as: ${exchange} IN A ADDRESS — or correct the name in the MX record.`
    : `Compare the name with what the operator of the mail service tells you to enter; ${plain(exchange)} may be misspelt or switched off.`;
}
