import { plain } from '../model/name.ts';
import { txtData } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import { severalProblem } from '../proposal/several-records.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { alsoBroken } from '../proposal/spf-words.ts';
import { mergeSpf } from '../spf/merge.ts';

export const spfMultipleRecords = defineRule<SpfDomain>({
  id: 'spf-multiple-records',
  severity: 'error',
  summary: 'Several SPF records at one name',
  why: 'A receiver that finds more than one SPF record uses none of them: the result is “permerror”, and many refuse or sort out the mail.',
  norm: 'RFC 7208 §3.2, §4.5',
  examples: {
    bad: {
      zone: `@  TXT  "v=spf1 ip4:192.0.2.25 -all"
@  TXT  "v=spf1 include:_spf.example.net ~all"
`,
    },
    good: {
      zone: `@  TXT  "v=spf1 ip4:192.0.2.25 include:_spf.example.net ~all"
@  TXT  "site-verification=0123456789"
`,
    },
  },
  *subjects({ spfDomains }) {
    for (const domain of spfDomains.byName.values()) if (domain.records.length > 1) yield domain;
  },
  *check({ owner, records }, { spfDomains }) {
    const subject = plain(owner);
    yield severalProblem(owner, records, {
      message: `${subject} has ${records.length} SPF records. A domain may have one; with more, receivers use none of them.${alsoBroken(spfDomains, owner)}`,
      advice: `Publish one record and delete the others. With the terms of all of them it is ${txtData(mergeSpf(records.map(({ text }) => text)))}`,
      other: 'Another SPF record of the same name.',
    });
  },
});
