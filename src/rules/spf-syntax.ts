import type { Fix } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfTextOf } from '../proposal/spf-domains.ts';
import { alsoBroken, counted } from '../proposal/spf-words.ts';
import { placeInText, textEdit } from '../proposal/text-edit.ts';
import { addressAsDomain } from '../spf/address-as-domain.ts';
import { parseSpf } from '../spf/parse.ts';
import type { SpfSyntaxError } from '../spf/record.ts';

interface Written {
  readonly owner: Name;
  readonly txt: SpfTextOf<'spf'>;
}

/** Errors told of one record; each costs a reading of the whole record to try its correction. */
const MAX_TOLD = 10;

export const spfSyntax = defineRule<Written>({
  id: 'spf-syntax',
  severity: 'error',
  summary: 'An SPF record with a term that no receiver can read',
  why: 'One term that breaks the grammar makes the whole record invalid: receivers answer “permerror” for every mail of the domain, and many refuse it.',
  norm: 'RFC 7208 §4.6, §12',
  examples: {
    bad: { zone: '@  TXT  "v=spf1 nclude:_spf.example.net ip4:192.0.2.25 -all"\n' },
    good: { zone: '@  TXT  "v=spf1  include:_spf.example.net.  IP4:192.0.2.25 -ALL "\n' },
  },
  *subjects({ spfDomains }) {
    for (const { owner, records } of spfDomains.byName.values()) {
      for (const txt of records) if (txt.spf.errors.length > 0) yield { owner, txt };
    }
  },
  *check({ owner, txt }, { spfDomains }) {
    const subject = plain(owner);
    const errors = txt.spf.errors.filter((error) => addressAsDomain(txt.text, error) === undefined);
    const others = alsoBroken(spfDomains, owner);
    for (const error of errors.slice(0, MAX_TOLD)) {
      const found = txt.text.slice(error.start, error.end);
      const untold = error === errors[MAX_TOLD - 1] && errors.length > MAX_TOLD ? errors.length - MAX_TOLD : 0;
      yield {
        subject,
        names: [error.code, found],
        place: placeInText(txt.record, error.start, Math.max(error.end, error.start + 1)),
        message: `The SPF record of ${subject} is invalid at character ${error.start + 1}: ${sentence(error.message)}${others}${untold > 0 ? ` The record has ${counted(untold, 'further error')}.` : ''}`,
        advice: advice(error),
        fix: fixOf(txt, error),
      };
    }
  },
});

function advice({ expected, suggestion }: SpfSyntaxError): string {
  if (suggestion === undefined) return `Expected here: ${expected.replace(/\.$/, '')}.`;
  return suggestion === ''
    ? 'Leave it out.'
    : `Write ${quoted(suggestion)}. Expected here: ${expected.replace(/\.$/, '')}.`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Offered only where the record then has one error less. */
function fixOf({ record, text, spf }: SpfTextOf<'spf'>, { start, end, suggestion }: SpfSyntaxError): Fix | undefined {
  if (suggestion === undefined) return undefined;
  const corrected = `${text.slice(0, start)}${suggestion}${text.slice(end)}`;
  if (parseSpf(corrected).errors.length >= spf.errors.length) return undefined;
  const edit = textEdit(record, start, end, suggestion);
  if (edit === undefined) return undefined;
  const description = suggestion === '' ? `Remove ${quoted(text.slice(start, end))}` : `Write ${quoted(suggestion)}`;
  return { description, edits: [edit] };
}
