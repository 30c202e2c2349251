import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { type TaggedName, tagProblem } from '../proposal/tag-records.ts';
import { dmarcDefects, isDmarc, isMeantAsDmarc } from '../tag-records/dmarc.ts';

export const dmarcSyntax = defineRule<TaggedName>({
  id: 'dmarc-syntax',
  severity: 'error',
  summary: 'A DMARC record that receivers cannot read as a policy',
  why: 'Receivers pass over a DMARC record that they cannot read: forged mail is not held back, and nobody gets reports of it.',
  norm: 'RFC 9989 §4.7, §4.8',
  examples: {
    bad: { zone: '_dmarc  TXT  "v=DMARC1; p=rejct; rua=mailto:dmarc@example.com"\n' },
    good: { zone: '_dmarc  TXT  "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"\n' },
  },
  subjects: ({ tagRecords }) => tagRecords.dmarc.values(),
  *check({ owner, domain, texts }) {
    // Receivers pass over the others, and so do we where there is a policy beside them.
    const policies = texts.filter(({ text }) => isDmarc(text));
    const wanted = policies.length > 0 ? policies : texts.filter(({ text }) => isMeantAsDmarc(text));
    for (const text of wanted) {
      // Who takes reports for other domains needs no policy there (RFC 9990 §4).
      const isPermission = owner.includes('._report._dmarc.');
      for (const defect of dmarcDefects(text.text)) {
        if (!isPermission || defect.key !== 'no policy')
          yield tagProblem(text, `the DMARC record of ${plain(domain)}`, defect);
      }
    }
  },
});
