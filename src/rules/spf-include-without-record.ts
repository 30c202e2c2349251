import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { singleRecords, treeOfRecord } from '../proposal/spf-starts.ts';
import { targetDefect } from '../proposal/spf-target-defect.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { isLive, reachedTerms } from '../spf/reached.ts';

/** Includes told of one record. */
const MAX_TOLD = 20;

export const spfIncludeWithoutRecord = defineRule<SpfDomain>({
  id: 'spf-include-without-record',
  severity: 'error',
  summary: 'An SPF record includes a name that has no usable SPF record',
  why: 'An include whose target has no record, several or an invalid one makes the including record invalid as well: receivers answer “permerror”, and mail is refused or sorted out.',
  norm: 'RFC 7208 §5.2',
  over: ['spf-void-lookup'],
  examples: {
    bad: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 include:_spf.example.com -all"
ns1  A    192.0.2.53
`,
    },
    good: {
      zone: `@    SOA  ns1 hostmaster 1 7200 900 1209600 300
@    NS   ns1
@    TXT  "v=spf1 include:_spf.example.com -all"
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
    // Proposed records that this one includes speak for themselves.
    for (const { node, top, domain: holder } of reachedTerms(tree.root, isLive)) {
      if (node.term.name !== 'include' || node.child === undefined || node.outcome === 'loop') continue;
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
          ? `The SPF record of ${subject} breaks at ${which}: ${defect.clause}.`
          : `The SPF record of ${subject} breaks because ${quoted(top.term.source)} leads to the record of ${plain(holder.domain)}, and its ${which} to nothing usable: ${defect.clause}.`,
        advice:
          isOwn && defect.kind === 'none'
            ? `Correct the name, or delete the term if that service no longer sends for ${subject}. If the service is in use, its documentation says what to include.`
            : `Only the owner of ${plain(isOwn ? node.child.domain : holder.domain)} can mend that record: tell them, and delete the term until they have.`,
      };
    }
  },
});
