import type { Fix } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import { quoted, txtData, visible } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfDomain, SpfTextOf } from '../proposal/spf-domains.ts';
import { alsoBroken } from '../proposal/spf-words.ts';
import { placeInText, textEdit } from '../proposal/text-edit.ts';
import type { MeantAsSpf } from '../spf/meant-as-spf.ts';
import { parseSpf } from '../spf/parse.ts';

interface Unrecognised {
  readonly owner: Name;
  readonly txt: SpfTextOf<'meant'>;
}

export const spfNotRecognised = defineRule<Unrecognised>({
  id: 'spf-not-recognised',
  severity: 'error',
  summary: 'A TXT record that is meant as SPF but that no receiver takes for it',
  why: 'A receiver looks for a text that begins with exactly “v=spf1” and a space. What begins otherwise does not count as SPF, so the domain has no protection and its mail is not authorised.',
  norm: 'RFC 7208 §4.5',
  examples: {
    bad: { zone: '@  TXT  "v=spf1; include:_spf.example.net -all"\n' },
    good: { zone: '@  TXT  "v=spf1 include:_spf.example.net -all"\n@  TXT  "site-verification=spf1"\n' },
  },
  *subjects({ spfDomains }) {
    for (const domain of spfDomains.byName.values()) {
      for (const txt of domain.meant) if (!isPartOfRecord(domain, txt)) yield { owner: domain.owner, txt };
    }
  },
  *check({ owner, txt }, { spfDomains }) {
    const { record, text, meant } = txt;
    const subject = plain(owner);
    const start = Math.max(0, text.indexOf(meant.head));
    yield {
      subject,
      names: [meant.kind],
      place: placeInText(record, start, start + Math.max(1, meant.head.length)),
      message: `The TXT record of ${subject} is meant as SPF but ${reason(meant)}. Receivers take it for some other text.${alsoBroken(spfDomains, owner)}`,
      advice: `Write ${txtData(meant.corrected)}`,
      fix: fixOf(txt),
    };
  },
});

/** Terms without a version beside an SPF record are a policy in parts, and another rule's. */
function isPartOfRecord(domain: SpfDomain, { meant }: SpfTextOf<'meant'>): boolean {
  return meant.kind === 'no-version' && (domain.records.length > 0 || !meant.sure);
}

function reason({ kind, head }: MeantAsSpf): string {
  switch (kind) {
    case 'text-before':
      if (head.trim() === '') return 'begins with a blank before “v=spf1”';
      return isQuotationMark(head)
        ? `has a quotation mark (${visible(head)}) before “v=spf1”, which is a part of the text`
        : `begins with ${quoted(head)} and not with “v=spf1”`;
    case 'text-after':
      return `begins with ${quoted(head)}, where “v=spf1” and a space belong`;
    case 'misspelt-version':
      return `begins with ${quoted(head)}: the version is written “v=spf1”, and a space follows it`;
    case 'no-version':
      return 'the “v=spf1” that makes it one is missing';
  }
}

function isQuotationMark(head: string): boolean {
  return /^(?:["'`]|\xe2\x80[\x98-\x9f]|\xc2[\xab\xbb])$/.test(head);
}

/** Only where the text is sound once its beginning is. */
function fixOf({ record, text, meant }: SpfTextOf<'meant'>): Fix | undefined {
  if (record.strings.length > 1 || parseSpf(meant.corrected).errors.length > 0) return undefined;
  const { start, end, insert } = difference(text, meant.corrected);
  const edit = textEdit(record, start, end, insert);
  return edit && { description: 'Begin the record with “v=spf1” and a space', edits: [edit] };
}

/** The one stretch in which two texts differ, and what the second has there. */
function difference(before: string, after: string): { start: number; end: number; insert: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { start, end: before.length - same, insert: after.slice(start, after.length - same) };
}
