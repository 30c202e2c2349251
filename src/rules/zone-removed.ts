import { type Name, plain } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import type { DnsRecord } from '../model/record.ts';
import { takesMail } from '../proposal/mail-domains.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import { reverseHome } from '../proposal/reverse.ts';

/** Domains or addresses that a message lists. */
const MAX_SHOWN = 5;

/** A zone that no file describes any more, with the records of it that mail depends on and that are nowhere now. */
interface Subject {
  readonly name: Name;
  readonly type: 'MX' | 'PTR';
  /** Domains, or addresses of mail hosts. */
  readonly lost: { readonly about: string; readonly place: Place }[];
}

export const zoneRemoved = defineRule<Subject>({
  id: 'zone-removed',
  severity: 'warning',
  summary: 'The change takes away a whole zone that mail depends on',
  why: 'When the servers no longer have the zone, mail to its domains bounces, or mail servers lose their names, unless it is served elsewhere by then. A file that is deleted or renamed by mistake does the same.',
  norm: '',
  examples: {
    bad: {
      base: {
        'example.com.zone': '@     MX  10 mail\nmail  A   192.0.2.25\n',
        'example.net.zone': '@     MX  10 mail.example.com.\n',
      },
      files: { 'example.com.zone': '@     MX  10 mail\nmail  A   192.0.2.25\n' },
    },
    good: {
      base: {
        'example.com.zone': '@     MX  10 mail\nmail  A   192.0.2.25\n',
        'example.net.zone': '@     MX  10 mail.example.com.\n',
      },
      files: {
        'example.com.zone': '@     MX  10 mail\nmail  A   192.0.2.25\n',
        'zones/db.example.net': '@     MX  10 mail.example.com.\n',
      },
    },
  },
  *subjects(proposal) {
    const gone = new Map<Name, Subject>();
    for (const { record, about } of lostRecords(proposal)) {
      const known = gone.get(record.zone) ?? { name: record.zone, type: record.type, lost: [] };
      gone.set(record.zone, known);
      known.lost.push({ about, place: record.place });
    }
    yield* gone.values();
  },
  *check({ name, type, lost }) {
    const zone = plain(name);
    const shown = lost.slice(0, MAX_SHOWN).map(({ about }) => about);
    const more = lost.length > shown.length ? ` and ${lost.length - shown.length} more` : '';
    yield {
      subject: zone,
      place: lost[0].place,
      side: 'base',
      message: `The change takes away the zone ${zone}: no file describes it any more, and with it go the ${type} records of ${shown.join(', ')}${more}.`,
      advice:
        `If ${zone} moves elsewhere, see that it is served there before this is merged. ` +
        (type === 'MX' ? `If it is to take no mail, keep it with: ${name} IN MX 0 . — and if` : 'If') +
        ` its file has a new name, begin it with: $ORIGIN ${name}`,
    };
  },
});

/** The MX records of base's domains with mail, and the PTR records of today's mail hosts, whose zone is gone. */
function* lostRecords({ view, base, mailHosts }: Proposal): Generator<{ record: Lost; about: string }> {
  if (base === undefined) return;
  const described = new Set(view.zones.map(({ apex }) => apex));
  const isGone = (record: Lost) =>
    !described.has(view.names.find(record.zone)) && view.at(record.owner, record.type).length === 0;
  for (const rrset of base.rrsets('MX')) {
    const [record] = rrset;
    if (takesMail(rrset) && isGone(record)) yield { record, about: plain(record.owner) };
  }
  for (const { address, parsed } of mailHosts.addresses.values()) {
    // Behind the CNAMEs of classless zones (RFC 2317).
    const owner = reverseHome(base, parsed)?.owner;
    const [record] = owner === undefined ? [] : base.at(owner, 'PTR');
    if (record !== undefined && isGone(record)) yield { record, about: address };
  }
}

type Lost = DnsRecord<'MX'> | DnsRecord<'PTR'>;
