import { spawnSync } from 'node:child_process';

const RUNS = 3;
const TIME = '/usr/bin/time';

/**
 * Runs a command three times: the median of its wall-clock seconds and of its peak memory in MB (GNU time measures both,
 * start of the process included). Undefined where the command is not installed; throws where it fails.
 */
export function measure(command, args) {
  const runs = [];
  for (let i = 0; i < RUNS; i++) {
    const result = spawnSync(TIME, ['-f', '%e %M', command, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
    if (result.error !== undefined)
      throw new Error(`GNU time is needed: apt-get install time (${result.error.message})`);
    if (result.status === 127) return undefined;
    if (result.status !== 0) throw new Error(`${command} ended with ${result.status}: ${result.stderr.slice(0, 500)}`);
    const [seconds, kilobytes] = result.stderr.trim().split('\n').at(-1).split(' ').map(Number);
    runs.push({ seconds, megabytes: kilobytes / 1024, output: result.stdout.trim() });
  }
  return {
    seconds: median(runs.map((run) => run.seconds)),
    megabytes: median(runs.map((run) => run.megabytes)),
    output: runs[0].output,
  };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
