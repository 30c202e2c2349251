import type { Related } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { mayCost, startingDomains, treeOfRecord } from '../proposal/spf-starts.ts';
import { counted, listed } from '../proposal/spf-words.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { MAX_VOID_LOOKUPS } from '../spf/limits.ts';
import { type Reached, reachedTerms } from '../spf/reached.ts';
import type { DomainNode, TermNode } from '../spf/tree.ts';

const MAX_LISTED = 10;
const ADVICE_FOR_IPV6 =
  'Write servers that have IPv4 addresses only as ip4: terms, which need no lookup, and delete terms whose names do not exist.';

export const spfTooManyVoidLookups = defineRule<SpfDomain>({
  id: 'spf-too-many-void-lookups',
  severity: 'error',
  summary: 'An SPF record with more than 2 lookups that have no answer',
  why: 'Receivers allow two lookups without an answer (“void” ones); at the third they stop and answer “permerror”, and mail is refused or sorted out.',
  norm: 'RFC 7208 §4.6.4',
  over: ['spf-void-lookup'],
  examples: {
    bad: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 a:old1.example.com a:old2.example.com a:old3.example.com ip4:192.0.2.25 -all"
ns1  A    192.0.2.53
`,
    },
    good: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 a:out.example.com ip4:192.0.2.25 -all"
out  A    192.0.2.26
ns1  A    192.0.2.53
`,
    },
  },
  subjects: (proposal) => startingDomains(proposal, mayCost(MAX_VOID_LOOKUPS + 1)),
  *check(domain, proposal) {
    const tree = yield* treeOfRecord(domain, proposal);
    if (tree === undefined) return;
    const { owner, records } = domain;
    const [txt] = records;
    const isFor4 = tree.voids4.length > MAX_VOID_LOOKUPS;
    if (!isFor4 && tree.voids6.length <= MAX_VOID_LOOKUPS) return;
    const voids = isFor4 ? tree.voids4 : tree.voids6;
    const ways = waysTo(tree.root, new Set(voids));
    if (ways.length === 0) return;
    const subject = plain(owner);
    const placeOf = ({ start, end }: TermNode['term']) => placeInText(txt.record, start, end);
    const sender = isFor4 ? '' : ' for a sender with an IPv6 address';
    yield {
      subject,
      severity: isFor4 ? 'error' : 'warning',
      count: voids.length,
      place: placeOf(ways[0].top.term),
      message: `Checking mail from ${subject} makes ${counted(voids.length, 'lookup')} without an answer${sender}; after ${MAX_VOID_LOOKUPS} receivers give up (“permerror”): ${listed(
        ways.map((way) => wayText(way, owner)),
        MAX_LISTED,
      )}.`,
      advice: isFor4 ? 'Delete these terms, or correct the names in them.' : ADVICE_FOR_IPV6,
      related: relatedOf(ways, placeOf),
    };
  },
});

/** Each void term once, with the way to it. */
function waysTo(root: DomainNode, voids: ReadonlySet<TermNode>): Reached[] {
  return [...reachedTerms(root)].filter(({ node }) => voids.has(node));
}

function wayText({ node, domain }: Reached, owner: Name): string {
  const term = quoted(node.term.source);
  return domain.domain === owner ? term : `${term} in the record of ${plain(domain.domain)}`;
}

/** The other terms of the record itself that lead to a void lookup. */
function relatedOf(ways: readonly Reached[], placeOf: (term: TermNode['term']) => Related['place']): Related[] {
  const tops = [...new Set(ways.map(({ top }) => top))].slice(1, MAX_LISTED);
  return tops.map((top) => ({
    place: placeOf(top.term),
    message: 'This term has no answer, or leads to one that has none.',
  }));
}
