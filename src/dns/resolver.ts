import type { Answer, Question, Resolver } from '../model/answer.ts';

/** Asks nobody: every name outside the files is unknown. */
export const offlineResolver: Resolver = () => OFFLINE;

const OFFLINE: Answer = { state: 'unknown', reason: 'offline', chain: [] };

/** Asks each question once, also while its answer is on the way. */
export function cachedResolver(resolver: Resolver): Resolver {
  const answers = new Map<string, Answer | Promise<Answer>>();
  return (question) => {
    const key = `${question.type} ${question.name}`;
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = resolver(question);
      answers.set(key, answer);
      if (answer instanceof Promise) answer.then((settled) => answers.set(key, settled));
    }
    return answer;
  };
}

/** A question as people read it: `example.com. TXT`. */
export function questionText({ name, type }: Question): string {
  return `${name} ${type}`;
}
