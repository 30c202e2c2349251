import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { firstSender, isUsedByDomain, toPaste } from '../proposal/spf-policy.ts';
import { placeInText } from '../proposal/text-edit.ts';

export const spfNeutralAll = defineRule<OwnSpf>({
  id: 'spf-neutral-all',
  severity: 'warning',
  summary: 'An SPF record ends in “?all” and so says nothing about forged mail',
  why: '“?all” tells receivers to treat all other servers as if there were no SPF record, so forged mail in the name of the domain is not held up.',
  norm: 'RFC 7208 §8.2',
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx ?all"\nmail A 192.0.2.25\n' },
    good: {
      zone: '@ MX 10 mail\n@ TXT "v=spf1 include:_spf.example.com ~all"\n_spf TXT "v=spf1 ip4:192.0.2.25 ?all"\nmail A 192.0.2.25\n',
    },
  },
  subjects: ({ spfDomains }) => spfDomains.own.filter(({ txt }) => txt.spf.order.all?.qualifier === '?'),
  *check({ owner, txt }, proposal) {
    const all = txt.spf.order.all!;
    if (!isUsedByDomain(owner, proposal)) return;
    const subject = plain(owner);
    const end = firstSender(txt.spf) === undefined ? '-all' : '~all';
    yield {
      subject,
      place: placeInText(txt.record, all.start, all.end),
      message: `The SPF record of ${subject} ends in “?all”: servers that it does not list get the result “neutral”, as if ${subject} had no SPF record at all.`,
      advice:
        (end === '-all'
          ? `The record lists no sender. If ${subject} sends no mail, say so with “-all”:`
          : 'Write “~all” (receivers treat other servers as suspicious) and, once every sender is listed, “-all” (receivers refuse them):') +
        toPaste(`${txt.text.slice(0, all.start)}${end}${txt.text.slice(all.end)}`),
    };
  },
});
