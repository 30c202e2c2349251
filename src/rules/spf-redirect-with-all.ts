import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { modifierOf } from '../spf/record.ts';

export const spfRedirectWithAll = defineRule<OwnSpf>({
  id: 'spf-redirect-with-all',
  severity: 'warning',
  summary: 'An SPF record has both “redirect” and “all”; the redirect is ignored',
  why: '“redirect” is followed only when nothing in the record matches, and “all” always matches. The senders of the other record are not authorised.',
  norm: 'RFC 7208 §5.1, §6.1',
  examples: {
    bad: {
      zone: '@ MX 10 mail\n@ TXT "v=spf1 redirect=_spf.example.com -all"\n_spf TXT "v=spf1 ip4:192.0.2.25 -all"\nmail A 192.0.2.25\n',
    },
    good: {
      zone: '@ MX 10 mail\n@ TXT "v=spf1 redirect=_spf.example.com"\n_spf TXT "v=spf1 ip4:192.0.2.25 -all"\nmail A 192.0.2.25\n',
    },
  },
  subjects: ({ spfDomains }) => spfDomains.own.filter(({ txt }) => modifierOf(txt.spf, 'redirect') !== undefined),
  *check({ owner, txt }) {
    const redirect = modifierOf(txt.spf, 'redirect');
    const { all } = txt.spf.order;
    if (redirect === undefined || all === undefined) return;
    const subject = plain(owner);
    yield {
      subject,
      names: [redirect.source],
      place: placeInText(txt.record, redirect.start, redirect.end),
      message: `The SPF record of ${subject} has ${quoted(redirect.source)} beside ${quoted(all.source)}: because “all” matches every server, the redirect is never followed.`,
      advice: `To let the other record decide, leave out ${quoted(all.source)}. To add its senders to the ones listed here, write ${quoted(`include:${redirect.value.source}`)} before ${quoted(all.source)} instead of the redirect.`,
    };
  },
});
