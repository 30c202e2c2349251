import { nearest } from '../model/nearest.ts';
import { quoted } from '../model/quoted.ts';
import type { Defect } from './defect.ts';
import type { Tag } from './tag-list.ts';

/** One address that reports go to. */
export interface ReportUri {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The domain of a `mailto:` address, in lower case; undefined for anything else. */
  readonly domain: string | undefined;
}

/** `mailto:` and one mailbox; `!10m`, which RFC 7489 had for the largest report, is cut off before. */
const MAILTO =
  /^mailto:(?!\/\/)[^\s@,;!<>"\\]+@((?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]*[a-z0-9])(?:\?\S*)?$/i;
const SIZE = /!\d+[kmgt]?$/i;
/** RFC 3986 sets no limit; a mailbox has at most 320 octets (RFC 5321 §4.5.3.1). */
const MAX_URI = 1_000;
const MAILBOX = /^[^\s@:,;<>]+@[^\s@:,;<>]+\.[^\s@:,;<>]+$/;

/** The addresses of a `rua` or `ruf` tag, which commas part. */
export function reportUris({ value, valueStart }: Tag): ReportUri[] {
  const uris: ReportUri[] = [];
  for (const match of value.matchAll(/[^,]+/g)) {
    const text = match[0].trim();
    if (text === '') continue;
    const start = valueStart + match.index + match[0].indexOf(text);
    const domain = text.length > MAX_URI ? undefined : MAILTO.exec(text.replace(SIZE, ''))?.[1].toLowerCase();
    uris.push({ text, start, end: start + text.length, domain });
  }
  return uris;
}

/** What is wrong with the addresses of a tag. `schemes` are those that may be used beside `mailto`. */
export function reportUriDefects(tag: Tag, schemes: readonly string[]): Defect[] {
  const uris = reportUris(tag);
  if (uris.length === 0) {
    const { name, start, end } = tag;
    return [
      {
        start,
        end,
        key: name,
        message: `${quoted(name)} names no address, so nobody gets reports.`,
        advice: `Write ${quoted(`${name}=mailto:reports@example.com`)} with an address of yours, or leave the tag out.`,
      },
    ];
  }
  return uris.flatMap((uri) => defectOf(uri, tag.name, schemes) ?? []);
}

function defectOf(
  { text, start, end, domain }: ReportUri,
  tag: string,
  schemes: readonly string[],
): Defect | undefined {
  const about = { start, end, key: `${tag} ${text}` };
  if (domain !== undefined) {
    if (!SIZE.test(text)) return undefined;
    return {
      ...about,
      severity: 'notice',
      message: `${quoted(text)} limits the size of reports; that part is obsolete and ignored.`,
      advice: `Write ${quoted(text.replace(SIZE, ''))}.`,
      replacement: text.replace(SIZE, ''),
    };
  }
  if (text.length <= MAX_URI && MAILBOX.test(text)) {
    return {
      ...about,
      message: `${quoted(text)} in ${quoted(tag)} is a mail address and no URI, so no reports are sent.`,
      advice: `Write ${quoted(`mailto:${text}`)}.`,
      replacement: `mailto:${text}`,
    };
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1].toLowerCase();
  if (scheme !== undefined && schemes.includes(scheme)) return undefined;
  const meant = scheme === undefined ? undefined : nearest(scheme, ['mailto', ...schemes]);
  return {
    ...about,
    message:
      scheme === 'mailto'
        ? `${quoted(text)} in ${quoted(tag)} is no mail address, so no reports are sent.`
        : `${quoted(text)} in ${quoted(tag)} is no URI that reports can be sent to.`,
    advice:
      meant !== undefined && scheme !== 'mailto'
        ? `Write ${quoted(`${meant}${text.slice(scheme!.length)}`)}.`
        : `Write addresses as ${quoted('mailto:reports@example.com')}, with a comma between two.`,
  };
}
