import { UsageError } from '../model/usage-error.ts';
import { TOOL_VERSION } from '../project.ts';
import { checkCommand } from './check.ts';
import type { Command, Io } from './command.ts';
import { explainCommand } from './explain.ts';
import { initCommand } from './init.ts';
import { mergeCommand } from './merge.ts';
import { recordsCommand } from './records.ts';
import { snapshotCommand } from './snapshot.ts';
import { spfCommand } from './spf.ts';

/** Exit status of every command. */
const EXIT_USAGE = 2;
const EXIT_BUG = 3;

const COMMANDS: readonly Command[] = [
  checkCommand,
  recordsCommand,
  spfCommand,
  snapshotCommand,
  mergeCommand,
  explainCommand,
  initCommand,
];

const HELP = `dns-mail-gate ${TOOL_VERSION}: stops the DNS change that would break your mail

Usage: dns-mail-gate COMMAND [OPTIONS]

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`).join('\n')}

dns-mail-gate COMMAND --help says more of each.

Exit status: 0 nothing to report, 1 findings, 2 wrong usage, 3 a bug of this program.
`;

/** Runs one command line and gives the exit status. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    const [first, ...rest] = args;
    if (first === '--version') return say(io, `${TOOL_VERSION}\n`);
    if (first === undefined || first === '--help' || first === '-h' || first === 'help') return say(io, HELP);
    const command = COMMANDS.find(({ name }) => name === first);
    if (command === undefined) {
      throw new UsageError(
        `There is no command “${first}”. The commands are ${COMMANDS.map(({ name }) => name).join(', ')}.`,
      );
    }
    if (rest.includes('--help') || rest.includes('-h')) return say(io, command.help);
    if (rest.includes('--version')) return say(io, `${TOOL_VERSION}\n`);
    return await command.run(rest, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`dns-mail-gate: ${error.message}\n`);
      return EXIT_USAGE;
    }
    const stack = error instanceof Error ? error.stack : String(error);
    io.err(`dns-mail-gate: this is a bug of the program, please report it:\n${stack}\n`);
    return EXIT_BUG;
  }
}

function say(io: Io, text: string): number {
  io.out(text);
  return 0;
}
