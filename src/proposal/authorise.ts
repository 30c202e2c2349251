import type { Fix } from '../model/finding.ts';
import { MAX_STRING } from '../model/quoted.ts';
import type { SpfTextOf } from './spf-domains.ts';
import { textEdit } from './text-edit.ts';

const VERSION_LENGTH = 'v=spf1'.length;

/** A record's text with terms put first, where no other term can decide before them. */
export function withTerms(text: string, terms: readonly string[]): string {
  return `${text.slice(0, VERSION_LENGTH)} ${terms.join(' ')}${text.slice(VERSION_LENGTH)}`;
}

/** Puts terms first in a record, where that is a plain edit of the file and the character-string stays short enough. */
export function addTerms({ record }: SpfTextOf<'spf'>, terms: readonly string[]): Fix | undefined {
  const added = ` ${terms.join(' ')}`;
  const [first] = record.strings;
  // RFC 1035 §3.3: a character-string holds at most 255 octets.
  if (first.length <= VERSION_LENGTH || first.length + added.length > MAX_STRING) return undefined;
  const edit = textEdit(record, VERSION_LENGTH, VERSION_LENGTH, added);
  return edit && { description: `Add “${terms.join(' ')}”`, edits: [edit] };
}
