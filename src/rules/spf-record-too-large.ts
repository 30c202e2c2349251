import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { placeOfText } from '../proposal/spf-words.ts';

/** RFC 1035 §4.2.1: what a UDP answer may hold without EDNS. */
const MAX_ANSWER = 512;
/** RFC 7208 §3.4: name and texts together that are sure to fit. */
const ADVISED_TEXT = 450;
/** RFC 1035 §4.1: header; type and class of the question; pointer, type, class, TTL and length of each record. */
const HEADER = 12;
const QUESTION = 4;
const RECORD = 12;

export const spfRecordTooLarge = defineRule<SpfDomain>({
  id: 'spf-record-too-large',
  severity: 'notice',
  summary: 'The TXT records at the name do not fit into a plain DNS answer of 512 octets',
  why: 'An answer beyond 512 octets has to be asked for again over TCP or with an extension that some firewalls block; where that fails the receiver gets no SPF record.',
  norm: 'RFC 7208 §3.4',
  examples: {
    bad: {
      zone: `@  TXT  "v=spf1 ip4:192.0.2.25 -all"
@  TXT  "verification-one=${'0123456789'.repeat(20)}"
@  TXT  "verification-two=${'0123456789'.repeat(23)}"
`,
    },
    good: {
      zone: `@      TXT  "v=spf1 ip4:192.0.2.25 -all"
@      TXT  "verification-one=${'0123456789'.repeat(20)}"
_other TXT  "verification-two=${'0123456789'.repeat(23)}"
`,
    },
  },
  *subjects({ spfDomains }) {
    // In presentation format a name has at least as many characters as octets in the message, but for the root's.
    for (const domain of spfDomains.byName.values()) {
      const atMost = answerSize(domain.owner.length + 1, domain.rrset);
      if (domain.records.length > 0 && atMost > MAX_ANSWER) yield domain;
    }
  },
  *check({ owner, rrset, records }, { view }) {
    const nameSize = view.names.wireLength(view.names.find(owner));
    const sizes = records.map(({ record }) => answerSize(nameSize, [record]));
    const largest = Math.max(...sizes);
    const all = answerSize(nameSize, rrset);
    if (all <= MAX_ANSWER) return;
    const subject = plain(owner);
    const isAlone = largest > MAX_ANSWER;
    yield {
      subject,
      place: placeOfText(records[sizes.indexOf(largest)]),
      severity: isAlone ? 'warning' : 'notice',
      message: isAlone
        ? `The SPF record of ${subject} alone makes a DNS answer of ${largest} octets; ${MAX_ANSWER} fit into a plain one.`
        : `The ${rrset.length} TXT records at ${subject} make a DNS answer of ${all} octets, SPF among them; ${MAX_ANSWER} fit into a plain one.`,
      advice: isAlone
        ? `Move a part of the terms to a record of its own, such as _spf.${subject}, and include that. Name and text together should stay below ${ADVISED_TEXT} octets.`
        : `Delete TXT records that nobody needs any more, such as old verification tokens, or move them to names of their own. Name and texts together should stay below ${ADVISED_TEXT} octets.`,
    };
  },
});

/** Octets of the answer to a TXT question that these records make, names after the first compressed (RFC 1035 §4.1.4). */
function answerSize(nameSize: number, records: readonly { readonly strings: readonly string[] }[]): number {
  let octets = HEADER + nameSize + QUESTION;
  for (const { strings } of records) {
    octets += RECORD;
    for (const string of strings) octets += 1 + string.length;
  }
  return octets;
}
