import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { type TaggedName, tagProblem } from '../proposal/tag-records.ts';
import { isMeantAsTlsRpt, isTlsRpt, tlsRptDefects } from '../tag-records/tls-rpt.ts';

export const tlsRptSyntax = defineRule<TaggedName>({
  id: 'tls-rpt-syntax',
  severity: 'error',
  summary: 'A TLS reporting policy that senders cannot read',
  why: 'Senders that cannot read the policy send no reports, so nobody hears of mail that could not be delivered over an encrypted connection.',
  norm: 'RFC 8460 §3',
  examples: {
    bad: { zone: '_smtp._tls  TXT  "v=TLSRPTv1; rua=tls@example.com"\n' },
    good: { zone: '_smtp._tls  TXT  "v=TLSRPTv1; rua=mailto:tls@example.com"\n' },
  },
  subjects: ({ tagRecords }) => tagRecords.tlsRpt,
  *check({ domain, texts }) {
    const policies = texts.filter(({ text }) => isTlsRpt(text));
    const wanted = policies.length > 0 ? policies : texts.filter(({ text }) => isMeantAsTlsRpt(text));
    for (const text of wanted) {
      for (const defect of tlsRptDefects(text.text))
        yield tagProblem(text, `the TLS reporting policy of ${plain(domain)}`, defect);
    }
  },
});
