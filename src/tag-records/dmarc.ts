import { nearest } from '../model/nearest.ts';
import { quoted } from '../model/quoted.ts';
import type { Defect } from './defect.ts';
import { listDefects } from './list-defects.ts';
import { reportUriDefects } from './report-uri.ts';
import { parseTagList, repeatedTags, type Tag } from './tag-list.ts';
import { nearVersion, versionDefect } from './version-defect.ts';

/** RFC 9989 §4.8: the version comes first, and in just these letters. */
const VERSION = /^v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/;
/** How texts begin that were meant as a policy and are none to receivers. */
const NEAR_VERSION = nearVersion('dmarc');
const ASKS = /(?:^|;)[ \t]*p[ \t]*=[ \t]*(?:none|quarantine|reject)[ \t]*(?:;|$)/i;

const POLICIES = ['none', 'quarantine', 'reject'];
/** RFC 9989 §4.7, with the values of tags that have few. */
const TAGS: Readonly<Record<string, readonly string[] | undefined>> = {
  v: undefined,
  p: POLICIES,
  sp: POLICIES,
  np: POLICIES,
  adkim: ['r', 's'],
  aspf: ['r', 's'],
  psd: ['y', 'n', 'u'],
  t: ['y', 'n'],
  fo: undefined,
  rua: undefined,
  ruf: undefined,
};
/** Tags of RFC 7489 that RFC 9989 has taken out. */
const REMOVED = new Set(['pct', 'rf', 'ri']);
const FAILURE_OPTIONS = /^[01ds](?:[ \t]*:[ \t]*[01ds])*$/i;

/** Whether a receiver takes a text at `_dmarc` for a policy (RFC 9989 §4.10.1). */
export function isDmarc(text: string): boolean {
  return VERSION.test(text);
}

/** Whether a text that is no policy was meant as one. */
export function isMeantAsDmarc(text: string): boolean {
  return !isDmarc(text) && (NEAR_VERSION.test(text) || ASKS.test(text));
}

/** What is wrong with a text that is, or is meant as, a DMARC policy. */
export function dmarcDefects(text: string): Defect[] {
  if (!isDmarc(text)) return [versionDefect(text, 'v=DMARC1', NEAR_VERSION, 'a DMARC policy: the domain has none')];
  const list = parseTagList(text);
  const [, ...tags] = list.tags;
  const defects = listDefects(list, 'tag', true);
  const repeated = repeatedTags(list);
  for (const tag of tags) if (!repeated.includes(tag)) defects.push(...tagDefects(tag));
  const removed = tags.filter(({ name }) => REMOVED.has(name.toLowerCase()));
  if (removed.length > 0) defects.push(removedTags(removed));
  if (!tags.some(({ name }) => name.toLowerCase() === 'p')) defects.push(noPolicy(text));
  return defects;
}

function tagDefects(tag: Tag): Defect[] {
  const { name, value, end, valueStart } = tag;
  const key = name.toLowerCase();
  const at = { start: valueStart, end: Math.max(end, valueStart), key: name };
  if (key === 'rua' || key === 'ruf') return reportUriDefects(tag, ['https', 'http']);
  if (REMOVED.has(key)) return [];
  if (!Object.hasOwn(TAGS, key)) return [unknownTag(tag)];
  if (key === 'fo') {
    if (FAILURE_OPTIONS.test(value)) return [];
    const message = `${quoted(`${name}=${value}`)} is none of 0, 1, d and s, or several of them with colons between, so receivers pass over it.`;
    return [{ ...at, severity: 'warning', message, advice: 'Write “fo=1” to hear of every failure.' }];
  }
  const values = TAGS[key];
  if (values === undefined || values.includes(value.toLowerCase())) return [];
  const meant = nearest(value.toLowerCase(), values);
  const advice = `Write ${quoted(`${name}=${meant ?? values[values.length - 1]}`)}; possible are ${values.join(', ')}.`;
  if (values !== POLICIES) {
    const message = `${quoted(`${name}=${value}`)} is no value of this tag, so receivers pass over it.`;
    return [{ ...at, severity: 'warning', message, advice, replacement: meant }];
  }
  // RFC 9989 §4.7: with an address for reports the policy is as good as none, without one the record is no policy.
  const message = `${quoted(`${name}=${value}`)} asks for nothing that receivers know, so the policy has no effect.`;
  return [{ ...at, message, advice, replacement: meant }];
}

function removedTags(tags: readonly Tag[]): Defect {
  const [{ start, end }] = tags;
  const names = tags.map(({ name }) => quoted(name)).join(', ');
  return {
    start,
    end,
    severity: 'notice',
    key: 'removed',
    message: `what ${names} asked for was taken out of DMARC; newer receivers pass over it.`,
    advice: 'Leave it out.',
  };
}

function unknownTag({ name, value, start, end }: Tag): Defect {
  const meant = nearest(name.toLowerCase(), Object.keys(TAGS));
  return {
    start,
    end,
    severity: 'notice',
    key: name,
    message: `${quoted(name)} is no tag of DMARC, so receivers pass over it.`,
    advice:
      meant === undefined
        ? 'Leave it out.'
        : `Write ${quoted(`${meant}=${value}`)} if that is meant, else leave it out.`,
  };
}

function noPolicy(text: string): Defect {
  return {
    start: 0,
    end: text.length,
    severity: 'notice',
    key: 'no policy',
    message: 'the tag “p” is missing: newer receivers read “p=none”, older ones no policy at all.',
    advice: 'Say what is meant: “v=DMARC1; p=none; …”, “p=quarantine” or “p=reject”.',
  };
}
