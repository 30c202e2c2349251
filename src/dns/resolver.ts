import type { Answer, Question, Resolver } from '../model/answer.ts';
import type { Name } from '../model/name.ts';
import type { QueryType } from '../model/record.ts';

/** Asks nobody: every name outside the files is unknown. */
export const offlineResolver: Resolver = () => OFFLINE;

const OFFLINE: Answer = { state: 'unknown', reason: 'offline', chain: [] };

/** Asks each question once, also while its answer is on the way. */
export function cachedResolver(resolver: Resolver): Resolver {
  // By type and then by name: joining the two for a key would cost more than most answers from files do.
  const byType = new Map<QueryType, Map<Name, Answer | Promise<Answer>>>();
  return (question) => {
    const { name, type } = question;
    const known = byType.get(type);
    const answers = known ?? new Map<Name, Answer | Promise<Answer>>();
    if (known === undefined) byType.set(type, answers);
    let answer = answers.get(name);
    if (answer === undefined) {
      answer = resolver(question);
      answers.set(name, answer);
      if (answer instanceof Promise) answer.then((settled) => answers.set(name, settled));
    }
    return answer;
  };
}

/** A question as people read it: `example.com. TXT`. */
export function questionText({ name, type }: Question): string {
  return `${name} ${type}`;
}
