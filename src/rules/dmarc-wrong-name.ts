import { type Name, plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { TaggedText } from '../proposal/tag-records.ts';

export const dmarcWrongName = defineRule<TaggedText>({
  id: 'dmarc-wrong-name',
  severity: 'error',
  summary: 'A DMARC policy at a name where no receiver looks for it',
  why: 'Receivers ask for the policy at “_dmarc.” and the domain. Anywhere else it does not exist for them, and forged mail is not held back.',
  norm: 'RFC 9989 §4.7',
  examples: {
    bad: { zone: '@  TXT  "v=DMARC1; p=reject"\n' },
    good: { zone: '_dmarc  TXT  "v=DMARC1; p=reject"\n' },
  },
  *subjects({ tagRecords, view }) {
    if (tagRecords.strayDmarc.length === 0) return;
    // What an alias at “_dmarc.” leads to is looked at, whatever its name.
    const targets = new Set<Name>();
    for (const { owner, target } of view.of('CNAME')) if (owner.includes('_dmarc.')) targets.add(target);
    for (const text of tagRecords.strayDmarc) if (!targets.has(text.record.owner)) yield text;
  },
  *check({ record }) {
    const { owner, zone, place } = record;
    const isDoubled = owner.endsWith(`.${zone}${zone}`) || owner === `${zone}${zone}`;
    const domain = isDoubled ? zone : owner.replace(/^(?:_[^.]*|dmarc)\./, '');
    yield {
      subject: plain(owner),
      place,
      message: isDoubled
        ? `The DMARC policy stands at ${plain(owner)}: the name lacks its final dot, so the zone’s name was added to it once more.`
        : `The DMARC policy stands at ${plain(owner)}, where no receiver looks for it.`,
      advice: `Move it to ${plain(`_dmarc.${domain}`)}.`,
    };
  },
});
