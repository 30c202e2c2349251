import { check } from '../check.ts';
import { earlierSnapshot, resolverFor } from '../dns/lookups.ts';
import { writingTrouble } from '../model/file-trouble.ts';
import { SEVERITIES } from '../model/finding.ts';
import { UsageError } from '../model/usage-error.ts';
import { present } from '../outputs/present.ts';
import { HELP_URL, TOOL_NAME, TOOL_VERSION } from '../project.ts';
import { parseShard } from '../proposal/shard.ts';
import { givenPlans } from '../sources/given-plan.ts';
import { type Pieces, writePieces } from '../sources/write-pieces.ts';
import { type Command, type Io, numberOf, oneOf, parse } from './command.ts';
import { policyFile } from './policy-file.ts';
import { lookupProgress } from './progress.ts';
import { FORMATS, renderReport } from './render.ts';
import { findRoots } from './roots.ts';

/** Exit status of `check` and `merge` where something fails. */
export const EXIT_FINDINGS = 1;
/** Longer than any build waits. */
export const MAX_DEADLINE = 86_400;

const OPTIONS = {
  base: { type: 'string' },
  lookups: { type: 'string', default: 'live' },
  snapshot: { type: 'string' },
  resolver: { type: 'string', multiple: true },
  deadline: { type: 'string', default: '60' },
  'terraform-plan': { type: 'string', multiple: true },
  policy: { type: 'string' },
  'fail-on': { type: 'string', default: 'error' },
  scope: { type: 'string' },
  format: { type: 'string', default: 'text' },
  output: { type: 'string' },
  shard: { type: 'string' },
} as const;

const HELP = `Usage: dns-mail-gate check [PATH…] [OPTIONS]

Judges the DNS files below the paths (default: the current directory).

  --base REF|DIR                 compare with a git ref or another folder; only what is introduced decides
  --lookups live|offline|FILE    names outside the files: ask DNS (default), nobody, or a snapshot FILE
  --snapshot FILE                without a base: compare with the answers of that day; only what they bring decides
  --resolver ADDRESS[:PORT]      DNS server instead of the system's; repeatable
  --deadline SECONDS             for all live lookups together, default 60
  --policy FILE                  default: dns-mail-gate.yml at the root or in .github/, with --base that of the base
  --terraform-plan FILE          plan JSON (terraform show -json) in place of the module it was made of; repeatable,
                                 FOLDER=FILE where several folders are alike
  --fail-on LEVEL                error (default), warning, notice or never
  --scope introduced|all         default introduced with --base or --snapshot, else all
  --format ${FORMATS.join('|')}   default text
  --output FILE                  write there instead of standard output
  --shard I/N                    judge only the I-th of N parts of the zones; merge joins the JSON reports of all

Exit status: 0 nothing at or above --fail-on in scope, 1 findings, 2 wrong usage, 3 a bug of this program.
`;

/** `check`: judges DNS files and prints the report. */
export const checkCommand: Command = { name: 'check', summary: 'judge DNS files', help: HELP, run };

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const format = oneOf('format', values.format, FORMATS);
  const failOn = oneOf('fail-on', values['fail-on'], [...SEVERITIES, 'never'] as const);
  if (values.base !== undefined && values.snapshot !== undefined) {
    throw new UsageError(
      '--base shows what a change of the files brings, --snapshot what others have changed since: give one of them.',
    );
  }
  const compares = values.base !== undefined || values.snapshot !== undefined;
  const scope = oneOf('scope', values.scope ?? (compares ? 'introduced' : 'all'), ['introduced', 'all'] as const);
  const shard = values.shard ?? null;
  if (shard !== null && parseShard(shard) === undefined) {
    throw new UsageError(`--shard takes I/N, such as 2/4 for the second of four parts; “${shard}” is none.`);
  }
  const deadline = numberOf('deadline', values.deadline, 0, MAX_DEADLINE);
  const progress = lookupProgress(io);
  const outside = resolverFor(values.lookups, io.cwd, { servers: values.resolver, deadline, progress: progress.show });

  const earlier = values.snapshot === undefined ? undefined : earlierSnapshot(values.snapshot, io.cwd, values.lookups);
  const policy = values.policy === undefined ? undefined : { given: policyFile(values.policy, io.cwd) };

  const { root, head, base, partial, warnings } = findRoots(positionals, values.base, io.cwd);
  const plans = givenPlans(values['terraform-plan'] ?? [], io.cwd, root);
  for (const warning of warnings) io.err(`dns-mail-gate: ${warning}\n`);
  const settings = { failOn, scope, lookups: values.lookups, shard };
  const report = await check({ head, base, partial, policy, plans, outside, earlier, env: io.env, settings });
  progress.end();

  const presented = present(report, { tool: { name: TOOL_NAME, version: TOOL_VERSION }, helpUrl: HELP_URL });
  const color = values.output === undefined && io.outIsTerminal && !io.env.NO_COLOR;
  const pieces = renderReport(presented, format, color);
  if (values.output !== undefined) writeOutput(values.output, pieces);
  else for (const piece of pieces) io.out(piece);
  return presented.conclusion === 'fail' ? EXIT_FINDINGS : 0;
}

/** Writes a result to a file the user named. Throws a UsageError where that cannot be written. */
export function writeOutput(path: string, pieces: Pieces): void {
  try {
    writePieces(path, pieces);
  } catch (error) {
    throw new UsageError(`${path} could not be written: ${writingTrouble(error)}.`);
  }
}
