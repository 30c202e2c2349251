import { parseAddress, type SpecialPurpose, specialPurpose } from '../model/address.ts';
import type { Answer } from '../model/answer.ts';
import type { Related } from '../model/finding.ts';
import { plain } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import { deadMailHost } from '../proposal/dead-mail-host.ts';
import { aboutExchange, type MailExchanger } from '../proposal/mail-exchangers.ts';
import { defineRule } from '../proposal/proposal.ts';

/** Addresses that a message lists. */
const MAX_SHOWN = 5;

export const mxPrivateAddress = defineRule<MailExchanger>({
  id: 'mx-private-address',
  severity: 'error',
  summary: 'A mail host has an address that the Internet cannot reach',
  why: 'Private and reserved addresses work inside one network only. Senders elsewhere cannot connect to them, or reach a machine of their own.',
  norm: 'RFC 6890, RFC 1918 §3',
  examples: {
    bad: { zone: '@     MX  10 mail\nmail  A   192.168.1.25\n' },
    good: { zone: '@     MX  10 mail\nmail  A   192.0.2.25\n' },
  },
  subjects: ({ mailExchangers }) => mailExchangers,
  *check(exchanger, proposal) {
    const { record } = exchanger;
    const { v4, v6 } = yield* proposal.addressesOf(record.exchange);
    if (v4.state !== 'found' && v6.state !== 'found') return;
    const addresses = [...addressesOf(v4), ...addressesOf(v6)];
    const unreachable = addresses.filter(({ purpose }) => purpose !== undefined);
    if (unreachable.length === 0) return;

    const about = aboutExchange(record);
    const host = plain(record.exchange);
    const isOnly = unreachable.length === addresses.length && v4.state !== 'unknown' && v6.state !== 'unknown';
    const shown = unreachable.slice(0, MAX_SHOWN).map(({ address, purpose }) => `${address} (${purpose?.name})`);
    const more = unreachable.length > MAX_SHOWN ? ` and ${unreachable.length - MAX_SHOWN} more` : '';
    yield {
      ...about,
      severity: isOnly ? 'error' : 'warning',
      count: isOnly ? yield* deadMailHost(exchanger, proposal) : undefined,
      message: isOnly
        ? `Mail to ${about.subject} goes to ${host}, which has no address that the Internet can reach: ${shown.join(', ')}${more}. Senders cannot deliver there.`
        : `Mail to ${about.subject} goes to ${host}, and not every address of it can be reached from the Internet: ${shown.join(', ')}${more}. Senders that try it are delayed.`,
      advice: `Give ${host} its public address, the one that the firewall forwards to it. If ${about.subject} takes no mail, say so: ${record.owner} IN MX 0 .`,
      related: unreachable.slice(0, MAX_SHOWN).flatMap(relatedTo),
    };
  },
});

interface HostAddress {
  readonly address: string;
  readonly place: Place | undefined;
  /** Undefined for an address that the Internet can reach; examples' addresses stand for such. */
  readonly purpose: SpecialPurpose | undefined;
}

function addressesOf(answer: Answer<'A' | 'AAAA'>): HostAddress[] {
  if (answer.state !== 'found') return [];
  return answer.records.map(({ address, place }) => {
    const parsed = parseAddress(address);
    const purpose = parsed === undefined ? undefined : specialPurpose(parsed);
    return { address, place, purpose: purpose?.documentation ? undefined : purpose };
  });
}

function relatedTo({ address, place }: HostAddress): Related[] {
  return place === undefined ? [] : [{ place, message: `The record with ${address}.` }];
}
