import { labelsOf, type Name, plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfTextOf } from '../proposal/spf-domains.ts';
import { placeOfText } from '../proposal/spf-words.ts';

interface Misplaced {
  readonly owner: Name;
  readonly zone: Name;
  readonly txt: SpfTextOf<'spf'>;
}

/** Names of other policies (RFC 8552 §4): whoever asks there looks for a text that is not SPF. */
const OTHER_POLICIES: Readonly<Record<string, string>> = {
  _dmarc: 'DMARC policies',
  _domainkey: 'DKIM keys',
  _adsp: 'the obsolete ADSP policies',
  '_mta-sts': 'MTA-STS policies',
  _smtp: 'TLS reporting policies',
  _bimi: 'BIMI logos',
  _vouch: 'vouching for DKIM signatures',
  '_acme-challenge': 'proofs for certificates',
};

export const spfWrongName = defineRule<Misplaced>({
  id: 'spf-wrong-name',
  severity: 'notice',
  summary: 'An SPF record at a name where no receiver looks for it',
  why: 'Receivers ask for SPF at the domain of the sender address itself. A record elsewhere protects nothing unless another record includes it.',
  norm: 'RFC 7208 §4.1',
  examples: {
    bad: { zone: '@       TXT  "v=spf1 ip4:192.0.2.25 -all"\n_dmarc  TXT  "v=spf1 ip4:192.0.2.25 -all"\n' },
    good: { zone: '@       TXT  "v=spf1 include:_spf.example.com -all"\n_spf    TXT  "v=spf1 ip4:192.0.2.25 -all"\n' },
  },
  *subjects({ spfDomains }) {
    for (const { owner, records } of spfDomains.byName.values()) {
      if (records.length === 0 || spfDomains.referrers.has(owner)) continue;
      const { zone } = records[0].record;
      if (owner.includes('_') || owner.length === 2 * zone.length) yield { owner, zone, txt: records[0] };
    }
  },
  *check({ owner, zone, txt }) {
    const subject = plain(owner);
    const place = placeOfText(txt);
    const label = labelsOf(owner).find((part) => OTHER_POLICIES[part] !== undefined);
    if (label !== undefined) {
      yield {
        subject,
        place,
        severity: label === '_dmarc' || label === '_domainkey' ? 'warning' : 'notice',
        message: `The SPF record at ${subject} stands where receivers look for ${OTHER_POLICIES[label]}; as SPF nobody reads it.`,
        advice: `SPF belongs to the domain itself: ${plain(domainAbove(owner, label))}. Move the record there, or delete it if that domain has one.`,
      };
    } else if (owner === `${zone}${zone}`) {
      yield {
        subject,
        place: txt.record.place,
        message: `The SPF record stands at ${subject}: the name lacks its final dot, so the zone’s name was added to it once more.`,
        advice: `Write the name as “@”, or as “${zone}” with the final dot.`,
      };
    }
  },
});

/** What is to the right of the label, or the whole name where nothing is. */
function domainAbove(owner: Name, label: string): Name {
  const labels = labelsOf(owner);
  const after = labels.slice(labels.indexOf(label) + 1);
  // `_smtp._tls` and `_mta-sts` alike stand directly above the domain.
  while (after[0]?.startsWith('_')) after.shift();
  return after.length === 0 ? owner : `${after.join('.')}.`;
}
