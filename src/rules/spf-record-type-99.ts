import { plain } from '../model/name.ts';
import { txtData } from '../model/quoted.ts';
import { type DnsRecord, textOf } from '../model/record.ts';
import { defineRule } from '../proposal/proposal.ts';
import { isSpf } from '../spf/parse.ts';

export const spfRecordType99 = defineRule<readonly DnsRecord<'SPF'>[]>({
  id: 'spf-record-type-99',
  severity: 'warning',
  summary: 'The obsolete record type SPF is used',
  why: 'Receivers look for SPF in TXT records only. A policy in a record of type SPF is never read.',
  norm: 'RFC 7208 §3.1',
  examples: {
    bad: { zone: '@  SPF  "v=spf1 ip4:192.0.2.25 -all"\n@  TXT  "v=spf1 ip4:192.0.2.25 -all"\n' },
    good: { zone: '@  TXT  "v=spf1 ip4:192.0.2.25 -all"\n' },
  },
  subjects: ({ view }) => view.rrsets('SPF'),
  *check(rrset, proposal) {
    const [record] = rrset;
    const subject = plain(record.owner);
    const answer = yield* proposal.ask(record.owner, 'TXT', subject);
    const hasTwin = answer.state === 'found' && answer.records.some((other) => isSpf(textOf(other)));
    const isAlone = answer.state !== 'unknown' && !hasTwin;
    // A TXT that is meant as SPF but broken is its own rule's, which says how to mend it.
    const isMeant = proposal.spfDomains.byName.get(record.owner)?.meant.some(({ meant }) => meant.sure) ?? false;
    const text = textOf(record);
    yield {
      subject,
      place: record.place,
      severity: isAlone && !isMeant && isSpf(text) ? 'error' : 'warning',
      message: isAlone
        ? `${subject} has its SPF policy only in a record of the obsolete type SPF, which receivers do not ask for: to them the domain has no SPF.`
        : `${subject} has a record of the obsolete type SPF, which receivers do not ask for and which soon differs from the TXT record.`,
      advice: isAlone
        ? `Publish it as TXT: ${txtData(text)}`
        : 'Delete the record of type SPF and keep the TXT record.',
    };
  },
});
