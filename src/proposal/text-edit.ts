import type { Edit } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import { holdsAmong, type TextChange, type TextRecord } from './joined-text.ts';

/** The place of a stretch of a record's joined text as written in the file; the whole data where the format has no more. */
export function placeInText(record: TextRecord, start: number, end: number): Place {
  return record.textPlace?.(start, end) ?? record.valuePlace;
}

/**
 * An edit that replaces a stretch of a record's joined text, in whatever format it is written. Undefined where more than
 * that text would have to change: over the border of two strings, with characters that a format would escape, or a blank
 * in a string without quotes.
 */
export function textEdit(record: TextRecord, start: number, end: number, text: string): Edit | undefined {
  if (record.textPlace === undefined || !/^[ !#-[\]-~]*$/.test(text)) return undefined;
  if (record.isLiteral !== undefined && BEGINS_TEMPLATE.test(text)) return undefined;
  const string = stringAround(record, start, end);
  if (string === undefined) return undefined;
  if (text.includes(' ') && !takesBlanks(record.textPlace(string.start, string.end))) return undefined;
  // An insertion rewrites the character beside it: an empty stretch at a string's border would be on neither side of it.
  if (start < end) {
    const place = record.textPlace(start, end);
    // The last line break of a block of lines belongs to the block: without it the next line would be part of the text.
    if (record.isLiteral?.(start, end) === false || /[\r\n]$/.test(place.file.slice(place.start, place.end)))
      return undefined;
    return withChange({ place, text }, { record, start, end, text });
  }
  const at = start < string.end ? start : start - 1;
  if (at < string.start || record.isLiteral?.(at, at + 1) === false) return undefined;
  const edit = aroundCharacter(record.textPlace(at, at + 1), text, at === start ? 'before' : 'after');
  return withChange(edit, { record, start, end, text });
}

/** Remembers what the edit is to the text, so that it can be read again with others. */
function withChange(edit: Edit, change: TextChange): Edit {
  const whole = { ...edit, change, holdsAmong: (edits: readonly Edit[]) => holdsAmong(whole, edits) };
  return whole;
}

/** Formats with expressions would look for one behind it. */
const BEGINS_TEMPLATE = /[$%]\{/;

function aroundCharacter(place: Place, text: string, side: 'before' | 'after'): Edit {
  const character = place.file.slice(place.start, place.end);
  return { place, text: side === 'before' ? `${text}${character}` : `${character}${text}` };
}

/** The offsets of the character-string that holds a stretch; at a border the string that begins there. */
function stringAround(record: TextRecord, start: number, end: number): { start: number; end: number } | undefined {
  let at = 0;
  for (const [index, string] of record.strings.entries()) {
    const isLast = index === record.strings.length - 1;
    const next = at + string.length;
    if (start < next || isLast) return start >= at && end <= next ? { start: at, end: next } : undefined;
    at = next;
  }
  return undefined;
}

/** Whether a string as written may hold blanks: it is in quotes, or has one already. */
function takesBlanks({ file, start, end }: Place): boolean {
  const before = file.slice(Math.max(0, start - 1), start);
  return before === '"' || before === "'" || /[^\\] /.test(file.slice(start, end));
}
