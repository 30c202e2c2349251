import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { severalProblem } from '../proposal/several-records.ts';
import type { TaggedName } from '../proposal/tag-records.ts';
import { isDkim } from '../tag-records/dkim.ts';

export const dkimMultipleRecords = defineRule<TaggedName>({
  id: 'dkim-multiple-records',
  severity: 'error',
  summary: 'Several DKIM keys at one selector',
  why: 'What receivers do with two keys at one selector is not defined: some take the wrong one, and every signature fails there.',
  norm: 'RFC 6376 §3.6.2.2',
  examples: {
    bad: {
      zone: 'mail._domainkey  TXT  "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\nmail._domainkey  TXT  "v=DKIM1; p="\n',
    },
    good: {
      zone: 'mail._domainkey  TXT  "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\nold._domainkey   TXT  "v=DKIM1; p="\n',
    },
  },
  subjects: ({ tagRecords }) => tagRecords.dkim,
  *check({ owner, texts }) {
    const keys = texts.filter(({ text }) => isDkim(text));
    if (keys.length < 2) return;
    yield severalProblem(owner, keys, {
      message: `The DKIM selector ${plain(owner)} has ${keys.length} keys; it may have one.`,
      advice: 'Keep the key that mail is signed with; give another one a selector of its own.',
      other: 'Another key of the same selector.',
    });
  },
});
