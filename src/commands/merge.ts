import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readingTrouble } from '../model/file-trouble.ts';
import { SEVERITIES } from '../model/finding.ts';
import { UsageError } from '../model/usage-error.ts';
import { mergeReports, type NamedReport } from '../outputs/merge-reports.ts';
import { readReport } from '../outputs/read-json.ts';
import { HELP_URL } from '../project.ts';
import { EXIT_FINDINGS, writeOutput } from './check.ts';
import { type Command, type Io, oneOf, parse } from './command.ts';
import { FORMATS, renderReport } from './render.ts';

const OPTIONS = {
  'fail-on': { type: 'string' },
  format: { type: 'string', default: 'text' },
  output: { type: 'string' },
} as const;

const HELP = `Usage: dns-mail-gate merge REPORT… [OPTIONS]

Joins the JSON reports of all parts of a check that was divided with --shard, as if it had not been divided. A single
report that was not divided is shown in another format.

  --fail-on LEVEL                error, warning, notice or never; default: as the parts were judged
  --format ${FORMATS.join('|')}   default text
  --output FILE                  write there instead of standard output

Exit status: 0 nothing at or above --fail-on in scope, 1 findings, 2 wrong usage, 3 a bug of this program.
`;

/** `merge`: joins the reports of shards. */
export const mergeCommand: Command = { name: 'merge', summary: 'join the JSON reports of shards', help: HELP, run };

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length === 0) throw new UsageError('merge needs the JSON reports to join: merge REPORT….');
  const format = oneOf('format', values.format, FORMATS);
  const given = values['fail-on'];
  const failOn = given === undefined ? undefined : oneOf('fail-on', given, [...SEVERITIES, 'never'] as const);

  const merged = mergeReports(
    positionals.map((name) => readNamed(name, io.cwd)),
    failOn,
  );
  if ('problem' in merged) throw new UsageError(merged.problem);
  const color = values.output === undefined && io.outIsTerminal && !io.env.NO_COLOR;
  const pieces = renderReport(merged.report, format, color);
  if (values.output !== undefined) writeOutput(values.output, pieces);
  else for (const piece of pieces) io.out(piece);
  return merged.report.conclusion === 'fail' ? EXIT_FINDINGS : 0;
}

function readNamed(name: string, cwd: string): NamedReport {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, name), 'utf8');
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${readingTrouble(error)}.`);
  }
  const read = readReport(text, HELP_URL);
  if ('problem' in read) throw new UsageError(`${name}: ${read.problem}`);
  return { name, report: read.report };
}
