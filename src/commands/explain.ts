import { nearest } from '../model/nearest.ts';
import { UsageError } from '../model/usage-error.ts';
import { explainList, explainRule } from '../outputs/explain.ts';
import { RULES } from '../rules/index.ts';
import { type Command, type Io, parse } from './command.ts';

const HELP = `Usage: dns-mail-gate explain [RULE]

Says what a rule looks for, why, by which norm, and shows a bad and a good example. Without a rule, lists them all.
`;

/** `explain`: the documentation of the rules. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'what a rule means, with its examples',
  help: HELP,
  run,
};

async function run(args: readonly string[], io: Io): Promise<number> {
  const { positionals } = parse(args, {});
  const [id, ...more] = positionals;
  if (more.length > 0) throw new UsageError('explain takes one rule at a time.');
  if (id === undefined) {
    io.out(explainList(RULES));
    return 0;
  }
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const near = nearest(
      id,
      RULES.map((candidate) => candidate.id),
    );
    throw new UsageError(`There is no rule “${id}”.${near === undefined ? '' : ` Do you mean ${near}?`}`);
  }
  io.out(explainRule(rule));
  return 0;
}
