import { defineRule } from '../proposal/proposal.ts';
import { type Stray, strayProblem, withoutTargets } from '../proposal/stray-policies.ts';

export const mtaStsWrongName = defineRule<Stray>({
  id: 'mta-sts-wrong-name',
  severity: 'error',
  summary: 'An MTA-STS record at a name where no sender looks for it',
  why: 'Senders ask for the record at “_mta-sts.” and the domain. Anywhere else it does not exist for them: they do not look for the policy, and mail to the domain may go over connections that are not encrypted.',
  norm: 'RFC 8461 §3.1',
  examples: {
    bad: { zone: '_mta-sts.example.com  TXT  "v=STSv1; id=20261128;"\n' },
    good: { zone: '_mta-sts.example.com.  TXT  "v=STSv1; id=20261128;"\nmta-sts                A    192.0.2.80\n' },
  },
  subjects: ({ tagRecords, view }) => withoutTargets(tagRecords.strays.mtaSts, view, 'mtaSts'),
  *check(record) {
    yield strayProblem(record, 'mtaSts');
  },
});
