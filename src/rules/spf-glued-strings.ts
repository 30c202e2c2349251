import type { Edit, Fix } from '../model/finding.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { type DnsRecord, textOf } from '../model/record.ts';
import { defineRule } from '../proposal/proposal.ts';
import { placeInText, textEdit } from '../proposal/text-edit.ts';
import { type Glue, gluedTerms } from '../spf/glued-strings.ts';

/** Borders shown of one record; a text has at most some 256 strings that are of any use. */
const MAX_SHOWN = 10;
/** RFC 1035 §3.3 */
const MAX_STRING = 255;

export const spfGluedStrings = defineRule<DnsRecord<'TXT'>>({
  id: 'spf-glued-strings',
  severity: 'error',
  summary: 'Two SPF terms become one because the strings of the TXT record join without a space',
  why: 'Receivers join the quoted strings of a TXT record without putting anything between them, so two terms become one that means something else or nothing.',
  norm: 'RFC 7208 §3.3',
  over: ['spf-not-recognised', 'spf-syntax', 'spf-address-as-domain', 'spf-include-without-record', 'spf-void-lookup'],
  examples: {
    bad: { zone: '@  TXT  "v=spf1 ip4:192.0.2.1" "include:_spf.example.net -all"\n' },
    good: { zone: '@  TXT  "v=spf1 ip4:192.0.2.1 " "include:_spf.example.net -all"\n' },
  },
  *subjects({ spfDomains }) {
    for (const { records, meant } of spfDomains.byName.values()) {
      for (const { record } of records) if (record.strings.length > 1) yield record;
      for (const { record } of meant) if (record.strings.length > 1) yield record;
    }
  },
  *check(record) {
    if (!/^v=spf1/i.test(textOf(record))) return;
    const glues = gluedTerms(record.strings);
    if (glues.length === 0) return;
    const [first, ...more] = glues;
    const subject = plain(record.owner);
    yield {
      subject,
      names: [`${first.left}${first.right}`],
      count: glues.length,
      place: placeInText(record, first.span.start, first.span.end),
      message: `In the SPF record of ${subject}, ${sentence(first)} because there is no space between the two strings.`,
      advice: `End the string with a space, inside the quotes: "… ${first.left} " "${first.right} …".`,
      related: more.slice(0, MAX_SHOWN).map((glue) => ({
        place: placeInText(record, glue.span.start, glue.span.end),
        message: `Here ${sentence(glue)}.`,
      })),
      fix: fixOf(record, glues),
    };
  },
});

function sentence({ left, right }: Glue): string {
  return `${quoted(left)} and ${quoted(right)} become ${quoted(`${left}${right}`)}`;
}

/** A space at the begin of each string that needs one; not where the string is full. */
function fixOf(record: DnsRecord<'TXT'>, glues: readonly Glue[]): Fix | undefined {
  const borders = new Set(glues.map(({ border }) => border));
  let at = 0;
  for (const string of record.strings) {
    if (borders.has(at) && string.length >= MAX_STRING) return undefined;
    at += string.length;
  }
  const edits = glues.map(({ border }) => textEdit(record, border, border, ' '));
  if (edits.some((edit) => edit === undefined)) return undefined;
  return { description: 'Put a space between the two terms', edits: edits as Edit[] };
}
