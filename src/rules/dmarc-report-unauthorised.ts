import { MAX_NAME_LENGTH, plain } from '../model/name.ts';
import { textOf } from '../model/record.ts';
import { registeredDomain } from '../proposal/organisation.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { TaggedName } from '../proposal/tag-records.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { isDmarc } from '../tag-records/dmarc.ts';
import { reportUris } from '../tag-records/report-uri.ts';
import { parseTagList } from '../tag-records/tag-list.ts';

/** Receivers need not send to more of one policy than they like; nobody lists more. */
const MAX_ASKED = 20;

export const dmarcReportUnauthorised = defineRule<TaggedName>({
  id: 'dmarc-report-unauthorised',
  severity: 'warning',
  summary: 'DMARC reports go to a domain that has not agreed to take them',
  why: 'A domain has to say that it takes reports for others. Receivers that do not find that send no reports there, so nobody sees who forges the domain.',
  norm: 'RFC 9990 §4',
  examples: {
    bad: {
      zone: '_dmarc  TXT  "v=DMARC1; p=reject; rua=mailto:reports@example.net"\n',
      dns: '; nxdomain example.com._report._dmarc.example.net.\n',
    },
    good: {
      zone: '_dmarc  TXT  "v=DMARC1; p=reject; rua=mailto:reports@example.net"\n',
      dns: 'example.com._report._dmarc.example.net. TXT "v=DMARC1"\n',
    },
  },
  *subjects({ tagRecords }) {
    for (const name of tagRecords.dmarc.values()) if (!/(?:^|\.)(?:\*|_report)\./.test(name.owner)) yield name;
  },
  *check({ owner, domain, texts }, proposal) {
    const policies = texts.filter(({ text }) => isDmarc(text));
    if (policies.length !== 1) return;
    const [{ record, text }] = policies;
    const own = registeredDomain(plain(domain));
    const asked = new Set<string>();
    for (const tag of parseTagList(text).tags) {
      if (!/^ru[af]$/i.test(tag.name)) continue;
      for (const { domain: host, start, end } of reportUris(tag)) {
        if (host === undefined || asked.has(host) || asked.size >= MAX_ASKED || registeredDomain(host) === own)
          continue;
        asked.add(host);
        const name = `${plain(domain)}._report._dmarc.${host}.`;
        if (name.length > MAX_NAME_LENGTH + 1) continue;
        const answer = yield* proposal.ask(name, 'TXT', plain(owner));
        if (answer.state === 'unknown') continue;
        if (answer.state === 'found' && answer.records.some((found) => isDmarc(textOf(found)))) continue;
        yield {
          subject: plain(owner),
          names: [host],
          place: placeInText(record, start, end),
          message: `DMARC reports about ${plain(domain)} are to go to ${host}, which does not say that it takes them: there is no “v=DMARC1” at ${plain(name)}.`,
          advice: `Ask whoever runs ${host} to publish the TXT record "v=DMARC1" at ${plain(name)}, or take an address in ${own}.`,
        };
      }
    }
  },
});
