import type { Alias, Answer, Question, Resolver } from '../model/answer.ts';
import { ATTEMPT_MILLISECONDS, askServers } from './live/ask-servers.ts';
import type { Failure, Onward } from './live/read-message.ts';
import { parseServer, systemServers } from './live/server.ts';
import { wireName } from './live/wire-name.ts';
import { MAX_ALIASES } from './proposed.ts';

/** Questions on the way at one time; a stub resolver drops what goes far beyond. */
const MAX_IN_FLIGHT = 64;

export interface LiveOptions {
  /** `ADDRESS`, `ADDRESS:PORT` or `[ADDRESS]:PORT`; the system's servers where none is given. */
  readonly servers?: readonly string[];
  /** Seconds for all questions together, counted from the first one. */
  readonly deadline: number;
  /** Told how many questions were put so far and how many of them are settled, after each change. */
  readonly progress?: (asked: number, settled: number) => void;
  /** Milliseconds that each attempt at a question waits. */
  readonly attempts?: readonly number[];
}

/**
 * Asks DNS servers. What they do not say for certain is unknown with its reason, and so is everything once the deadline
 * has passed. Names are asked for once each, those that an answer's aliases lead to as well. Never throws later; throws
 * a UsageError at once for a server that cannot be one.
 */
export function liveResolver(options: LiveOptions): Resolver {
  const { servers = [], deadline, progress, attempts = ATTEMPT_MILLISECONDS } = options;
  let end: number | undefined;
  const ask = askServers({
    servers: servers.length > 0 ? servers.map(parseServer) : systemServers(),
    attempts,
    left: () => (end ?? 0) - performance.now(),
  });
  const limited = limit(MAX_IN_FLIGHT);
  const steps = new Map<string, Promise<Answer | Onward | Failure>>();
  let asked = 0;
  let settled = 0;

  return (question) => (wireName(question.name) === undefined ? MALFORMED : resolve(question));

  async function resolve({ name, type }: Question): Promise<Answer> {
    end ??= performance.now() + deadline * 1_000;
    let chain: readonly Alias[] = [];
    for (let next = name; ; ) {
      if (wireName(next) === undefined) return { ...MALFORMED, chain };
      const outcome = await step({ name: next, type });
      if ('failed' in outcome) return { state: 'unknown', reason: outcome.failed, detail: outcome.detail, chain };
      if (chain.length > 0) chain = [...chain, ...outcome.chain];
      else chain = outcome.chain;
      if ('state' in outcome) return { ...outcome, chain };
      if (chain.length > MAX_ALIASES || repeats(chain, name)) return { state: 'unknown', reason: 'alias-loop', chain };
      next = outcome.onward;
    }
  }

  /** One question to the servers, put once however many aliases lead to it. */
  function step(question: Question): Promise<Answer | Onward | Failure> {
    const key = `${question.type} ${question.name}`;
    let outcome = steps.get(key);
    if (outcome === undefined) {
      progress?.(++asked, settled);
      outcome = limited(() => ask(question)).finally(() => progress?.(asked, ++settled));
      steps.set(key, outcome);
    }
    return outcome;
  }
}

const MALFORMED: Answer = {
  state: 'unknown',
  reason: 'malformed',
  detail: 'no name that DNS can carry: 63 octets a label, 255 a name',
  chain: [],
};

function repeats(chain: readonly Alias[], name: string): boolean {
  return new Set([name, ...chain.map(({ target }) => target)]).size <= chain.length;
}

/** Lets so many tasks run at one time; the others wait for their turn. */
function limit(count: number): <T>(task: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let free = count;
  return async (task) => {
    if (free > 0) free--;
    else await new Promise<void>((turn) => queue.push(turn));
    try {
      return await task();
    } finally {
      const turn = queue.shift();
      if (turn === undefined) free++;
      else turn();
    }
  };
}
