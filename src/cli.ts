#!/usr/bin/env node
import { main } from './commands/main.ts';
import { exitWith } from './exit-with.ts';

// A reader that has seen enough (`… | head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const io = {
  cwd: process.cwd(),
  env: process.env,
  out: (text: string) => process.stdout.write(text),
  err: (text: string) => process.stderr.write(text),
  outIsTerminal: process.stdout.isTTY === true,
  errIsTerminal: process.stderr.isTTY === true,
};

exitWith(main(process.argv.slice(2), io), (words) => io.err(`dns-mail-gate: ${words}\n`));
