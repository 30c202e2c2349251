import type { Fix } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfTextOf } from '../proposal/spf-domains.ts';
import { alsoBroken } from '../proposal/spf-words.ts';
import { placeInText, textEdit } from '../proposal/text-edit.ts';
import { type AddressAsDomain, addressAsDomain } from '../spf/address-as-domain.ts';
import { parseSpf } from '../spf/parse.ts';

interface Written {
  readonly owner: Name;
  readonly txt: SpfTextOf<'spf'>;
}

/** Terms told of one record; each costs a reading of the whole record to try its correction. */
const MAX_TOLD = 10;

export const spfAddressAsDomain = defineRule<Written>({
  id: 'spf-address-as-domain',
  severity: 'error',
  summary: 'An IP address where an SPF term takes a domain name',
  why: 'The terms a, mx, include and redirect take names; an address there breaks the grammar, so the whole record is invalid and receivers answer “permerror” for every mail.',
  norm: 'RFC 7208 §5.3, §7.1',
  over: ['spf-syntax'],
  examples: {
    bad: { zone: '@  TXT  "v=spf1 a:192.0.2.25 -all"\n' },
    good: { zone: '@  TXT  "v=spf1 ip4:192.0.2.25 -all"\n' },
  },
  *subjects({ spfDomains }) {
    for (const { owner, records } of spfDomains.byName.values()) {
      for (const txt of records) if (txt.spf.errors.length > 0) yield { owner, txt };
    }
  },
  *check({ owner, txt }, { spfDomains }) {
    const subject = plain(owner);
    const starts = new Set<number>();
    for (const error of txt.spf.errors) {
      const term = addressAsDomain(txt.text, error);
      if (term === undefined || starts.has(term.start)) continue;
      starts.add(term.start);
      if (starts.size > MAX_TOLD) return;
      const found = quoted(txt.text.slice(term.start, term.end));
      yield {
        subject,
        names: [txt.text.slice(term.start, term.end)],
        place: placeInText(txt.record, term.start, term.end),
        message: `The SPF record of ${subject} is invalid: ${found} has the address ${term.address} where “${term.name}” takes the name of a domain.${alsoBroken(spfDomains, owner)}`,
        advice: advice(term),
        fix: fixOf(txt, term),
      };
    }
  },
});

function advice({ corrected, name }: AddressAsDomain): string {
  if (corrected === undefined) return `Name the domain whose record “${name}” should lead to.`;
  return `To authorise the address write ${quoted(corrected)}; otherwise name the domain.`;
}

function fixOf({ record, text, spf }: SpfTextOf<'spf'>, { start, end, corrected }: AddressAsDomain): Fix | undefined {
  if (corrected === undefined) return undefined;
  const errors = parseSpf(`${text.slice(0, start)}${corrected}${text.slice(end)}`).errors.length;
  const edit = errors < spf.errors.length ? textEdit(record, start, end, corrected) : undefined;
  return edit && { description: `Write ${quoted(corrected)}`, edits: [edit] };
}
