import { type Name, plain } from '../model/name.ts';
import { type MxRrset, takesMail } from '../proposal/mail-domains.ts';
import { defineRule } from '../proposal/proposal.ts';

/** Domains that a message lists. */
const MAX_SHOWN = 5;

/** A zone that no file describes any more, and the MX records of it that are nowhere now. */
interface Subject {
  readonly name: Name;
  readonly rrsets: readonly MxRrset[];
}

export const zoneRemoved = defineRule<Subject>({
  id: 'zone-removed',
  severity: 'warning',
  summary: 'The change takes away a whole zone that took mail',
  why: 'When the servers no longer have the zone, mail to its domains bounces, unless the zone is served elsewhere by then. A file that is deleted or renamed by mistake does the same.',
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
  *subjects({ view, base }) {
    if (base === undefined) return;
    const described = new Set(view.zones.map(({ apex }) => apex));
    const gone = new Map<Name, MxRrset[]>();
    for (const rrset of base.rrsets('MX')) {
      const [{ owner, zone }] = rrset;
      if (described.has(view.names.find(zone)) || !takesMail(rrset) || view.at(owner, 'MX').length > 0) continue;
      const known = gone.get(zone);
      if (known === undefined) gone.set(zone, [rrset]);
      else known.push(rrset);
    }
    for (const [name, rrsets] of gone) yield { name, rrsets };
  },
  *check({ name, rrsets }) {
    const zone = plain(name);
    const [[{ place }]] = rrsets;
    const domains = rrsets.slice(0, MAX_SHOWN).map(([{ owner }]) => plain(owner));
    const more = rrsets.length - domains.length;
    const shown = `${domains.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    yield {
      subject: zone,
      place,
      side: 'base',
      message: `The change takes away the zone ${zone}: no file describes it any more, and with it go the MX records of ${shown}.`,
      advice: `If ${zone} moves elsewhere, see that it is served there before this is merged. If it is to take no mail, keep it with: ${name} IN MX 0 . — and if its file has a new name, begin it with: $ORIGIN ${name}`,
    };
  },
});
