import { defineRule } from '../proposal/proposal.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { leadsOn, singleRecords } from '../proposal/spf-starts.ts';
import { brokenTargets } from '../proposal/spf-target-defect.ts';

export const spfIncludeWithoutRecord = defineRule<SpfDomain>({
  id: 'spf-include-without-record',
  severity: 'error',
  summary: 'An SPF record includes a name that has no usable SPF record',
  why: 'An include whose target has no record, several or an invalid one makes the including record invalid as well: receivers answer “permerror”, and mail is refused or sorted out.',
  norm: 'RFC 7208 §5.2',
  over: ['spf-void-lookup'],
  examples: {
    bad: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 include:_spf.example.com -all"
ns1  A    192.0.2.53
`,
    },
    good: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 include:_spf.example.com -all"
_spf TXT  "v=spf1 ip4:192.0.2.25 -all"
ns1  A    192.0.2.53
`,
    },
  },
  subjects: (proposal) => singleRecords(proposal, leadsOn),
  *check(domain, proposal) {
    for (const { about, defect, isOwn, which, top, holder, target } of yield* brokenTargets(
      'include',
      domain,
      proposal,
    )) {
      yield {
        ...about,
        message: isOwn
          ? `The SPF record of ${about.subject} breaks at ${which}: ${defect.clause}.`
          : `The SPF record of ${about.subject} breaks because ${top} leads to the record of ${holder}, and its ${which} to nothing usable: ${defect.clause}.`,
        advice:
          isOwn && defect.kind === 'none'
            ? `Correct the name, or delete the term if that service no longer sends for ${about.subject}. If the service is in use, its documentation says what to include.`
            : `Only the owner of ${isOwn ? target : holder} can mend that record: tell them, and delete the term until they have.`,
      };
    }
  },
});
