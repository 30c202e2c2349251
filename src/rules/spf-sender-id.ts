import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfTextOf } from '../proposal/spf-domains.ts';
import { placeOfText } from '../proposal/spf-words.ts';

interface SenderId {
  readonly owner: Name;
  readonly txt: SpfTextOf<'sender-id'>;
}

export const spfSenderId = defineRule<SenderId>({
  id: 'spf-sender-id',
  severity: 'notice',
  summary: 'A left-over Sender ID record',
  why: 'Sender ID was an experiment beside SPF that has ended; receivers no longer read records that begin with “spf2.0/”.',
  norm: 'RFC 4406, RFC 6686',
  examples: {
    bad: { zone: '@  TXT  "v=spf1 ip4:192.0.2.25 -all"\n@  TXT  "spf2.0/pra ip4:192.0.2.25 -all"\n' },
    good: { zone: '@  TXT  "v=spf1 ip4:192.0.2.25 -all"\n' },
  },
  *subjects({ spfDomains }) {
    for (const { owner, senderIds } of spfDomains.byName.values()) {
      for (const txt of senderIds) yield { owner, txt };
    }
  },
  *check({ owner, txt }, { spfDomains }) {
    const subject = plain(owner);
    const isAlone = (spfDomains.byName.get(owner)?.records.length ?? 0) === 0;
    yield {
      subject,
      names: [txt.text.split(' ', 1)[0]],
      place: placeOfText(txt),
      message: `${subject} publishes a Sender ID record (${quoted(txt.text.split(' ', 1)[0])}), which receivers no longer read.`,
      advice: isAlone
        ? 'Publish an SPF record instead: the same terms after “v=spf1”.'
        : 'Delete it; the SPF record says everything.',
    };
  },
});
