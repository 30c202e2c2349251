import { codeSpan } from './escape-markdown.ts';
import { fitSections } from './fit-sections.ts';
import { type MarkdownOptions, type SectionLimits, sectionsOf } from './markdown.ts';
import type { PresentedReport } from './presented.ts';
import { verdictOf } from './verdict.ts';
import { count } from './words.ts';

const MARKS = { bad: '⛔', doubtful: '⚠️', good: '✅' } as const;
/** Room for the sentence that says what was left out. */
const NOTE_RESERVE = 600;

export interface DocumentOptions extends MarkdownOptions, SectionLimits {
  readonly limit: number;
  /** How the limit counts. */
  readonly sizeOf: (text: string) => number;
  /** Why something was left out, as a sentence. */
  readonly limitReason: string;
  /** Where what was left out can be read. */
  readonly elsewhere: string;
}

/** The report as Markdown: the verdict first, then what decides, the rest folded, all within a limit. */
export function renderDocument(report: PresentedReport, options: DocumentOptions): string {
  const { limit, sizeOf } = options;
  const { mood, headline, detail } = verdictOf(report);
  const head = `### ${MARKS[mood]} ${headline}${detail === '' ? '' : `\n\n${detail}`}`;
  const foot = footOf(report);
  const budget = limit - sizeOf(head) - sizeOf(foot) - NOTE_RESERVE;
  const { text, leftOut } = fitSections(sectionsOf(report, options, options), budget, sizeOf);
  const note =
    leftOut === '' ? '' : `_Left out here: ${leftOut}. ${options.limitReason} Everything is in ${options.elsewhere}._`;
  return `${[head, text, note, foot].filter((part) => part !== '').join('\n\n')}\n`;
}

/** What was looked at, so that an all-clear can be judged. */
function footOf({ tool, files, settings, drift }: PresentedReport): string {
  const records = files.reduce((sum, file) => sum + file.records, 0);
  const lookups =
    settings.lookups === 'live' || settings.lookups === 'offline' ? settings.lookups : codeSpan(settings.lookups);
  const since = drift === null ? '' : `, compared with ${codeSpan(drift.file)} of ${drift.taken}`;
  const seen = `${count(records, 'record')} in ${count(files.length, 'file')} checked, DNS lookups ${lookups}${since}`;
  return `<sub>${codeSpan(`${tool.name} ${tool.version}`)} · ${seen}</sub>`;
}
