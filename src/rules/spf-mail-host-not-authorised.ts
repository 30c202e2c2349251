import { formatAddress, isPublicMailAddress, parseAddress } from '../model/address.ts';
import { groupBy } from '../model/group-by.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { isNullMx, type MxRrset } from '../proposal/mail-domains.ts';
import { exchangePlace } from '../proposal/mail-exchangers.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import { declaredFor, isRefused } from '../proposal/sender-domains.ts';
import type { SpfDomain } from '../proposal/spf-domains.ts';
import { firstSender } from '../proposal/spf-policy.ts';
import { listed } from '../proposal/spf-words.ts';
import { MAX_MX } from '../spf/limits.ts';
import { passesByList } from '../spf/listed.ts';
import type { SpfRecord } from '../spf/record.ts';

/** Addresses told of one host. */
const MAX_LISTED = 6;

interface Judged {
  readonly rrset: MxRrset;
  readonly spf: SpfDomain;
}

export const spfMailHostNotAuthorised = defineRule<Judged>({
  id: 'spf-mail-host-not-authorised',
  severity: 'notice',
  summary: 'A domain’s own mail host may not send mail as the domain',
  why: 'A host that takes the mail of a domain often sends its mail too, bounces at the least, and over all of its addresses. Where it only takes mail in, there is nothing to do.',
  norm: '',
  examples: {
    bad: {
      zone: `@     MX   10 mail
@     TXT  "v=spf1 ip4:192.0.2.25 -all"
mail  A    192.0.2.25
mail  AAAA 2001:db8::25
mail  TXT  "v=spf1 a -all"
`,
    },
    good: {
      zone: `@     MX   10 mail
@     TXT  "v=spf1 mx -all"
mail  A    192.0.2.25
mail  AAAA 2001:db8::25
mail  TXT  "v=spf1 a -all"
`,
    },
  },
  *subjects({ mailDomains, spfDomains }) {
    for (const spf of spfDomains.byName.values()) {
      const rrset = mailDomains.get(spf.owner);
      if (rrset === undefined || spf.records.length !== 1) continue;
      const [txt] = spf.records;
      // A domain that lists no sender sends no mail, and one whose first terms are its own mail hosts lists them.
      if (firstSender(txt.spf) === undefined || beginsWithMx(txt.spf, rrset)) continue;
      yield { rrset, spf };
    }
  },
  *check({ rrset, spf: { owner, records } }, proposal) {
    const subject = plain(owner);
    const senders = new Set(declaredFor(owner, proposal).flatMap(({ hosts }) => hosts));
    for (const [exchange, [record]] of groupBy(rrset.filter(isReal), ({ exchange }) => exchange)) {
      if (senders.has(exchange) || !isOwnHost(exchange, proposal)) continue;
      const { v4, v6 } = yield* proposal.addressesOf(exchange);
      const refused: string[] = [];
      let passes = false;
      for (const answer of [v4, v6]) {
        if (answer.state !== 'found') continue;
        for (const { address } of answer.records) {
          const parsed = parseAddress(address);
          if (parsed === undefined || !isPublicMailAddress(parsed)) continue;
          if (passesByList(records[0].spf, parsed)) {
            passes = true;
            continue;
          }
          const { result } = yield* proposal.spfVerdict(owner, formatAddress(parsed), exchange);
          if (isRefused(result)) refused.push(formatAddress(parsed));
          passes ||= result === 'pass';
        }
      }
      if (refused.length === 0) continue;
      const host = plain(exchange);
      const terms = refused.map((address) => `ip${address.includes(':') ? 6 : 4}:${address}`).join(' ');
      yield {
        subject,
        names: [host],
        place: exchangePlace(record),
        message: `${host} takes the mail of ${subject}, but the SPF record ${quoted(records[0].text)} does not let it send as ${subject} from ${listed(refused, MAX_LISTED)}${passes ? ', only from its other addresses' : ''}.`,
        advice: `If it sends mail too, add ${quoted(terms)} to the record. If it only takes mail in, there is nothing to do.`,
      };
    }
  },
});

function isReal(record: MxRrset[number]): boolean {
  return !isNullMx(record);
}

/** Whether the change can tell of the host: it lies in a public proposed zone. */
function isOwnHost(exchange: string, { view }: Proposal): boolean {
  return view.zoneOf(exchange)?.zone.public === true;
}

/** Whether a bare `mx` decides before any term that could refuse: looking the hosts up would tell nothing. */
function beginsWithMx(spf: SpfRecord, rrset: MxRrset): boolean {
  if (spf.errors.length > 0) return true;
  const { tested } = spf.order;
  const mx = tested.findIndex(
    ({ name, qualifier, domain }) => name === 'mx' && qualifier === '+' && domain === undefined,
  );
  if (mx < 0 || rrset.length > MAX_MX) return false;
  return tested
    .slice(0, mx)
    .every(({ name, qualifier }) => qualifier === '+' && name !== 'include' && name !== 'exists');
}
