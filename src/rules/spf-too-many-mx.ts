import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { mayAskForMx, singleRecords, treeOfRecord } from '../proposal/spf-starts.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { MAX_MX } from '../spf/limits.ts';
import { isLive, reachedTerms } from '../spf/reached.ts';

const elevenHosts = Array.from({ length: 11 }, (_, i) => `mx${i + 1}`);
const mxLines = (hosts: readonly string[]) =>
  hosts.map((host, i) => `@     MX   10 ${host}\n${host.padEnd(5)} A    192.0.2.${i + 1}\n`).join('');

export const spfTooManyMx = defineRule<SpfDomain>({
  id: 'spf-too-many-mx',
  severity: 'error',
  summary: 'An “mx” term over a name with more than 10 mail exchangers',
  why: 'Receivers look at 10 mail exchangers of one “mx” term at most; with more the result is “permerror”, and mail is refused or sorted out.',
  norm: 'RFC 7208 §4.6.4',
  examples: {
    bad: { zone: `@     TXT  "v=spf1 mx -all"\n${mxLines(elevenHosts)}` },
    good: { zone: `@     TXT  "v=spf1 mx -all"\n${mxLines(elevenHosts.slice(0, 10))}` },
  },
  subjects: (proposal) => singleRecords(proposal, mayAskForMx),
  *check(domain, proposal) {
    const tree = yield* treeOfRecord(domain, proposal);
    if (tree === undefined) return;
    const { owner, records } = domain;
    const [txt] = records;
    const subject = plain(owner);
    // Proposed records that this one includes speak for themselves.
    for (const { node, top, domain: holder } of reachedTerms(tree.root, isLive)) {
      if (node.outcome !== 'too-many-mx') continue;
      const name = node.target === undefined ? 'its name' : plain(node.target);
      const where =
        holder === tree.root
          ? ''
          : ` in the record of ${plain(holder.domain)}, which ${quoted(top.term.source)} leads to,`;
      yield {
        subject,
        names: [name],
        place: placeInText(txt.record, top.term.start, top.term.end),
        message: `In the SPF record of ${subject}, ${quoted(node.term.source)}${where} breaks the record: ${name} has ${node.exchanges.length > MAX_MX ? node.exchanges.length : `more than ${MAX_MX}`} MX records; ${MAX_MX} are allowed in SPF.`,
        advice: 'Write the addresses of the servers that send, as ip4: and ip6: terms, in place of “mx”.',
      };
    }
  },
});
