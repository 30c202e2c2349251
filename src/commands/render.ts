import { renderAnnotations } from '../outputs/annotations.ts';
import { jsonPieces } from '../outputs/json.ts';
import { renderJunit } from '../outputs/junit.ts';
import type { PresentedReport } from '../outputs/presented.ts';
import { renderSarif } from '../outputs/sarif.ts';
import { renderSummary } from '../outputs/summary.ts';
import { renderText } from '../outputs/text.ts';
import { HELP_URL } from '../project.ts';
import { RULES } from '../rules/index.ts';
import type { Pieces } from '../sources/write-pieces.ts';

/** What `--format` takes. */
export const FORMATS = ['text', 'json', 'markdown', 'sarif', 'github', 'junit'] as const;

/** A report in one of the formats, in pieces; only text is coloured. */
export function renderReport(report: PresentedReport, format: (typeof FORMATS)[number], color: boolean): Pieces {
  switch (format) {
    case 'text':
      return [renderText(report, { color })];
    case 'json':
      return jsonPieces(report);
    case 'markdown':
      return [renderSummary(report)];
    case 'sarif':
      return [renderSarif(report, { rules: RULES, helpUrl: HELP_URL, excused: true })];
    case 'github':
      return [renderAnnotations(report)];
    case 'junit':
      return [renderJunit(report)];
  }
}
