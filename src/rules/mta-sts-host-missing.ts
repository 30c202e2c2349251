import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { TaggedName } from '../proposal/tag-records.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { isMtaSts } from '../tag-records/mta-sts.ts';

export const mtaStsHostMissing = defineRule<TaggedName>({
  id: 'mta-sts-host-missing',
  severity: 'error',
  summary: 'An MTA-STS record without the host that serves the policy',
  why: 'Senders fetch the policy from the web server “mta-sts.” and the domain. Where that has no address there is no policy, and mail may go over connections that are not encrypted.',
  norm: 'RFC 8461 §3.3',
  examples: {
    bad: { zone: '_mta-sts  TXT  "v=STSv1; id=20261128;"\n' },
    good: { zone: '_mta-sts  TXT  "v=STSv1; id=20261128;"\nmta-sts   A    192.0.2.80\n' },
  },
  subjects: ({ tagRecords }) => tagRecords.mtaSts,
  *check({ domain, owner, texts }, proposal) {
    const records = texts.filter(({ text }) => isMtaSts(text));
    if (records.length !== 1 || domain.startsWith('*.')) return;
    const host = `mta-sts.${domain}`;
    const subject = plain(owner);
    const v4 = yield* proposal.ask(host, 'A', subject);
    const v6 = yield* proposal.ask(host, 'AAAA', subject);
    if (v4.state !== 'absent' || v6.state !== 'absent') return;
    yield {
      subject,
      names: [plain(host)],
      place: placeInText(records[0].record, 0, records[0].text.length),
      message: `${plain(domain)} announces an MTA-STS policy, but the host that has to serve it, ${plain(host)}, ${v4.reason === 'nxdomain' ? 'does not exist' : 'has no address'}.`,
      advice: `Add an A, AAAA or CNAME record for ${plain(host)} that leads to the web server with the policy, or take the record away.`,
    };
  },
});
