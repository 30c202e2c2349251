import { check } from '../check.ts';
import { liveResolver } from '../dns/live.ts';
import { questionText } from '../dns/resolver.ts';
import { recorder, renderSnapshot } from '../dns/snapshot.ts';
import { UsageError } from '../model/usage-error.ts';
import { SLUG } from '../project.ts';
import { givenPlans } from '../sources/given-plan.ts';
import { MAX_DEADLINE, writeOutput } from './check.ts';
import { type Command, type Io, numberOf, parse } from './command.ts';
import { lookupProgress } from './progress.ts';
import { findRoots } from './roots.ts';

/** Editors check the file against it. */
const SCHEMA_URL = `https://raw.githubusercontent.com/${SLUG}/main/docs/snapshot.schema.json`;
/** Questions without an answer that are named one by one. */
const MAX_NAMED = 20;

const OPTIONS = {
  output: { type: 'string' },
  resolver: { type: 'string', multiple: true },
  deadline: { type: 'string', default: '60' },
  'terraform-plan': { type: 'string', multiple: true },
} as const;

const HELP = `Usage: dns-mail-gate snapshot [PATH…] --output FILE [OPTIONS]

Asks live DNS for everything that the DNS files below the paths depend on, and saves the answers, so that
check --lookups FILE needs no network and gives the same result each time. The file is JSON with one question a line.

  --output FILE              where the answers are saved
  --resolver ADDRESS[:PORT]  DNS server instead of the system's; repeatable
  --deadline SECONDS         for all lookups together, default 60
  --terraform-plan FILE      plan JSON (terraform show -json); repeatable
`;

/** `snapshot`: saves what live DNS answers. */
export const snapshotCommand: Command = {
  name: 'snapshot',
  summary: 'save the DNS answers a check needs',
  help: HELP,
  run,
};

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  if (values.output === undefined) throw new UsageError('snapshot needs --output FILE, where the answers are saved.');
  const deadline = numberOf('deadline', values.deadline, 1, MAX_DEADLINE);
  const progress = lookupProgress(io);
  const live = liveResolver({ servers: values.resolver, deadline, progress: progress.show });
  const record = recorder(live);

  const { root, head, partial } = findRoots(positionals, undefined, io.cwd);
  const plans = givenPlans(values['terraform-plan'] ?? [], io.cwd, root);
  // The check itself asks: whatever its rules look up is saved, and nothing else.
  const settings = { failOn: 'never', scope: 'all', lookups: 'live', shard: null } as const;
  await check({ head, partial, plans, outside: live, record: record.over, env: io.env, settings });
  progress.end();

  const answers = record.answers();
  const unanswered = record.unanswered();
  if (answers.length === 0 && unanswered.length > 0) {
    throw new UsageError(`No DNS server gave any answer (${unanswered[0].reason}), so nothing was saved.`);
  }
  const taken = new Date().toISOString().slice(0, 10);
  writeOutput(values.output, [renderSnapshot({ taken, answers }, SCHEMA_URL)]);
  for (const { question, reason } of unanswered.slice(0, MAX_NAMED)) {
    io.err(`dns-mail-gate: ${questionText(question)} had no answer (${reason}) and is not in the snapshot.\n`);
  }
  if (unanswered.length > MAX_NAMED) io.err(`dns-mail-gate: … and ${unanswered.length - MAX_NAMED} more.\n`);
  return 0;
}
