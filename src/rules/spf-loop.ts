import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { isMailDomain, leadsOn, singleRecords, treeOfRecord } from '../proposal/spf-starts.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { type Reached, reachedTerms, wayTo } from '../spf/reached.ts';

const MAX_LISTED = 8;
/** Loops told of one record. */
const MAX_TOLD = 10;

export const spfLoop = defineRule<SpfDomain>({
  id: 'spf-loop',
  severity: 'error',
  summary: 'SPF records that include one another in a circle',
  why: 'Receivers go round until they have made 10 lookups and then answer “permerror”, so mail is refused or sorted out.',
  norm: 'RFC 7208 §4.6.4',
  examples: {
    bad: {
      zone: `@     TXT  "v=spf1 include:_spf.example.com -all"
_spf  TXT  "v=spf1 ip4:192.0.2.25 include:example.com -all"
`,
    },
    good: {
      zone: `@     TXT  "v=spf1 include:_spf.example.com -all"
_spf  TXT  "v=spf1 ip4:192.0.2.25 -all"
`,
    },
  },
  subjects: (proposal) => singleRecords(proposal, leadsOn),
  *check(domain, proposal) {
    const tree = yield* treeOfRecord(domain, proposal);
    if (tree === undefined) return;
    const { owner } = domain;
    const subject = plain(owner);
    let told = 0;
    for (const reached of reachedTerms(tree.root)) {
      if (reached.node.outcome !== 'loop') continue;
      const way = wayTo(reached).map(({ domain }) => domain);
      if (teller(way, circleOf(way, reached), proposal) !== owner) continue;
      if (++told > MAX_TOLD) return;
      yield problemOf(subject, reached, circleOf(way, reached), proposal);
    }
  },
});

/** The names on the way that the closing term comes back to. */
function circleOf(way: readonly Name[], { node }: Reached): readonly Name[] {
  return way.slice(Math.max(0, way.indexOf(node.target ?? '')));
}

/**
 * Who tells of a circle, so that it is told once: of the proposed names on it the first that has mail, else the first.
 * A circle of others' records is told by the last proposed record on the way to it.
 */
function teller(way: readonly Name[], circle: readonly Name[], proposal: Proposal): Name | undefined {
  const isProposed = (name: Name) => proposal.spfDomains.byName.has(name);
  const own = circle.filter(isProposed).sort();
  return own.find((name) => isMailDomain(proposal, name)) ?? own[0] ?? way.findLast(isProposed);
}

/** The place is the term that closes the circle where that is a proposed one, else the own term that leads there. */
function problemOf(subject: string, reached: Reached, circle: readonly Name[], { spfDomains }: Proposal) {
  const closing = deepestProposed(reached, spfDomains.byName);
  const txt = spfDomains.byName.get(closing.domain.domain)!.records[0];
  const { term } = closing.node;
  const names = circle.map(plain);
  return {
    subject,
    names: [...names].sort(),
    place: placeInText(txt.record, term.start, term.end),
    message:
      names.length === 1
        ? `The SPF record of ${names[0]} leads to itself: ${quoted(reached.node.term.source)}${names[0] === subject ? '' : `, and the record of ${subject} includes it`}.`
        : `SPF records lead in a circle: ${circleText(names)}. Receivers give up with “permerror” for mail of ${subject}.`,
    advice: `Delete ${quoted(term.source)} from the record of ${plain(closing.domain.domain)}; what it is to authorise is there already.`,
  };
}

/** `a → b → a`; a long way is cut at its end. */
function circleText(names: readonly string[]): string {
  const shown = names.length > MAX_LISTED ? [...names.slice(0, MAX_LISTED - 1), '…'] : names;
  return [...shown, names[0]].join(' → ');
}

function deepestProposed(reached: Reached, proposed: ReadonlyMap<Name, unknown>): Reached {
  let at = reached;
  while (at.from !== undefined && !proposed.has(at.domain.domain)) at = at.from;
  return at;
}
