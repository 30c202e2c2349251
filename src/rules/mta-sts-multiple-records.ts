import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { severalProblem } from '../proposal/several-records.ts';
import type { TaggedName } from '../proposal/tag-records.ts';
import { isMtaSts } from '../tag-records/mta-sts.ts';

export const mtaStsMultipleRecords = defineRule<TaggedName>({
  id: 'mta-sts-multiple-records',
  severity: 'error',
  summary: 'Several MTA-STS records at one name',
  why: 'Senders that find more than one record take it for none and do not look for the policy: mail to the domain may go over connections that are not encrypted.',
  norm: 'RFC 8461 §3.1',
  examples: {
    bad: { zone: '_mta-sts  TXT  "v=STSv1; id=1;"\n_mta-sts  TXT  "v=STSv1; id=2;"\nmta-sts   A    192.0.2.80\n' },
    good: { zone: '_mta-sts  TXT  "v=STSv1; id=2;"\nmta-sts   A    192.0.2.80\n' },
  },
  subjects: ({ tagRecords }) => tagRecords.mtaSts,
  *check({ owner, domain, texts }) {
    const records = texts.filter(({ text }) => isMtaSts(text));
    if (records.length < 2) return;
    yield severalProblem(owner, records, {
      message: `${plain(domain)} has ${records.length} MTA-STS records. A domain may have one; with more, senders use none of them.`,
      advice: 'Keep the one that is meant and delete the others.',
      other: 'Another record of MTA-STS at the same name.',
    });
  },
});
