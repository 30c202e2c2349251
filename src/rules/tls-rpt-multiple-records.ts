import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { severalProblem } from '../proposal/several-records.ts';
import type { TaggedName } from '../proposal/tag-records.ts';
import { isTlsRpt } from '../tag-records/tls-rpt.ts';

export const tlsRptMultipleRecords = defineRule<TaggedName>({
  id: 'tls-rpt-multiple-records',
  severity: 'error',
  summary: 'Several TLS reporting policies at one name',
  why: 'Senders that find more than one policy send no reports at all.',
  norm: 'RFC 8460 §3',
  examples: {
    bad: {
      zone: '_smtp._tls  TXT  "v=TLSRPTv1; rua=mailto:a@example.com"\n_smtp._tls  TXT  "v=TLSRPTv1; rua=mailto:b@example.com"\n',
    },
    good: { zone: '_smtp._tls  TXT  "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com"\n' },
  },
  subjects: ({ tagRecords }) => tagRecords.tlsRpt,
  *check({ owner, domain, texts }) {
    const records = texts.filter(({ text }) => isTlsRpt(text));
    if (records.length < 2) return;
    yield severalProblem(owner, records, {
      message: `${plain(domain)} has ${records.length} TLS reporting policies. A domain may have one; with more, senders use none of them.`,
      advice: 'Keep the one that is meant and delete the others.',
      other: 'Another policy of TLS reporting at the same name.',
    });
  },
});
