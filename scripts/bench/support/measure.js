import { spawnSync } from 'node:child_process';

const ROUNDS = 5;
const TIME = '/usr/bin/time';

/**
 * Runs commands in turn, five rounds of them, so that a machine that is slow for a while is slow for all: wall-clock
 * seconds as lowest, median and highest, and the median of peak memory in MB (GNU time measures both, start of the process
 * included). Undefined for a command that is not installed; throws where one fails.
 */
export function measure(commands) {
  const runs = commands.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, command] of commands.entries()) runs[i].push(runOnce(command));
  }
  return runs.map((own) => {
    if (own.includes(undefined)) return undefined;
    const seconds = own.map((run) => run.seconds).toSorted((a, b) => a - b);
    return {
      seconds: median(seconds),
      lowest: seconds[0],
      highest: seconds.at(-1),
      megabytes: median(own.map((run) => run.megabytes)),
      output: own[0].output,
    };
  });
}

function runOnce(command) {
  const result = spawnSync(TIME, ['-f', '%e %M', ...command], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.error !== undefined) throw new Error(`GNU time is needed: apt-get install time (${result.error.message})`);
  if (result.status === 127) return undefined;
  if (result.status !== 0) throw new Error(`${command[0]} ended with ${result.status}: ${result.stderr.slice(0, 500)}`);
  const [seconds, kilobytes] = result.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { seconds, megabytes: kilobytes / 1024, output: result.stdout.trim() };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
