import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { firstSender, isUsedByDomain, toPaste } from '../proposal/spf-policy.ts';
import { placeOfText } from '../proposal/spf-words.ts';
import { modifierOf } from '../spf/record.ts';

export const spfNoAll = defineRule<OwnSpf>({
  id: 'spf-no-all',
  severity: 'warning',
  summary: 'An SPF record has no “all” at its end and no “redirect”',
  why: 'Without an end the record says nothing about the servers that it does not list: the result is “neutral”, and forged mail is not held up.',
  norm: 'RFC 7208 §4.7',
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx"\nmail A 192.0.2.25\n' },
    good: {
      zone: '@ MX 10 mail\n@ TXT "v=spf1 include:_spf.example.com -all"\n_spf TXT "v=spf1 ip4:192.0.2.25"\nmail A 192.0.2.25\n',
    },
  },
  subjects: ({ spfDomains }) => spfDomains.own.filter(({ txt }) => txt.spf.order.all === undefined),
  *check({ owner, txt }, proposal) {
    // A term that cannot be read may be the misspelt `all` or `redirect`.
    if (txt.spf.errors.length > 0 || modifierOf(txt.spf, 'redirect') !== undefined) return;
    if (!isUsedByDomain(owner, proposal)) return;
    const subject = plain(owner);
    const last = txt.spf.terms.at(-1);
    const end = firstSender(txt.spf) === undefined ? '-all' : '~all';
    yield {
      subject,
      place: placeOfText(txt),
      message:
        last === undefined
          ? `The SPF record of ${subject} has no terms; receivers take that as “neutral” for every server, as if there were no SPF record.`
          : `The SPF record of ${subject} ends after ${quoted(last.source)} and does not say what becomes of all other servers; receivers take that as “neutral”, as if there were no SPF record for them.`,
      advice:
        (end === '-all'
          ? `The record lists no sender. If ${subject} sends no mail, say so with “-all”:`
          : 'End the record in “~all” (receivers treat other servers as suspicious) and, once every sender is listed, in “-all” (receivers refuse them):') +
        toPaste(`${txt.text.trimEnd()} ${end}`),
    };
  },
});
