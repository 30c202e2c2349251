import type { QueryType } from '../model/record.ts';
import { clip, visible } from './escape.ts';
import { codeBlock, codeSpan } from './escape-markdown.ts';
import type { PresentedDrift } from './presented.ts';
import { count } from './words.ts';

/** Lines of an answer that are shown on each side. */
const MAX_LINES = 12;
const MAX_TEXT = 500;
const MAX_QUESTION = 300;

type Changed = PresentedDrift['answers'][number];

/** What says the most of mail first; large hosts answer with other addresses every day. */
const ORDER: readonly QueryType[] = ['TXT', 'SPF', 'MX', 'PTR', 'CNAME', 'NS', 'A', 'AAAA'];

/** The changed answers in the order in which they are worth reading. */
export function changedAnswers({ answers }: PresentedDrift): readonly Changed[] {
  const rank = ({ question }: Changed) => {
    const place = ORDER.findIndex((type) => question.endsWith(` ${type}`));
    return place < 0 ? ORDER.length : place;
  };
  return [...answers].sort((a, b) => rank(a) - rank(b));
}

/** A changed answer as Markdown: what is gone and what has come. */
export function changedAnswerMarkdown(changed: Changed): string {
  return `${codeSpan(clip(changed.question, MAX_QUESTION))}\n\n${codeBlock(differenceOf(changed), 'diff')}`;
}

/** The same as plain text. */
export function changedAnswerText(changed: Changed, taken: string): string {
  const lines = differenceOf(changed).map((line) => `  ${line}`);
  return [`${clip(visible(changed.question), MAX_QUESTION)} has another answer than on ${taken}:`, ...lines].join('\n');
}

/** The records that are on one side only. */
function differenceOf({ before, after }: Changed): string[] {
  return [...side('-', before, after), ...side('+', after, before)];
}

function side(mark: string, lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  const own = lines.filter((line) => !known.has(line));
  const shown = own.slice(0, MAX_LINES).map((line) => `${mark} ${clip(visible(line), MAX_TEXT)}`);
  return own.length > MAX_LINES ? [...shown, `${mark} … and ${count(own.length - MAX_LINES, 'more record')}`] : shown;
}
