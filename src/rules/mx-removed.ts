import type { Answer } from '../model/answer.ts';
import { isWithin, type Name, plain } from '../model/name.ts';
import type { View } from '../model/view.ts';
import { type MxRrset, takesMail } from '../proposal/mail-domains.ts';
import { defineRule } from '../proposal/proposal.ts';

export const mxRemoved = defineRule<MxRrset>({
  id: 'mx-removed',
  severity: 'warning',
  summary: 'The change takes the MX records of a domain away but leaves the domain',
  why: 'Without an MX record senders deliver to the address of the domain itself, often a web server that takes no mail, and try for days before they give up.',
  norm: 'RFC 5321 §5.1',
  examples: {
    bad: {
      files: { 'example.com.zone': '@     A   192.0.2.80\nmail  A   192.0.2.25\n' },
      base: { 'example.com.zone': '@     A   192.0.2.80\n@     MX  10 mail\nmail  A   192.0.2.25\n' },
    },
    good: {
      files: { 'example.com.zone': '@     A   192.0.2.80\n@     MX  0 .\n' },
      base: { 'example.com.zone': '@     A   192.0.2.80\n@     MX  10 mail\nmail  A   192.0.2.25\n' },
    },
  },
  *subjects({ base, view }) {
    if (base === undefined) return;
    for (const rrset of base.rrsets('MX')) {
      const [{ owner, zone }] = rrset;
      if (takesMail(rrset) && isStillOwner(view, owner, zone)) yield rrset;
    }
  },
  *check(rrset, proposal) {
    const [{ owner, place }] = rrset;
    const subject = plain(owner);
    const mx = yield* proposal.ask(owner, 'MX', subject);
    if (mx.state !== 'absent') return;
    const v4 = yield* proposal.ask(owner, 'A', subject);
    const v6 = yield* proposal.ask(owner, 'AAAA', subject);
    yield {
      subject,
      place,
      side: 'base',
      message: `The change removes the MX record${rrset.length === 1 ? '' : 's'} of ${subject}. ${consequence(subject, v4, v6)}`,
      advice: `If ${subject} is to take no mail, say so, and senders stop at once: ${owner} IN MX 0 . — otherwise put the record back: ${owner} IN MX ${rrset[0].preference} ${rrset[0].exchange}`,
    };
  },
});

/**
 * Whether the change leaves the zone in place and other records at the name: who takes a zone or a name away altogether
 * means to, and senders are told at once that it does not exist.
 */
function isStillOwner(view: View, owner: Name, zone: Name): boolean {
  const described = view.zoneOf(owner);
  if (described === undefined || !described.zone.public || !isWithin(described.zone.name, zone)) return false;
  return described.zone.name === owner || described.firstAt(view.names.find(owner)) >= 0;
}

function consequence(subject: string, v4: Answer<'A'>, v6: Answer<'AAAA'>): string {
  const record = v4.state === 'found' ? v4.records[0] : v6.state === 'found' ? v6.records[0] : undefined;
  if (record !== undefined) {
    return `Mail to it then goes to its own address ${record.address}; unless a mail server answers there, senders wait for days before they give up.`;
  }
  if (v4.state === 'absent' && v6.state === 'absent') return `${subject} has no address either, so mail to it bounces.`;
  return 'Mail to it then goes to its own address, if it has one.';
}
