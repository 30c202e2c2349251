import { clip } from './escape.ts';
import { escapeMarkdown } from './escape-markdown.ts';

const MAX_TEXT = 100;

/**
 * Code in a table cell. A code span cannot hold every text there, because the table is cut at bars before code is seen
 * (GFM §4.10), so this is HTML around escaped text.
 */
export function codeCell(text: string): string {
  return `<code>${escapeMarkdown(clip(text, MAX_TEXT))}</code>`;
}
