import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { TaggedName } from '../proposal/tag-records.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { dkimKey, isDkim } from '../tag-records/dkim.ts';
import { parseTagList } from '../tag-records/tag-list.ts';

/** RFC 8301 §3.2: verifiers must not take shorter keys, and signers should use longer ones. */
const MIN_BITS = 1024;
const GOOD_BITS = 2048;

export const dkimWeakKey = defineRule<TaggedName>({
  id: 'dkim-weak-key',
  severity: 'error',
  summary: 'A DKIM key that is too short',
  why: 'Short keys can be computed by others, who can then sign as the domain. Receivers pass over signatures of keys below 1024 bits.',
  norm: 'RFC 8301 §3.2',
  examples: {
    bad: {
      zone: 'mail._domainkey  TXT  "v=DKIM1; k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALWOaC25zo6VcMHfv2Raa8lHOTGR9qloc68fSWSLG0rhMLDSkCBCQuU6HG+aKpjxMelR7ge8YtPOB3FAAp8zBEkCAwEAAQ=="\n',
    },
    good: { zone: 'mail._domainkey  TXT  "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n' },
  },
  subjects: ({ tagRecords }) => tagRecords.dkim,
  *check({ owner, texts }) {
    for (const { record, text } of texts) {
      const key = isDkim(text) ? dkimKey(text) : undefined;
      if (key?.state !== 'rsa' || key.bits >= GOOD_BITS) continue;
      const tag = parseTagList(text).tags.find(({ name }) => name === 'p')!;
      const isRefused = key.bits < MIN_BITS;
      yield {
        subject: plain(owner),
        place: placeInText(record, tag.valueStart, tag.end),
        severity: isRefused ? 'error' : 'notice',
        message: isRefused
          ? `The DKIM key ${plain(owner)} has ${key.bits} bits; receivers pass over signatures of keys with less than ${MIN_BITS}.`
          : `The DKIM key ${plain(owner)} has ${key.bits} bits; ${GOOD_BITS} are recommended.`,
        advice: `Make a new key of ${GOOD_BITS} bits under a new selector, sign with it, and take this one away some days later.`,
      };
    }
  },
});
