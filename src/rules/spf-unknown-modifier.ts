import { plain } from '../model/name.ts';
import { nearest } from '../model/nearest.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { placeInText } from '../proposal/text-edit.ts';
import type { Modifier, Term } from '../spf/record.ts';

/** Of the IANA registry of SPF modifiers; ra, rp and rr ask for reports (RFC 6652). */
const REGISTERED = new Set(['redirect', 'exp', 'ra', 'rp', 'rr']);

export const spfUnknownModifier = defineRule<OwnSpf>({
  id: 'spf-unknown-modifier',
  severity: 'notice',
  summary: 'An SPF record has a modifier that no norm knows',
  why: 'Receivers skip modifiers that they do not know without a word, so the term has no effect.',
  norm: 'RFC 7208 §6',
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx default=deny -all"\nmail A 192.0.2.25\n' },
    good: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx ra=postmaster -all"\nmail A 192.0.2.25\n' },
  },
  subjects: ({ spfDomains }) => spfDomains.own.filter(({ txt }) => txt.spf.terms.some(isUnknown)),
  *check({ owner, txt }) {
    const subject = plain(owner);
    for (const term of txt.spf.terms) {
      if (!isUnknown(term)) continue;
      const meant = nearest(term.name, ['redirect', 'exp']);
      yield {
        subject,
        names: [term.source],
        place: placeInText(txt.record, term.start, term.end),
        message: `The SPF record of ${subject} has ${quoted(term.source)}: SPF has no modifier ${quoted(term.name)}, so receivers ignore the term.`,
        advice:
          meant === undefined
            ? 'Leave it out, or write what was meant with a term that SPF has.'
            : `If “${meant}” was meant, write ${quoted(`${meant}=${term.value.source}`)}; otherwise leave the term out.`,
      };
    }
  },
});

function isUnknown(term: Term): term is Modifier {
  return term.kind === 'modifier' && !REGISTERED.has(term.name);
}
