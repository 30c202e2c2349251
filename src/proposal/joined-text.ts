import type { Edit } from '../model/finding.ts';
import { MAX_STRING } from '../model/quoted.ts';
import { type DnsRecord, textOf } from '../model/record.ts';
import { isSpf, parseSpf } from '../spf/parse.ts';
import { dkimDefects } from '../tag-records/dkim.ts';
import { dmarcDefects, isDmarc, isMeantAsDmarc } from '../tag-records/dmarc.ts';
import { isMeantAsMtaSts, isMtaSts, mtaStsDefects } from '../tag-records/mta-sts.ts';
import { isMeantAsTlsRpt, isTlsRpt, tlsRptDefects } from '../tag-records/tls-rpt.ts';
import { firstSender } from './spf-policy.ts';

export type TextRecord = DnsRecord<'TXT'> | DnsRecord<'SPF'>;

/** A replacement of one stretch of a record's joined text, within one of its strings. */
export interface TextChange {
  readonly record: TextRecord;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An edit that is such a replacement, written in the record's format. */
export interface TextEdit extends Edit {
  readonly change: TextChange;
}

/**
 * Whether a record reads as well as each of the edits promises when all of them are made: with every mistake gone that
 * each takes away, with strings that can be published, and with senders where each alone leaves some.
 */
export function holdsAmong({ change }: TextEdit, edits: readonly Edit[]): boolean {
  const { record } = change;
  const before = textOf(record);
  const changes: TextChange[] = [];
  for (const edit of edits) {
    if (!isTextEdit(edit) || !isAtSamePlace(edit.change.record, record)) continue;
    // One text in the file can become several records; what was read for one says nothing of the other.
    if (textOf(edit.change.record) !== before) return false;
    changes.push(edit.change);
  }
  if (changes.length < 2) return true;
  const strings = changed(record, changes);
  if (strings === undefined || strings.some(({ length }, i) => length > Math.max(MAX_STRING, record.strings[i].length)))
    return false;
  const joined = strings.join('');
  const alone = changes.map((one) => changed(record, [one])?.join('') ?? before);
  const had = mistakes(record, before);
  const wanted = alone.reduce((left, text) => left - (had - mistakes(record, text)), had);
  return mistakes(record, joined) <= wanted && (!alone.every(hasSender) || hasSender(joined));
}

function isTextEdit(edit: Edit): edit is TextEdit {
  return 'change' in edit;
}

function isAtSamePlace({ valuePlace: one }: TextRecord, { valuePlace: other }: TextRecord): boolean {
  return one.file.path === other.file.path && one.start === other.start;
}

/** The strings of a record after some changes; undefined where these overlap. */
function changed({ strings }: TextRecord, changes: readonly TextChange[]): string[] | undefined {
  const inOrder = [...changes].sort((a, b) => a.start - b.start || a.end - b.end);
  const after: string[] = [];
  let base = 0;
  let next = 0;
  for (const [index, string] of strings.entries()) {
    const end = base + string.length;
    let text = '';
    let at = base;
    // What is put at a border belongs to the string that begins there.
    const isOwn = ({ start }: TextChange) => start < end || index === strings.length - 1;
    for (; next < inOrder.length && isOwn(inOrder[next]); next++) {
      const change = inOrder[next];
      if (change.start < at || change.end > end) return undefined;
      text += string.slice(at - base, change.start - base) + change.text;
      at = change.end;
    }
    after.push(text + string.slice(at - base));
    base = end;
  }
  return after;
}

function mistakes({ owner }: TextRecord, text: string): number {
  if (isSpf(text)) return parseSpf(text).errors.length;
  if (owner.includes('._domainkey.')) return dkimDefects(text).length;
  if (isDmarc(text) || isMeantAsDmarc(text)) return dmarcDefects(text).length;
  if (isMtaSts(text) || isMeantAsMtaSts(text)) return mtaStsDefects(text).length;
  return isTlsRpt(text) || isMeantAsTlsRpt(text) ? tlsRptDefects(text).length : 0;
}

function hasSender(text: string): boolean {
  return isSpf(text) && firstSender(parseSpf(text)) !== undefined;
}
