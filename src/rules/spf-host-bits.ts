import { formatAddress, type Network, parseAddress } from '../model/address.ts';
import { rangeOf } from '../model/address-set.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { listingRecords } from '../proposal/spf-policy.ts';
import { placeInText, textEdit } from '../proposal/text-edit.ts';
import { literalNetwork } from '../spf/literal-network.ts';

export const spfHostBits = defineRule<OwnSpf>({
  id: 'spf-host-bits',
  severity: 'notice',
  summary: 'An address in SPF has bits beyond its prefix length',
  why: 'Only the bits up to the prefix length count, so the term authorises a whole network although it looks like one address.',
  norm: 'RFC 7208 §5.6',
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 ip4:192.0.2.25/24 -all"\nmail A 192.0.2.25\n' },
    good: { zone: '@ MX 10 mail\n@ TXT "v=spf1 ip4:192.0.2.0/24 -all"\nmail A 192.0.2.25\n' },
  },
  subjects: listingRecords,
  *check({ owner, txt }) {
    const subject = plain(owner);
    for (const term of txt.spf.order.tested) {
      const network = literalNetwork(term);
      if (network === undefined || parseAddress(term.address ?? '')?.value === network.base) continue;
      const start = term.start + term.source.indexOf(':') + 1;
      const end = start + (term.address ?? '').length;
      const base = formatAddress({ family: network.family, value: network.base });
      const edit = textEdit(txt.record, start, end, base);
      yield {
        subject,
        names: [term.source],
        place: placeInText(txt.record, term.start, term.end),
        message: `In the SPF record of ${subject}, ${quoted(term.source)} means the whole network ${range(network)}: of the address only the first ${network.prefix} bits count.`,
        advice: `Write “${term.name}:${base}/${network.prefix}” for the network, or “${term.name}:${term.address}” for the one address.`,
        fix: edit && { description: `Write the network’s own address, ${base}`, edits: [edit] },
      };
    }
  },
});

function range(network: Network): string {
  const { first, last } = rangeOf(network);
  return `${formatAddress({ family: network.family, value: first })} to ${formatAddress({ family: network.family, value: last })}`;
}
