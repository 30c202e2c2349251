import { defineRule } from '../proposal/proposal.ts';
import { type Stray, strayProblem, withoutTargets } from '../proposal/stray-policies.ts';

export const dmarcWrongName = defineRule<Stray>({
  id: 'dmarc-wrong-name',
  severity: 'error',
  summary: 'A DMARC policy at a name where no receiver looks for it',
  why: 'Receivers ask for the policy at “_dmarc.” and the domain. Anywhere else it does not exist for them, and forged mail is not held back.',
  norm: 'RFC 9989 §4.7',
  examples: {
    bad: { zone: '@  TXT  "v=DMARC1; p=reject"\n' },
    good: { zone: '_dmarc  TXT  "v=DMARC1; p=reject"\n' },
  },
  subjects: ({ tagRecords, view }) => withoutTargets(tagRecords.strays.dmarc, view, 'dmarc'),
  *check(record) {
    yield strayProblem(record, 'dmarc');
  },
});
