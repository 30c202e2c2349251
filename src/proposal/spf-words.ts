import type { Name } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import type { SpfDomains, SpfText } from './spf-domains.ts';
import { placeInText } from './text-edit.ts';

/** The place of a record's text as written, without its quotes. */
export function placeOfText({ record, text }: SpfText): Place {
  return placeInText(record, 0, text.length);
}

/** A sentence on the proposed names whose SPF breaks together with a name's, to be put after another; often empty. */
export function alsoBroken({ referrers }: SpfDomains, name: Name): string {
  const count = referrers.get(name)?.size ?? 0;
  if (count === 0) return '';
  return count === 1
    ? ' One other name includes it and breaks with it.'
    : ` ${count} other names include it and break with it.`;
}

/** A count with its noun: `1 term`, `3 terms`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`; what is beyond `max` is counted. */
export function listed(words: readonly string[], max: number): string {
  const shown = words.length > max ? [...words.slice(0, max - 1), `${words.length - max + 1} more`] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
