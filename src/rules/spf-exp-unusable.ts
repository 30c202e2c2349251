import { absolute, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { modifierOf } from '../spf/record.ts';

export const spfExpUnusable = defineRule<OwnSpf>({
  id: 'spf-exp-unusable',
  severity: 'notice',
  summary: 'The explanation that an SPF record points to cannot be used',
  why: '“exp” names a TXT record whose text refused senders are shown. Without exactly one TXT record there, they get no explanation.',
  norm: 'RFC 7208 §6.2',
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx -all exp=explain.example.com"\nmail A 192.0.2.25\n' },
    good: {
      zone: '@ MX 10 mail\n@ TXT "v=spf1 mx -all exp=explain.example.com"\nmail A 192.0.2.25\nexplain TXT "%{i} may not send mail as %{d}."\n',
    },
  },
  subjects: ({ spfDomains }) => spfDomains.own.filter(({ txt }) => modifierOf(txt.spf, 'exp') !== undefined),
  *check({ owner, txt }, proposal) {
    const exp = modifierOf(txt.spf, 'exp');
    if (exp === undefined || exp.value.dynamic) return;
    const subject = plain(owner);
    const target = absolute(exp.value.source);
    const answer = yield* proposal.ask(target, 'TXT', subject);
    if (answer.state === 'unknown' || (answer.state === 'found' && answer.records.length === 1)) return;
    const name = plain(target);
    yield {
      subject,
      names: [name],
      place: placeInText(txt.record, exp.start, exp.end),
      message:
        answer.state === 'found'
          ? `The SPF record of ${subject} points to ${name} for an explanation (${quoted(exp.source)}), but there are ${answer.records.length} TXT records, so receivers use none of them.`
          : `The SPF record of ${subject} points to ${name} for an explanation (${quoted(exp.source)}), but ${answer.reason === 'nxdomain' ? 'there is no such name' : 'there is no TXT record'}.`,
      advice:
        answer.state === 'found'
          ? 'Keep one TXT record there, or give the explanation a name of its own.'
          : `Add one TXT record at ${name} with the explanation, or leave out ${quoted(exp.source)}.`,
    };
  },
});
