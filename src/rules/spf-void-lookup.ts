import type { Effect } from '../model/effect.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { dropTerm } from '../proposal/spf-policy.ts';
import { mayBeVoid, singleRecords, treeOfRecord } from '../proposal/spf-starts.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { MAX_VOID_LOOKUPS } from '../spf/limits.ts';
import type { SpfRecord, Term } from '../spf/record.ts';
import type { SpfTree, TermNode } from '../spf/tree.ts';

/** Terms told of one record. */
const MAX_TOLD = 20;
/** Including records looked at; a part of thousands of records is told of in any case. */
const MAX_REFERRERS = 20;

export const spfVoidLookup = defineRule<SpfDomain>({
  id: 'spf-void-lookup',
  severity: 'warning',
  summary: 'An SPF term whose name does not exist',
  why: 'The term authorises nobody, costs a lookup, and counts towards the two lookups without an answer that receivers allow; whoever registers a name that has lapsed may send as the domain.',
  norm: 'RFC 7208 §4.6.4',
  examples: {
    bad: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 a:old-mail.example.com ip4:192.0.2.25 -all"
ns1  A    192.0.2.53
`,
    },
    good: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 a:out.example.com ip4:192.0.2.25 -all"
out  AAAA 2001:db8::25
ns1  A    192.0.2.53
`,
    },
  },
  subjects: (proposal) => singleRecords(proposal, mayBeVoid(proposal.view)),
  *check(domain, proposal) {
    const tree = yield* treeOfRecord(domain, proposal);
    if (tree === undefined) return;
    const voids = tree.root.terms.filter(isVoid);
    // Then every void term is named by the rule for too many, of this name or of one that includes it.
    if (voids.length === 0 || hasTooMany(tree) || (yield* isToldOfReferrer(domain, proposal))) return;
    const { owner, records } = domain;
    const [txt] = records;
    const subject = plain(owner);
    for (const { term, target } of voids.slice(0, MAX_TOLD)) {
      const name = target === undefined ? '' : plain(target);
      yield {
        subject,
        names: [term.source],
        place: placeInText(txt.record, term.start, term.end),
        message: `In the SPF record of ${subject}, ${quoted(term.source)} authorises nobody: ${lack(term.name, name)}.`,
        advice: hasName(term)
          ? 'Correct the name in it, or delete the term if no mail comes from there.'
          : `Mend the records of ${subject} that it looks up, or delete the term if no mail comes from there.`,
        // A bare term is right where the records that it looks up are wrong, and a record without senders stops all mail.
        fix: hasName(term) && hasOtherSenders(txt.spf, term) ? dropTerm(txt, term) : undefined,
      };
    }
  },
});

function hasOtherSenders({ terms }: SpfRecord, dropped: Term): boolean {
  return terms.some((term) => term !== dropped && term.kind === 'mechanism' && term.name !== 'all');
}

function hasTooMany({ voids4, voids6 }: SpfTree): boolean {
  return voids4.length > MAX_VOID_LOOKUPS || voids6.length > MAX_VOID_LOOKUPS;
}

function* isToldOfReferrer({ owner }: SpfDomain, { spfDomains, spfTree }: Proposal): Effect<boolean> {
  let asked = 0;
  for (const name of spfDomains.referrers.get(owner) ?? []) {
    if (++asked > MAX_REFERRERS) return false;
    if (hasTooMany(yield* spfTree(name))) return true;
  }
  return false;
}

/** Includes and redirects that lead nowhere are an error of their own. */
function isVoid({ term, outcome, void4, void6 }: TermNode): boolean {
  return outcome !== 'ignored' && void4 && void6 && term.kind === 'mechanism' && term.name !== 'include';
}

function hasName(term: TermNode['term']): boolean {
  return term.kind === 'mechanism' && term.domain !== undefined;
}

function lack(mechanism: string, name: string): string {
  return mechanism === 'mx' ? `${name} has no mail servers with an address` : `${name} has no address`;
}
