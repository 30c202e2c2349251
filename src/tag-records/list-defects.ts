import { quoted } from '../model/quoted.ts';
import type { Defect } from './defect.ts';
import { repeatedTags, type TagList } from './tag-list.ts';

/** Names and semicolons that are missing are told of one by one, but not without end. */
const MAX_TOLD = 10;

/**
 * What makes a text no list of tags. `unit` is what its norm calls a tag; `strayWarns` where receivers pass over what is
 * no tag, instead of over the whole text.
 */
export function listDefects(list: TagList, unit: 'tag' | 'field', strayWarns = false): Defect[] {
  const stray = list.noTags.map(({ text, start, end }): Defect => {
    const effect = strayWarns ? 'so receivers pass over it' : 'which makes the whole record invalid';
    return {
      start,
      end,
      ...(strayWarns && { severity: 'warning' }),
      key: text,
      message: `${quoted(text)} is no ${unit}, ${effect}.`,
      advice: `Write each ${unit} as name=value, with a semicolon between two, or leave the text out.`,
    };
  });
  const repeated = repeatedTags(list).map(
    ({ name, start, end }): Defect => ({
      start,
      end,
      key: `twice ${name}`,
      message: `the ${unit} ${quoted(name)} is there twice, which makes the whole record invalid.`,
      advice: 'Leave one of them.',
    }),
  );
  return [...stray, ...repeated].slice(0, MAX_TOLD);
}
