import { formatNetwork } from '../model/address.ts';
import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import type { Judging } from '../model/rule.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { dropTerm } from '../proposal/spf-policy.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { literalNetwork } from '../spf/literal-network.ts';
import { isLive, type Reached, reachedTerms, wayTo } from '../spf/reached.ts';
import type { Mechanism, Term } from '../spf/record.ts';
import type { DomainNode } from '../spf/tree.ts';

export const spfDuplicateTerm = defineRule<OwnSpf>({
  id: 'spf-duplicate-term',
  severity: 'warning',
  summary: 'An SPF record has the same term, or reaches the same include, twice',
  why: 'The second time changes nothing, but every include costs DNS lookups again each time it is reached, and a record that needs more than 10 of them is invalid.',
  norm: '',
  over: ['spf-shadowed-network'],
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx ip4:192.0.2.40 ip4:192.0.2.40 -all"\nmail A 192.0.2.25\n' },
    good: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx ip4:192.0.2.40 ip4:192.0.2.41 -all"\nmail A 192.0.2.25\n' },
  },
  subjects: ({ spfDomains }) => spfDomains.own.filter(({ txt }) => txt.spf.terms.filter(isNotAll).length >= 2),
  *check(own, proposal) {
    yield* sameTerms(own);
    // Only two terms of one record can lead to the same third one by ways that are not told of elsewhere.
    if (own.only && own.txt.spf.terms.filter(leadsToRecord).length >= 2) {
      const tree = yield* proposal.spfTree(own.owner);
      yield* sameIncludes(own, tree.root);
    }
  },
});

/** The same term twice in the record itself. */
function* sameTerms({ owner, txt }: OwnSpf): Judging {
  const subject = plain(owner);
  const first = new Map<string, Mechanism>();
  for (const term of txt.spf.order.tested) {
    const key = keyOf(term, owner);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, term);
      continue;
    }
    const contradicts = earlier.qualifier !== term.qualifier;
    yield {
      subject,
      names: [term.source],
      place: placeInText(txt.record, term.start, term.end),
      message: contradicts
        ? `In the SPF record of ${subject}, ${quoted(term.source)} never has an effect: ${quoted(earlier.source)} before it matches the same servers.`
        : `The SPF record of ${subject} has ${quoted(term.source)} twice${hasLookups(term) ? ', and its DNS lookups are made and counted twice' : ''}.`,
      advice: contradicts ? 'Keep the one that is meant.' : 'Leave out the second one.',
      related: [{ place: placeInText(txt.record, earlier.start, earlier.end), message: 'The first one.' }],
      fix: contradicts ? undefined : dropTerm(txt, term),
    };
  }
}

/** Terms with the same key match the same servers; networks with other qualifiers are left to spf-shadowed-network. */
function keyOf(term: Mechanism, owner: Name): string {
  const network = literalNetwork(term);
  if (network !== undefined) return `${term.qualifier}${formatNetwork(network)}`;
  const { name, domain, prefix4, prefix6 } = term;
  const target = domain === undefined ? plain(owner) : domain.dynamic ? domain.source : nameOf(domain.source);
  return `${name}:${target}/${prefix4}//${prefix6}`;
}

function nameOf(source: string): string {
  return source.toLowerCase().replace(/\.$/, '');
}

function hasLookups({ name }: Mechanism): boolean {
  return name !== 'ip4' && name !== 'ip6';
}

/** The same record reached by two terms of this one, at least one of them through words that the proposal can change. */
function* sameIncludes({ owner, txt }: OwnSpf, root: DomainNode): Judging {
  const subject = plain(owner);
  const first = new Map<Name, Reached>();
  for (const reached of reachedTerms(root)) {
    const { target } = reached.node;
    if (target === undefined || !leadsToRecord(reached.node.term)) continue;
    const earlier = first.get(target);
    if (earlier === undefined) {
      first.set(target, reached);
      continue;
    }
    if (reached.node.outcome === 'loop' || isSameTerm(earlier, reached)) continue;
    if (isLive(earlier.domain) && isLive(reached.domain)) continue;
    // The one to leave out is the one that stands in this record; what the other one includes comes along with it.
    const [spare, kept] = earlier.domain === root && reached.domain !== root ? [earlier, reached] : [reached, earlier];
    const { term } = spare.top;
    yield {
      subject,
      names: [plain(target)],
      place: placeInText(txt.record, term.start, term.end),
      message: `The SPF record of ${subject} reaches ${plain(target)} twice: by ${pathOf(kept)} and by ${pathOf(spare)}. Its DNS lookups are made and counted twice.`,
      advice:
        spare.domain === root
          ? `${quoted(term.source)} can be left out as long as ${quoted(kept.top.term.source)} brings it in.`
          : `Leave out ${quoted(spare.node.term.source)} in the record of ${plain(spare.domain.domain)}, or include ${plain(target)} only once, in the record of ${subject}.`,
    };
  }
}

function leadsToRecord(term: Term): boolean {
  return term.kind === 'modifier' ? term.name === 'redirect' : term.name === 'include';
}

/** Told already: both under one term, which is told of at the record that it leads to, or twice in the record itself. */
function isSameTerm(a: Reached, b: Reached): boolean {
  return a.top === b.top || (a.from === undefined && b.from === undefined && a.node.term.kind === b.node.term.kind);
}

/** `“include:a.example”`, or `“include:a.example”, which leads to b.example,` and so on. */
function pathOf(reached: Reached): string {
  const [, ...way] = wayTo(reached).map(({ domain }) => plain(domain));
  return way.length === 0
    ? quoted(reached.node.term.source)
    : `${quoted(reached.top.term.source)} (via ${way.join(', ')})`;
}

function isNotAll({ name }: Term): boolean {
  return name !== 'all';
}
