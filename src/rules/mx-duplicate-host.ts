import { type Name, plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import { isNullMx, type MxRrset } from '../proposal/mail-domains.ts';
import { aboutExchange } from '../proposal/mail-exchangers.ts';
import { defineRule } from '../proposal/proposal.ts';

export const mxDuplicateHost = defineRule<MxRrset>({
  id: 'mx-duplicate-host',
  severity: 'warning',
  summary: 'The same mail host is named twice for one domain',
  why: 'A second MX record with the same host gives no second chance of delivery: senders try the same server again. Often another host was meant.',
  norm: 'RFC 5321 §5.1',
  over: ['record-duplicated'],
  examples: {
    bad: { zone: '@     MX  10 mail\n@     MX  20 mail\nmail  A   192.0.2.25\n' },
    good: { zone: '@     MX  10 mail\n@     MX  20 mail2\nmail  A   192.0.2.25\nmail2 A   198.51.100.25\n' },
  },
  *subjects({ mailDomains }) {
    for (const rrset of mailDomains.values()) if (rrset.length > 1) yield rrset;
  },
  *check(rrset) {
    const first = new Map<Name, DnsRecord<'MX'>>();
    for (const record of rrset) {
      const earlier = first.get(record.exchange);
      if (earlier === undefined) {
        first.set(record.exchange, record);
      } else if (!isNullMx(record)) {
        const about = aboutExchange(record);
        yield {
          ...about,
          place: record.place,
          message: `${about.subject} names the mail host ${plain(record.exchange)} twice, with the preferences ${earlier.preference} and ${record.preference}: senders only try the same server again.`,
          advice: 'Remove one of the two records, or name the other server that was meant.',
          related: [{ place: earlier.place, message: 'The same host for the first time.' }],
        };
      }
    }
  },
});
