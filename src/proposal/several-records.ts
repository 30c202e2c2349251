import type { Problem } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import { placeInText } from './text-edit.ts';

/** Other records shown beside the one that is underlined. */
const MAX_RELATED = 10;

/** That one name has several records where only one may be; the second is underlined. */
export function severalProblem(
  owner: Name,
  texts: readonly { readonly record: DnsRecord<'TXT'>; readonly text: string }[],
  words: { readonly message: string; readonly advice: string; readonly other: string },
): Problem {
  const places = texts.map(({ record, text }) => placeInText(record, 0, text.length));
  return {
    subject: plain(owner),
    count: texts.length,
    place: places[1],
    message: words.message,
    advice: words.advice,
    related: places
      .filter((_, i) => i !== 1)
      .slice(0, MAX_RELATED)
      .map((place) => ({ place, message: words.other })),
  };
}
