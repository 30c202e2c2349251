import type { Fix } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfTextOf } from '../proposal/spf-domains.ts';
import { placeInText, textEdit } from '../proposal/text-edit.ts';
import { parseSpf } from '../spf/parse.ts';
import type { Modifier } from '../spf/record.ts';

interface Written {
  readonly owner: Name;
  readonly txt: SpfTextOf<'spf'>;
  readonly modifier: Modifier;
}

/** The mechanism that a modifier's name is, or is an everyday spelling of. */
const MEANT: Readonly<Record<string, string>> = {
  all: 'all',
  include: 'include',
  includes: 'include',
  a: 'a',
  mx: 'mx',
  ptr: 'ptr',
  exists: 'exists',
  ip4: 'ip4',
  ip6: 'ip6',
  ipv4: 'ip4',
  ipv6: 'ip6',
};
const WITHOUT_ARGUMENT = 'all';
/** Terms told of one record. */
const MAX_TOLD = 10;

export const spfMechanismAsModifier = defineRule<Written>({
  id: 'spf-mechanism-as-modifier',
  severity: 'error',
  summary: 'An SPF mechanism is written with “=” in place of “:”',
  why: 'With “=” the term is a valid modifier that nobody knows, and receivers skip it without a word: the senders that it should authorise are not authorised.',
  norm: 'RFC 7208 §6, §12',
  over: ['spf-unknown-modifier'],
  examples: {
    bad: { zone: '@  TXT  "v=spf1 include=_spf.example.net ip4:192.0.2.25 -all"\n' },
    good: { zone: '@  TXT  "v=spf1 ra=postmaster include:_spf.example.net ip4:192.0.2.25 -all"\n' },
  },
  *subjects({ spfDomains }) {
    for (const { owner, records } of spfDomains.byName.values()) {
      for (const txt of records) {
        for (const modifier of mistaken(txt).slice(0, MAX_TOLD)) yield { owner, txt, modifier };
      }
    }
  },
  *check({ owner, txt, modifier }) {
    const subject = plain(owner);
    const mechanism = MEANT[modifier.name];
    const corrected = mechanism === WITHOUT_ARGUMENT ? undefined : `${mechanism}:${modifier.value.source}`;
    yield {
      subject,
      names: [modifier.source],
      place: placeInText(txt.record, modifier.start, modifier.end),
      message: `In the SPF record of ${subject}, ${quoted(modifier.source)} does nothing: with “=” it is no “${mechanism}” but an unknown modifier, which receivers skip.`,
      advice:
        corrected === undefined ? 'Write “-all” or “~all” at the end of the record.' : `Write ${quoted(corrected)}.`,
      fix: corrected === undefined ? undefined : fixOf(txt, modifier, corrected),
    };
  },
});

function mistaken({ spf }: SpfTextOf<'spf'>): Modifier[] {
  return spf.terms.filter((term) => term.kind === 'modifier').filter(({ name }) => Object.hasOwn(MEANT, name));
}

function fixOf({ record }: SpfTextOf<'spf'>, { start, end }: Modifier, corrected: string): Fix | undefined {
  if (parseSpf(`v=spf1 ${corrected}`).errors.length > 0) return undefined;
  const edit = textEdit(record, start, end, corrected);
  return edit && { description: `Write ${quoted(corrected)}`, edits: [edit] };
}
