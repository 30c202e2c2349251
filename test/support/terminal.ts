import type { Io } from '../../src/commands/command.ts';
import { main } from '../../src/commands/main.ts';

export interface CommandRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process. */
export async function runCommand(args: readonly string[], cwd: string, io: Partial<Io> = {}): Promise<CommandRun> {
  let stdout = '';
  let stderr = '';
  const status = await main(args, {
    cwd,
    env: {},
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    outIsTerminal: false,
    errIsTerminal: false,
    ...io,
  });
  return { status, stdout, stderr };
}
