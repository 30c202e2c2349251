import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { type TaggedName, tagProblem } from '../proposal/tag-records.ts';
import { isMeantAsMtaSts, isMtaSts, mtaStsDefects } from '../tag-records/mta-sts.ts';

export const mtaStsSyntax = defineRule<TaggedName>({
  id: 'mta-sts-syntax',
  severity: 'error',
  summary: 'An MTA-STS record that senders cannot read',
  why: 'Senders that cannot read the record do not look for the policy: mail to the domain may go over connections that are not encrypted.',
  norm: 'RFC 8461 §3.1',
  examples: {
    bad: { zone: '_mta-sts  TXT  "v=STSv1; id=2026-11-28;"\n' },
    good: { zone: '_mta-sts  TXT  "v=STSv1; id=20261128;"\nmta-sts   A    192.0.2.80\n' },
  },
  subjects: ({ tagRecords }) => tagRecords.mtaSts,
  *check({ domain, texts }) {
    const records = texts.filter(({ text }) => isMtaSts(text));
    const wanted = records.length > 0 ? records : texts.filter(({ text }) => isMeantAsMtaSts(text));
    for (const text of wanted) {
      for (const defect of mtaStsDefects(text.text))
        yield tagProblem(text, `the MTA-STS record of ${plain(domain)}`, defect);
    }
  },
});
