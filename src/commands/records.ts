import { NameTable } from '../model/name-table.ts';
import { noDnsFiles } from '../model/no-dns-files.ts';
import { recordsAsJson, recordsAsZone } from '../outputs/records.ts';
import { choosePolicy } from '../policy/choose-policy.ts';
import { treeReader } from '../read-with-policy.ts';
import { RULES } from '../rules/index.ts';
import { givenPlans } from '../sources/given-plan.ts';
import { type Command, type Io, oneOf, parse } from './command.ts';
import { findRoots } from './roots.ts';

const HELP = `Usage: dns-mail-gate records [PATH…] [OPTIONS]

Prints what the gate reads: one canonical line a record (absolute owner, TTL, IN, type, data), sorted. What could not be
read is said on standard error.

  --terraform-plan FILE  plan JSON (terraform show -json); repeatable
  --format zone|json     default zone
`;

/** `records`: prints every record that is read. */
export const recordsCommand: Command = { name: 'records', summary: 'print the records that are read', help: HELP, run };

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, {
    format: { type: 'string', default: 'zone' },
    'terraform-plan': { type: 'string', multiple: true },
  });
  const format = oneOf('format', values.format, ['zone', 'json'] as const);
  const { head, root } = findRoots(positionals, undefined, io.cwd);
  const plans = givenPlans(values['terraform-plan'] ?? [], io.cwd, root);
  const names = new NameTable();
  const { policy } = choosePolicy(
    head,
    undefined,
    undefined,
    RULES.map(({ id }) => id),
  );
  const reading = treeReader(policy, names, { plans })(head);
  if (reading.files.length === 0) throw noDnsFiles();
  for (const { place, message } of reading.problems) {
    const { line, column } = place.file.position(place.start);
    io.err(`${place.file.path}:${line}:${column}: ${message}\n`);
  }
  for (const chunk of format === 'zone' ? recordsAsZone(reading, names) : recordsAsJson(reading, names)) io.out(chunk);
  return 0;
}
