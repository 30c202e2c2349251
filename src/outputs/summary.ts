import { renderDocument } from './document.ts';
import { octets } from './fit-sections.ts';
import type { MarkdownOptions } from './markdown.ts';
import type { PresentedReport } from './presented.ts';

/** GitHub's limit for the summary of one step, in octets. */
export const MAX_SUMMARY = 1_048_576;

/** The job summary, never longer than GitHub takes; also what `--format markdown` prints. */
export function renderSummary(report: PresentedReport, options: MarkdownOptions = {}): string {
  return renderDocument(report, {
    ...options,
    limit: MAX_SUMMARY,
    sizeOf: octets,
    maxTold: Number.POSITIVE_INFINITY,
    maxListed: Number.POSITIVE_INFINITY,
    limitReason: 'A job summary holds at most 1 MiB.',
    elsewhere: 'the JSON report',
  });
}
