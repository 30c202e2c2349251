import { defineRule } from '../proposal/proposal.ts';
import { type Stray, strayProblem, withoutTargets } from '../proposal/stray-policies.ts';

export const tlsRptWrongName = defineRule<Stray>({
  id: 'tls-rpt-wrong-name',
  severity: 'error',
  summary: 'A policy of TLS reporting at a name where no sender looks for it',
  why: 'Senders ask for the policy at “_smtp._tls.” and the domain. Anywhere else it does not exist for them, and nobody is told when mail to the domain could not be encrypted.',
  norm: 'RFC 8460 §3',
  examples: {
    bad: { zone: '_smtp._tls.example.com  TXT  "v=TLSRPTv1; rua=mailto:tls@example.com"\n' },
    good: { zone: '_smtp._tls.example.com.  TXT  "v=TLSRPTv1; rua=mailto:tls@example.com"\n' },
  },
  subjects: ({ tagRecords, view }) => withoutTargets(tagRecords.strays.tlsRpt, view, 'tlsRpt'),
  *check(record) {
    yield strayProblem(record, 'tlsRpt');
  },
});
