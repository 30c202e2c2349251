import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setOutput, summary } from '@actions/core';
import type { PresentedReport } from '../outputs/presented.ts';
import { findingsInScope } from '../outputs/presented.ts';

/** What the runner is told, rendered. */
export interface Rendered {
  readonly annotations: string;
  readonly summary: string;
  readonly comment: string;
  readonly json: string;
}

export interface FilePaths {
  /** Relative to the workspace, or empty for a file in the runner's temporary folder. */
  readonly reportFile: string;
  readonly workspace: string;
  readonly temporary: string;
}

/** Annotations, then the job summary, then files and outputs: in the order in which they are worth most. */
export async function tellRunner(report: PresentedReport, rendered: Rendered, paths: FilePaths): Promise<void> {
  process.stdout.write(rendered.annotations);
  await summary.addRaw(rendered.summary).write();

  const reportFile =
    paths.reportFile === '' ? join(paths.temporary, 'dns-mail-gate.json') : resolve(paths.workspace, paths.reportFile);
  const commentFile = join(paths.temporary, 'dns-mail-gate-comment.md');
  for (const [file, text] of [
    [reportFile, rendered.json],
    [commentFile, rendered.comment],
  ]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  const inScope = findingsInScope(report);
  const count = (severity: string) => inScope.filter((finding) => finding.severity === severity).length;
  setOutput('conclusion', report.conclusion);
  setOutput('errors', count('error'));
  setOutput('warnings', count('warning'));
  setOutput('notices', count('notice'));
  setOutput('fixed', report.fixed.length);
  setOutput('report-file', reportFile);
  setOutput('comment-file', commentFile);
}
