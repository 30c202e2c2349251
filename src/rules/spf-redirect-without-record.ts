import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { singleRecords, treeOfRecord } from '../proposal/spf-starts.ts';
import { targetDefect } from '../proposal/spf-target-defect.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { isLive, reachedTerms } from '../spf/reached.ts';

/** Redirects told of one record: its own, and those of records that it includes. */
const MAX_TOLD = 20;

export const spfRedirectWithoutRecord = defineRule<SpfDomain>({
  id: 'spf-redirect-without-record',
  severity: 'error',
  summary: 'An SPF record redirects to a name that has no usable SPF record',
  why: 'With a redirect the record of the other name counts; where that has none, several or an invalid one receivers answer “permerror”, and mail is refused or sorted out.',
  norm: 'RFC 7208 §6.1',
  over: ['spf-void-lookup'],
  examples: {
    bad: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 redirect=_spf.example.com"
ns1  A    192.0.2.53
`,
    },
    good: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 redirect=_spf.example.com"
_spf TXT  "v=spf1 ip4:192.0.2.25 -all"
ns1  A    192.0.2.53
`,
    },
  },
  subjects: singleRecords,
  *check(domain, proposal) {
    const tree = yield* treeOfRecord(domain, proposal);
    if (tree === undefined) return;
    const { owner, records } = domain;
    const [txt] = records;
    const subject = plain(owner);
    let told = 0;
    // Proposed records that this one leads to speak for themselves.
    for (const { node, top, domain: holder } of reachedTerms(tree.root, isLive)) {
      if (node.term.name !== 'redirect' || node.child === undefined || node.outcome === 'loop') continue;
      const defect = targetDefect(node.child, proposal);
      if (defect === undefined) continue;
      if (++told > MAX_TOLD) return;
      const isOwn = holder === tree.root;
      const which = quoted(node.term.source);
      yield {
        subject,
        names: [plain(node.child.domain), defect.kind],
        place: placeInText(txt.record, top.term.start, top.term.end),
        message: isOwn
          ? `The SPF record of ${subject} hands over to another with ${which}, but ${defect.clause}.`
          : `The SPF record of ${subject} breaks because ${quoted(top.term.source)} leads to the record of ${plain(holder.domain)}, whose ${which} fails: ${defect.clause}.`,
        advice:
          isOwn && defect.kind === 'none'
            ? `Correct the name, or end the record with “-all” or “~all” in place of the redirect.`
            : `Only the owner of ${plain(isOwn ? node.child.domain : holder.domain)} can mend that record: tell them, and write the senders into the record of ${subject} until they have.`,
      };
    }
  },
});
