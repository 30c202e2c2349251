import type { Answer, Question, Resolver } from '../model/answer.ts';
import type { ChangedAnswer, Drift } from '../model/report.ts';
import { withCommas } from '../model/with-commas.ts';
import { NOT_IN_SNAPSHOT, restoredAnswer, type SavedAnswer, type Snapshot, savedAnswer } from './snapshot.ts';

/** A snapshot and the path that it was read from. */
export interface EarlierDay {
  readonly file: string;
  readonly snapshot: Snapshot;
}

/** The answers of a snapshot beside those of today. */
export interface EarlierAnswers {
  /** Sees the answers of today, of every resolver that it is put around. */
  readonly watch: (today: Resolver) => Resolver;
  /**
   * The DNS as it was, to be asked once today's answers are there. It differs from today only where both days have an
   * answer: what nobody answers today is unknown here too, and what the snapshot does not have is as it is today. So
   * whatever is concluded from one and not from the other comes from an answer that has changed.
   */
  readonly resolver: Resolver;
  /** What has another answer today, in the order of the snapshot. */
  readonly drift: () => Drift;
  /** What to say where the snapshot has not all that is asked today. */
  readonly remarks: () => string[];
}

/** Compares the answers of a snapshot with those that are given from now on. */
export function earlierAnswers({ file, snapshot }: EarlierDay): EarlierAnswers {
  const { taken } = snapshot;
  const earlier = new Map(snapshot.answers.map((answer) => [keyOf(answer), answer]));
  const today = new Map<string, { readonly question: Question; readonly answer: Answer }>();
  const keep = (question: Question, answer: Answer) => {
    today.set(keyOf(question), { question, answer });
    return answer;
  };
  /** Both answers where both are known and differ. */
  const changed = (key: string): { before: SavedAnswer; after: SavedAnswer } | undefined => {
    const before = earlier.get(key);
    const now = today.get(key);
    if (before === undefined || now === undefined || now.answer.state === 'unknown') return undefined;
    const after = savedAnswer(now.question, now.answer);
    return JSON.stringify(linesOf(before)) === JSON.stringify(linesOf(after)) ? undefined : { before, after };
  };

  const changes = (): ChangedAnswer[] =>
    [...earlier.keys()].flatMap((key) => {
      const pair = changed(key);
      if (pair === undefined) return [];
      const { name, type } = pair.before;
      return [{ name, type, before: linesOf(pair.before), after: linesOf(pair.after) }];
    });
  const lacking = () =>
    [...today].filter(([key, { answer }]) => answer.state !== 'unknown' && !earlier.has(key)).length;

  return {
    watch: (inner) => (question) => {
      const answer = inner(question);
      return answer instanceof Promise ? answer.then((settled) => keep(question, settled)) : keep(question, answer);
    },
    resolver: (question) => {
      const key = keyOf(question);
      const now = today.get(key)?.answer;
      const before = earlier.get(key);
      if (now === undefined) return before === undefined ? NOT_IN_SNAPSHOT : restoredAnswer(before);
      return before === undefined || changed(key) === undefined ? now : restoredAnswer(before);
    },
    drift: () => ({ file, taken, answers: changes(), lacking: lacking() }),
    remarks: () => {
      const number = lacking();
      if (number === 0) return [];
      const questions =
        number === 1 ? 'One DNS question of today is' : `${withCommas(number)} DNS questions of today are`;
      return [
        `${questions} not in the snapshot of ${taken}, and ${number === 1 ? 'its answer counts' : 'their answers count'} as unchanged. ` +
          'Write it anew with “dns-mail-gate snapshot --output FILE” when the files have changed since.',
      ];
    },
  };
}

function keyOf({ name, type }: Question): string {
  return `${name} ${type}`;
}

/** An answer for people: its aliases, then its records, in an order that does not change by itself. */
function linesOf({ through = [], found, absent }: SavedAnswer): string[] {
  const records = (found ?? []).map((data) => (typeof data === 'string' ? data : data.join(''))).sort();
  return [
    ...through.map((target) => `alias of ${target}`),
    ...(found === undefined ? [absent === 'nxdomain' ? 'no such name' : 'no such record'] : records),
  ];
}
