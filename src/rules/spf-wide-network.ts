import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { withCommas } from '../model/with-commas.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { placeInText } from '../proposal/text-edit.ts';
import type { Mechanism } from '../spf/record.ts';

/** Wider than what one organisation usually holds: 65,536 addresses, and what a provider gets for IPv6. */
const WIDEST_PREFIX_4 = 16;
const WIDEST_PREFIX_6 = 32;

export const spfWideNetwork = defineRule<OwnSpf>({
  id: 'spf-wide-network',
  severity: 'warning',
  summary: 'An SPF record authorises a very large network by its own words',
  why: 'Every machine in the network may send mail in the name of the domain, and few organisations hold that many addresses. Often a digit of the prefix length is missing.',
  norm: '',
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 ip4:198.51.0.0/8 -all"\nmail A 192.0.2.25\n' },
    good: { zone: '@ MX 10 mail\n@ TXT "v=spf1 ip4:198.51.100.0/24 -all"\nmail A 192.0.2.25\n' },
  },
  subjects: ({ spfDomains }) => spfDomains.own.filter(({ txt }) => txt.spf.order.tested.some(isWide)),
  *check({ owner, txt }) {
    const subject = plain(owner);
    for (const term of txt.spf.order.tested) {
      const wide = term.qualifier === '+' ? widthOf(term) : undefined;
      if (wide === undefined) continue;
      yield {
        subject,
        names: [term.source],
        place: placeInText(txt.record, term.start, term.end),
        message: `The SPF record of ${subject} lets ${wide.addresses} send mail as ${subject} by ${quoted(term.source)}.`,
        advice: `Check the prefix length: “/${wide.family === 4 ? 24 : 64}” is ${wide.family === 4 ? '256 addresses' : 'one network'}, no prefix at all is one address. List only the addresses that send mail.`,
      };
    }
  },
});

interface Width {
  readonly family: 4 | 6;
  readonly addresses: string;
}

function widthOf({ name, address, prefix4 = 32, prefix6 = 128 }: Mechanism): Width | undefined {
  if (address === undefined && name !== 'a' && name !== 'mx') return undefined;
  if (name !== 'ip6' && prefix4 < WIDEST_PREFIX_4) {
    return { family: 4, addresses: `${withCommas(2 ** (32 - prefix4))} IPv4 addresses` };
  }
  if (name === 'ip4' || prefix6 >= WIDEST_PREFIX_6) return undefined;
  const networks = withCommas(2 ** (WIDEST_PREFIX_6 - prefix6));
  return { family: 6, addresses: `${networks} times the IPv6 space that a whole provider usually gets (a /32)` };
}

function isWide(term: Mechanism): boolean {
  return widthOf(term) !== undefined;
}
