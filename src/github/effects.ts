import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setOutput, summary } from '@actions/core';
import type { PresentedReport } from '../outputs/presented.ts';
import { findingsInScope } from '../outputs/presented.ts';
import { type Pieces, writePieces } from '../sources/write-pieces.ts';

/** What the runner is told, rendered. */
export interface Rendered {
  readonly annotations: string;
  readonly summary: string;
  readonly comment: string;
  readonly json: Pieces;
  readonly sarif: string;
}

export interface FilePaths {
  /** Both relative to the workspace, or empty for a file in the runner's temporary folder. */
  readonly reportFile: string;
  readonly sarifFile: string;
  readonly workspace: string;
  readonly temporary: string;
}

/** Annotations, then the job summary, then files and outputs: in the order in which they are worth most. */
export async function tellRunner(report: PresentedReport, rendered: Rendered, paths: FilePaths): Promise<void> {
  process.stdout.write(rendered.annotations);
  await summary.addRaw(rendered.summary).write();

  const fileOf = (wanted: string, usual: string) =>
    wanted === '' ? join(paths.temporary, usual) : resolve(paths.workspace, wanted);
  const reportFile = fileOf(paths.reportFile, 'dns-mail-gate.json');
  const sarifFile = fileOf(paths.sarifFile, 'dns-mail-gate.sarif');
  const commentFile = join(paths.temporary, 'dns-mail-gate-comment.md');
  create(reportFile, rendered.json);
  create(sarifFile, [rendered.sarif]);
  create(commentFile, [rendered.comment]);

  const inScope = findingsInScope(report);
  const count = (severity: string) => inScope.filter((finding) => finding.severity === severity).length;
  setOutput('conclusion', report.conclusion);
  setOutput('errors', count('error'));
  setOutput('warnings', count('warning'));
  setOutput('notices', count('notice'));
  setOutput('fixed', report.fixed.length);
  setOutput('report-file', reportFile);
  setOutput('sarif-file', sarifFile);
  setOutput('comment-file', commentFile);
}

function create(file: string, pieces: Pieces): void {
  mkdirSync(dirname(file), { recursive: true });
  writePieces(file, pieces);
}
