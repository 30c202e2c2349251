import type { Fix } from '../model/finding.ts';
import { plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import { isNullMx, type MxRrset, takesMail } from '../proposal/mail-domains.ts';
import { defineRule } from '../proposal/proposal.ts';

export const mxNullWithOthers = defineRule<MxRrset>({
  id: 'mx-null-with-others',
  severity: 'error',
  summary: 'A null MX (“this domain takes no mail”) stands beside real mail hosts',
  why: 'The null MX “0 .” tells senders that the domain takes no mail at all. Beside other MX records it contradicts them, and senders may refuse the mail or try to deliver to no host.',
  norm: 'RFC 7505 §3',
  examples: {
    bad: { zone: '@     MX  0 .\n@     MX  10 mail\nmail  A   192.0.2.25\n' },
    good: { zone: '@     MX  0 .\nwww   A   192.0.2.80\n' },
  },
  subjects: ({ mailDomains }) => mailDomains.values(),
  *check(rrset) {
    const nullMx = rrset.find(isNullMx);
    if (nullMx === undefined) return;
    const subject = plain(nullMx.owner);
    if (takesMail(rrset)) {
      const others = rrset.filter((record) => !isNullMx(record));
      const rest = others.length > 1 ? ` and ${others.length - 1} more` : '';
      yield {
        subject,
        place: nullMx.place,
        message: `${subject} says that it takes no mail (the null MX “${nullMx.preference} .”) and that ${plain(others[0].exchange)}${rest} takes its mail: senders may obey either.`,
        advice: `Remove the null MX record if ${subject} is to receive mail, else remove the other MX records.`,
        related: [{ place: others[0].place, message: 'A real mail host of the same domain.' }],
      };
    } else if (nullMx.preference !== 0) {
      yield {
        subject,
        place: nullMx.place,
        severity: 'warning',
        message: `The null MX record of ${subject} (“this domain takes no mail”) has the preference ${nullMx.preference}; it must be 0, and some senders do not recognise it otherwise.`,
        advice: `Write: ${nullMx.owner} IN MX 0 .`,
        fix: zeroPreference(nullMx),
      };
    }
  },
});

/** Only where the data is written as in a zone file. */
function zeroPreference({ valuePlace: { file, start, end } }: DnsRecord<'MX'>): Fix | undefined {
  const preference = /^([0-9]+)\s+\.$/.exec(file.slice(start, end))?.[1];
  if (preference === undefined) return undefined;
  const edits = [{ place: { file, start, end: start + preference.length }, text: '0' }];
  return { description: 'Set the preference to 0', edits };
}
