import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { severalProblem } from '../proposal/several-records.ts';
import type { TaggedName } from '../proposal/tag-records.ts';
import { isDmarc } from '../tag-records/dmarc.ts';

export const dmarcMultipleRecords = defineRule<TaggedName>({
  id: 'dmarc-multiple-records',
  severity: 'error',
  summary: 'Several DMARC policies at one name',
  why: 'A receiver that finds more than one DMARC policy uses none of them: forged mail is not held back.',
  norm: 'RFC 9989 §4.10.1',
  examples: {
    bad: { zone: '_dmarc  TXT  "v=DMARC1; p=none"\n_dmarc  TXT  "v=DMARC1; p=reject"\n' },
    good: { zone: '_dmarc  TXT  "v=DMARC1; p=reject"\n' },
  },
  subjects: ({ tagRecords }) => tagRecords.dmarc.values(),
  *check({ owner, domain, texts }) {
    const policies = texts.filter(({ text }) => isDmarc(text));
    if (policies.length < 2) return;
    yield severalProblem(owner, policies, {
      message: `${plain(domain)} has ${policies.length} DMARC policies. A domain may have one; with more, receivers use none of them.`,
      advice: 'Keep the policy that is meant and delete the others.',
      other: 'Another policy of the same name.',
    });
  },
});
