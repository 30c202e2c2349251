import type { Family } from '../model/address.ts';
import { type AddressRange, rangeOf } from '../model/address-set.ts';
import { type FirstMatch, firstMatches } from '../model/first-match.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { dropTerm, listingRecords } from '../proposal/spf-policy.ts';
import { listed } from '../proposal/spf-words.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { literalNetwork } from '../spf/literal-network.ts';
import type { Mechanism, SpfRecord } from '../spf/record.ts';

/** Earlier terms that are looked at for one shadowed term; a network of thousands of pieces is the same story. */
const MAX_DECIDERS = 20;
const MAX_LISTED = 3;

/** A term whose every address an earlier term decides, and those terms. */
interface Shadowed {
  readonly term: Mechanism;
  readonly deciders: readonly Mechanism[];
}

export const spfShadowedNetwork = defineRule<OwnSpf>({
  id: 'spf-shadowed-network',
  severity: 'notice',
  summary: 'A network in an SPF record is already decided by an earlier one',
  why: 'The first term that matches a server decides, so a term that earlier ones cover completely never has an effect; where it says something else, its meaning is lost.',
  norm: 'RFC 7208 §4.6.2',
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.25 -all"\nmail A 192.0.2.25\n' },
    good: { zone: '@ MX 10 mail\n@ TXT "v=spf1 -ip4:192.0.2.99 ip4:192.0.2.0/24 -all"\nmail A 192.0.2.25\n' },
  },
  subjects: listingRecords,
  *check({ owner, txt }) {
    const subject = plain(owner);
    for (const { term, deciders } of [...shadowed(txt.spf, 4), ...shadowed(txt.spf, 6)]) {
      const contradicted = deciders.some(({ qualifier }) => qualifier !== term.qualifier);
      const covers = listed(
        deciders.map(({ source }) => quoted(source)),
        MAX_LISTED,
      );
      yield {
        subject,
        names: [term.source],
        severity: contradicted ? 'warning' : undefined,
        place: placeInText(txt.record, term.start, term.end),
        message: contradicted
          ? `In the SPF record of ${subject}, ${quoted(term.source)} never has an effect: ${covers} before it already ${deciders.length === 1 ? 'decides' : 'decide'} these addresses, with another result.`
          : `In the SPF record of ${subject}, ${quoted(term.source)} adds nothing: ${covers} before it already ${deciders.length === 1 ? 'covers' : 'cover'} it.`,
        advice: contradicted
          ? `The first match counts. If ${quoted(term.source)} is meant as an exception, put it before ${quoted(deciders[0].source)}.`
          : 'It can be left out.',
        related: deciders.slice(0, MAX_LISTED).map((decider) => ({
          place: placeInText(txt.record, decider.start, decider.end),
          message: 'This term comes first and decides.',
        })),
        fix: contradicted ? undefined : dropTerm(txt, term),
      };
    }
  },
});

function shadowed(spf: SpfRecord, family: Family): Shadowed[] {
  const terms: Mechanism[] = [];
  const ranges: AddressRange[] = [];
  for (const term of spf.order.tested) {
    const network = literalNetwork(term);
    if (network?.family !== family) continue;
    terms.push(term);
    ranges.push(rangeOf(network));
  }
  if (terms.length < 2) return [];
  const matches = firstMatches(ranges);
  const effective = new Set(matches.map(({ index }) => index));
  return terms.flatMap((term, index) => {
    if (effective.has(index)) return [];
    return [{ term, deciders: decidersOf(ranges[index], matches).map((decider) => terms[decider]) }];
  });
}

/** The indices of the ranges that decide a stretch of addresses, the first few of them, in the record's order. */
function decidersOf({ first, last }: AddressRange, matches: readonly FirstMatch[]): number[] {
  let low = 0;
  let high = matches.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (matches[middle].last < first) low = middle + 1;
    else high = middle;
  }
  const deciders = new Set<number>();
  for (let i = low; i < Math.min(matches.length, low + MAX_DECIDERS) && matches[i].first <= last; i++) {
    deciders.add(matches[i].index);
  }
  return [...deciders].sort((a, b) => a - b);
}
