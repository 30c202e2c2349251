import { isEmpty } from '../model/address-set.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { takesMail } from '../proposal/mail-domains.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf, SpfTextOf } from '../proposal/spf-domains.ts';
import { firstSender } from '../proposal/spf-policy.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { asMeant } from '../spf/as-meant.ts';
import { authorised } from '../spf/networks.ts';

export const spfNullMxSender = defineRule<OwnSpf>({
  id: 'spf-null-mx-sender',
  severity: 'warning',
  summary: 'A domain that takes no mail (null MX) authorises senders in SPF',
  why: 'Replies and bounces to a domain with a null MX cannot be delivered, so receivers refuse mail that is sent in its name. Such a domain should not send.',
  norm: 'RFC 7505 §4.2',
  examples: {
    bad: { zone: '@ MX 0 .\n@ TXT "v=spf1 ip4:192.0.2.25 -all"\n' },
    good: { zone: '@ MX 0 .\n@ TXT "v=spf1 -all"\n' },
  },
  *subjects(proposal) {
    for (const own of proposal.spfDomains.own) {
      const mx = proposal.mailDomains.get(own.owner);
      if (mx !== undefined && !takesMail(mx)) yield own;
    }
  },
  *check({ owner, txt, only }, proposal) {
    const sender = senderOf(txt);
    if (sender === undefined) return;
    if (only) {
      const tree = yield* proposal.spfTree(owner);
      const authorisation = authorised(tree);
      const nobody = isEmpty(authorisation.pass4) && isEmpty(authorisation.pass6);
      if (nobody && authorisation.complete && authorisation.permerror === undefined) return;
    }
    const subject = plain(owner);
    const mx = proposal.mailDomains.get(owner) ?? [];
    yield {
      subject,
      place: placeInText(txt.record, sender.start, sender.end),
      message: `${subject} says that it takes no mail (null MX, “0 .”), yet its SPF record authorises senders with ${quoted(sender.source)}. Receivers refuse mail that nobody can answer.`,
      advice: `If ${subject} sends no mail, its SPF record should be "v=spf1 -all". If it does, give it an MX record with a real mail host.`,
      related: mx.map(({ place }) => ({ place, message: 'The null MX.' })),
    };
  },
});

interface Written {
  readonly start: number;
  readonly end: number;
  readonly source: string;
}

/** The first term that lets someone pass, or would if it were spelt right. */
function senderOf({ spf, text }: SpfTextOf<'spf'>): Written | undefined {
  const sender = firstSender(spf, false);
  if (sender !== undefined || spf.errors.length === 0 || firstSender(asMeant(spf), false) === undefined) return sender;
  const error = spf.errors.find(({ suggestion }) => suggestion !== undefined && suggestion !== '') ?? spf.errors[0];
  return { start: error.start, end: error.end, source: text.slice(error.start, error.end) };
}
