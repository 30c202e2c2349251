import { defineRule } from '../proposal/proposal.ts';
import { lookupCost } from '../proposal/spf-cost-words.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { mayCost, startingDomains } from '../proposal/spf-starts.ts';
import { MAX_LOOKUPS } from '../spf/limits.ts';

const elevenHosts = Array.from({ length: 11 }, (_, i) => `h${i + 1}`);

export const spfTooManyLookups = defineRule<SpfDomain>({
  id: 'spf-too-many-lookups',
  severity: 'error',
  summary: 'An SPF record that takes more than 10 DNS lookups',
  why: 'Receivers stop after 10 lookups and answer “permerror”, so mail that would only be authorised after that, or all mail, is refused or sorted out.',
  norm: 'RFC 7208 §4.6.4',
  examples: {
    bad: {
      zone: `@    TXT  "v=spf1 ${elevenHosts.map((host) => `a:${host}.example.com`).join(' ')} -all"
${elevenHosts.map((host, i) => `${host.padEnd(4)} A    192.0.2.${i + 1}`).join('\n')}
`,
    },
    good: { zone: '@    TXT  "v=spf1 ip4:192.0.2.0/28 -all"\n' },
  },
  subjects: (proposal) => startingDomains(proposal, mayCost(MAX_LOOKUPS + 1)),
  *check(domain, proposal) {
    const cost = yield* lookupCost(domain, proposal, MAX_LOOKUPS + 1);
    if (cost === undefined) return;
    yield {
      ...cost.about,
      message: `${cost.takes}; after ${MAX_LOOKUPS} receivers give up (“permerror”). ${cost.each}`,
    };
  },
});
