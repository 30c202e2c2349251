import { formatNetwork, specialPurposeOf } from '../model/address.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { listingRecords } from '../proposal/spf-policy.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { literalNetwork } from '../spf/literal-network.ts';

export const spfReservedAddress = defineRule<OwnSpf>({
  id: 'spf-reserved-address',
  severity: 'warning',
  summary: 'An SPF record authorises addresses that no server on the Internet has',
  why: 'Receivers see the public address of the sending server, never a private or reserved one, so the term authorises nobody and the real sender may be missing.',
  norm: 'RFC 6890',
  over: ['spf-wide-network'],
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 ip4:10.0.0.25 -all"\nmail A 192.0.2.25\n' },
    good: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.25\n' },
  },
  subjects: listingRecords,
  *check({ owner, txt }) {
    const subject = plain(owner);
    for (const term of txt.spf.order.tested) {
      const network = term.qualifier === '+' ? literalNetwork(term) : undefined;
      const special = network && specialPurposeOf(network);
      if (network === undefined || special === undefined) continue;
      const text = formatNetwork(network);
      const which = text.includes('/') ? `every address of ${text}` : text;
      yield {
        subject,
        names: [term.source],
        // Nobody can misuse a documentation address: see docs/decisions/documentation-addresses.md.
        severity: special.documentation ? 'notice' : undefined,
        place: placeInText(txt.record, term.start, term.end),
        message: `The SPF record of ${subject} authorises ${quoted(term.source)}, but ${which} is ${special.name} (${special.norm}): receivers never see mail come from there.`,
        advice:
          'Write the public address that the mail leaves from (behind NAT that is the address of the router or firewall), or leave the term out.',
      };
    }
  },
});
