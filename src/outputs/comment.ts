import { renderDocument } from './document.ts';
import { codePoints } from './fit-sections.ts';
import type { MarkdownOptions } from './markdown.ts';
import { forReview, type PresentedReport } from './presented.ts';

/** GitHub's limit for a comment, in characters. */
export const MAX_COMMENT = 65_536;
/** A comment is for reading: so many findings of a level are told, and so many lines of a list; the summary has all. */
const MAX_TOLD = 25;
const MAX_LISTED = 30;

export interface CommentOptions extends MarkdownOptions {
  /** Tells the comments of several gates in one repository apart. */
  readonly id: string;
  readonly markerAt?: 'first' | 'last';
}

/** The hidden line by which the gate finds its own comment again. Characters that could end an HTML comment are dropped. */
export function markerOf(id: string): string {
  return `<!-- dns-mail-gate:${id.replace(/[^\w.]+/g, '-')} -->`;
}

/** The comment on the pull request, never longer than GitHub takes. Notices about the run are left to the summary. */
export function renderComment(report: PresentedReport, options: CommentOptions): string {
  const marker = markerOf(options.id);
  const text = renderDocument(forReview(report), {
    ...options,
    limit: MAX_COMMENT - codePoints(marker) - 2,
    sizeOf: codePoints,
    maxTold: MAX_TOLD,
    maxListed: MAX_LISTED,
    limitReason: 'A comment holds only so much.',
    elsewhere: 'the job summary',
  });
  return options.markerAt === 'last' ? `${text}\n${marker}` : `${marker}\n${text}`;
}
