import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from '../model/usage-error.ts';

/** What a command may do to the outside; tests give their own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard output; results only. */
  readonly out: (text: string) => void;
  /** Standard error: progress and warnings. */
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
}

/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly help: string;
  /** Gives the exit status. Throws a UsageError for wrong arguments. */
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Parses arguments strictly: `values` by option name and the rest as `positionals`. Throws a UsageError. */
export function parse<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Of what Node says only the first sentence is for whoever types; it does not end all of them.
    const [problem] = (error as Error).message.split(/\.?(?:\n| To specify a positional|$)/);
    throw new UsageError(`${problem}. See --help.`);
  }
}

/** One of a fixed set of words, or a UsageError that lists them. */
export function oneOf<T extends string>(option: string, value: string, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new UsageError(`--${option} takes ${words.join(', ')}; “${value}” is none of them.`);
  return found;
}

/** A whole number of a range, or a UsageError. */
export function numberOf(option: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new UsageError(`--${option} takes a whole number from ${min} to ${max}; “${value}” is none.`);
  }
  return number;
}
