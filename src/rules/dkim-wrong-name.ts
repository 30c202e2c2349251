import { plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import { defineRule } from '../proposal/proposal.ts';

export const dkimWrongName = defineRule<DnsRecord<'TXT' | 'CNAME'>>({
  id: 'dkim-wrong-name',
  severity: 'error',
  summary: 'A DKIM key whose name has the zone’s name twice, so that no verifier finds it',
  why: 'Receivers ask for the key at its selector, “_domainkey.” and the domain. Anywhere else it does not exist for them, and no signature made with it can be verified.',
  norm: 'RFC 6376 §3.6.2.1, RFC 1035 §5.1',
  examples: {
    bad: { zone: 's1._domainkey.example.com  CNAME  s1.example.net.\n' },
    good: { zone: 's1._domainkey  CNAME  s1.example.net.\n' },
  },
  subjects: ({ tagRecords }) => tagRecords.strayDkim,
  *check({ owner, zone, place }) {
    yield {
      subject: plain(owner),
      place,
      message: `The DKIM key stands at ${plain(owner)}: the name lacks its final dot, so the zone’s name was added to it once more.`,
      advice: `Move it to ${plain(owner.slice(0, -zone.length))}.`,
    };
  },
});
