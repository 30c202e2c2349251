import { plain } from '../model/name.ts';
import { quoted, txtData } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfDomain, SpfTextOf } from '../proposal/spf-domains.ts';
import { placeOfText } from '../proposal/spf-words.ts';
import { mergeSpf } from '../spf/merge.ts';

/** Other parts shown beside the one that is underlined. */
const MAX_RELATED = 10;

export const spfSplitAcrossRecords = defineRule<SpfDomain>({
  id: 'spf-split-across-records',
  severity: 'error',
  summary: 'One SPF policy spread over several TXT records',
  why: 'TXT records are never joined, only the strings inside one record are. A receiver reads the record that begins with “v=spf1” and none of the others, so the senders in them are not authorised.',
  norm: 'RFC 7208 §3.2, §3.3',
  examples: {
    bad: {
      zone: `@  TXT  "v=spf1 ip4:192.0.2.25"
@  TXT  "include:_spf.example.net -all"
`,
    },
    good: {
      zone: `@  TXT  ( "v=spf1 ip4:192.0.2.25 "
          "include:_spf.example.net -all" )
`,
    },
  },
  *subjects({ spfDomains }) {
    for (const domain of spfDomains.byName.values()) {
      if (domain.records.length > 0 && domain.meant.some(isPart)) yield domain;
    }
  },
  *check({ owner, records, meant }) {
    const parts = meant.filter(isPart);
    const subject = plain(owner);
    const [first, ...more] = parts;
    const others = [...records, ...more];
    yield {
      subject,
      place: placeOfText(first),
      message: `The SPF policy of ${subject} stands in several TXT records. ${quoted(first.text)} is a record of its own here, which receivers do not read as SPF.`,
      advice: `Write everything into one TXT record, which may have several strings: ${txtData(mergeSpf([...records, ...parts].map(({ text }) => text)))}`,
      related: others.slice(0, MAX_RELATED).map((text) => ({
        place: placeOfText(text),
        message: text.kind === 'spf' ? 'The record that receivers read.' : 'Another part that no receiver reads.',
      })),
    };
  },
});

function isPart({ meant }: SpfTextOf<'meant'>): boolean {
  return meant.kind === 'no-version';
}
