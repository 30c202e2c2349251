import { quoted } from '../model/quoted.ts';
import type { Defect } from './defect.ts';
import { listDefects } from './list-defects.ts';
import { parseTagList } from './tag-list.ts';
import { nearVersion, versionDefect } from './version-defect.ts';

/** RFC 8461 §3.1: what does not begin like this is passed over. */
const VERSION = /^v=STSv1[ \t]*;/;
const NEAR_VERSION = nearVersion('sts');
const VERSION_LATER = /;[ \t]*v[ \t]*=[ \t]*STSv1[ \t]*(?:;|$)/i;
/** RFC 8461 §3.1 */
const ID = /^[A-Za-z0-9]{1,32}$/;

/** Whether senders take a text at `_mta-sts` for a record of MTA-STS. */
export function isMtaSts(text: string): boolean {
  return VERSION.test(text);
}

/** Whether a text that is none was meant as one. */
export function isMeantAsMtaSts(text: string): boolean {
  return !isMtaSts(text) && (NEAR_VERSION.test(text) || VERSION_LATER.test(text));
}

/** What is wrong with a text that is, or is meant as, a record of MTA-STS. */
export function mtaStsDefects(text: string): Defect[] {
  if (!isMtaSts(text)) return [versionDefect(text, 'v=STSv1', NEAR_VERSION, 'a record of MTA-STS')];
  const list = parseTagList(text);
  const defects = listDefects(list, 'field');
  const id = list.tags.find(({ name }) => name === 'id');
  if (id === undefined) {
    const message = 'the field “id” is missing, so senders take the record for none.';
    const advice =
      'Add an “id” of up to 32 letters and digits that changes with the policy, such as “id=20261128T120000;”.';
    defects.push({ start: 0, end: text.length, key: 'id', message, advice });
  } else if (!ID.test(id.value)) {
    const message = `${quoted(`id=${id.value}`)} is none of up to 32 letters and digits, so senders take the record for none.`;
    const meant = id.value.replace(/[^A-Za-z0-9]/g, '').slice(0, 32);
    const advice = meant === '' ? 'Write letters and digits only.' : `Write ${quoted(`id=${meant}`)}.`;
    const replacement = meant === '' || id.value === '' ? undefined : meant;
    defects.push({
      start: id.valueStart,
      end: Math.max(id.end, id.valueStart),
      key: 'id',
      message,
      advice,
      replacement,
    });
  }
  return defects;
}
