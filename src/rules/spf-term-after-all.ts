import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { toPaste } from '../proposal/spf-policy.ts';
import { listed } from '../proposal/spf-words.ts';
import { placeInText } from '../proposal/text-edit.ts';
import type { Mechanism } from '../spf/record.ts';

const MAX_LISTED = 5;

export const spfTermAfterAll = defineRule<OwnSpf>({
  id: 'spf-term-after-all',
  severity: 'warning',
  summary: 'An SPF record goes on after “all”, where nothing is ever tested',
  why: '“all” matches every server, so evaluation ends there. Senders that are listed after it are not authorised.',
  norm: 'RFC 7208 §5.1',
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx -all ip4:192.0.2.40"\nmail A 192.0.2.25\n' },
    good: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx ip4:192.0.2.40 -all"\nmail A 192.0.2.25\n' },
  },
  subjects: ({ spfDomains }) => spfDomains.own.filter(({ txt }) => txt.spf.order.neverTested.length > 0),
  *check({ owner, txt }) {
    const { all, neverTested } = txt.spf.order;
    if (all === undefined) return;
    const subject = plain(owner);
    const sources = neverTested.map(({ source }) => quoted(source));
    yield {
      subject,
      names: neverTested.map(({ source }) => source),
      place: placeInText(txt.record, neverTested[0].start, neverTested[neverTested.length - 1].end),
      message:
        `In the SPF record of ${subject}, ${listed(sources, MAX_LISTED)} ${sources.length === 1 ? 'comes' : 'come'} after ${quoted(all.source)}. ` +
        `${quoted(all.source)} matches every server, so what follows has no effect.`,
      advice: advice(txt.text, all, neverTested),
    };
  },
});

function advice(text: string, all: Mechanism, neverTested: readonly Mechanism[]): string {
  const senders = neverTested.filter(({ name }) => name !== 'all');
  if (senders.length === 0) return `Keep one “all”, at the end. Today ${quoted(all.source)} counts.`;
  const before = text.slice(0, all.start).trimEnd();
  const moved = `${before} ${senders.map(({ source }) => source).join(' ')} ${all.source}`;
  return `Leave out what is not needed, and move the rest before ${quoted(all.source)}:${toPaste(moved)}`;
}
