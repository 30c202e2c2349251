import { defineRule } from '../proposal/proposal.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { leadsOn, singleRecords } from '../proposal/spf-starts.ts';
import { brokenTargets } from '../proposal/spf-target-defect.ts';

export const spfRedirectWithoutRecord = defineRule<SpfDomain>({
  id: 'spf-redirect-without-record',
  severity: 'error',
  summary: 'An SPF record redirects to a name that has no usable SPF record',
  why: 'With a redirect the record of the other name counts; where that has none, several or an invalid one receivers answer “permerror”, and mail is refused or sorted out.',
  norm: 'RFC 7208 §6.1',
  over: ['spf-void-lookup'],
  examples: {
    bad: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 redirect=_spf.example.com"
ns1  A    192.0.2.53
`,
    },
    good: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 redirect=_spf.example.com"
_spf TXT  "v=spf1 ip4:192.0.2.25 -all"
ns1  A    192.0.2.53
`,
    },
  },
  subjects: (proposal) => singleRecords(proposal, leadsOn),
  *check(domain, proposal) {
    for (const { about, defect, isOwn, which, top, holder, target } of yield* brokenTargets(
      'redirect',
      domain,
      proposal,
    )) {
      yield {
        ...about,
        message: isOwn
          ? `The SPF record of ${about.subject} hands over to another with ${which}, but ${defect.clause}.`
          : `The SPF record of ${about.subject} breaks because ${top} leads to the record of ${holder}, whose ${which} fails: ${defect.clause}.`,
        advice:
          isOwn && defect.kind === 'none'
            ? `Correct the name, or end the record with “-all” or “~all” in place of the redirect.`
            : `Only the owner of ${isOwn ? target : holder} can mend that record: tell them, and write the senders into the record of ${about.subject} until they have.`,
      };
    }
  },
});
