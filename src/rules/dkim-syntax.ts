import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { type TaggedName, tagProblem } from '../proposal/tag-records.ts';
import { dkimDefects, isDkim } from '../tag-records/dkim.ts';

export const dkimSyntax = defineRule<TaggedName>({
  id: 'dkim-syntax',
  severity: 'error',
  summary: 'A DKIM key that cannot be read',
  why: 'Receivers that cannot read the key cannot verify any signature made with it: the mail counts as unsigned, and fails DMARC where SPF does not save it.',
  norm: 'RFC 6376 §3.6.1',
  examples: {
    bad: { zone: 'mail._domainkey  TXT  "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHU"\n' },
    good: { zone: 'mail._domainkey  TXT  "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n' },
  },
  subjects: ({ tagRecords }) => tagRecords.dkim,
  *check({ owner, texts }) {
    for (const text of texts) {
      if (!isDkim(text.text)) continue;
      for (const defect of dkimDefects(text.text)) yield tagProblem(text, `the DKIM key ${plain(owner)}`, defect);
    }
  },
});
