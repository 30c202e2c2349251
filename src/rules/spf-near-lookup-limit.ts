import { defineRule } from '../proposal/proposal.ts';
import { lookupCost } from '../proposal/spf-cost-words.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { mayCost, startingDomains } from '../proposal/spf-starts.ts';
import { MAX_LOOKUPS } from '../spf/limits.ts';

/** From here on one more service, or one more include inside a service's own record, breaks the domain's mail. */
const NEAR = 9;
const nineHosts = Array.from({ length: 9 }, (_, i) => `h${i + 1}`);

export const spfNearLookupLimit = defineRule<SpfDomain>({
  id: 'spf-near-lookup-limit',
  severity: 'warning',
  summary: 'An SPF record that takes 9 or 10 of the 10 DNS lookups',
  why: 'The services whose records are included change them without notice; one lookup more on their side and receivers answer “permerror” for the domain.',
  norm: 'RFC 7208 §4.6.4',
  examples: {
    bad: {
      zone: `@    TXT  "v=spf1 ${nineHosts.map((host) => `a:${host}.example.com`).join(' ')} -all"
${nineHosts.map((host, i) => `${host.padEnd(4)} A    192.0.2.${i + 1}`).join('\n')}
`,
    },
    good: { zone: '@    TXT  "v=spf1 ip4:192.0.2.0/28 -all"\n' },
  },
  subjects: (proposal) => startingDomains(proposal, mayCost(NEAR)),
  *check(domain, proposal) {
    const cost = yield* lookupCost(domain, proposal, NEAR);
    if (cost === undefined || cost.lookups > MAX_LOOKUPS) return;
    yield { ...cost.about, message: `${cost.takes}; receivers make ${MAX_LOOKUPS} and no more. ${cost.each}` };
  },
});
