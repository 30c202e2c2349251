import type { Answer, Answered, Question } from '../model/answer.ts';
import { comparableData } from '../model/comparable-data.ts';
import type { Name } from '../model/name.ts';

/** What a description said of one name and type: the RRset, or the alias that stood there. */
export type Declared =
  | { readonly state: 'found'; readonly records: readonly Answered[] }
  | { readonly state: 'alias'; readonly target: Name };

/**
 * A live answer without the values that were declared and are no longer. Values that nobody declared stay: others
 * manage them. What was declared and is not served makes no difference, and unknown stays unknown.
 */
export function withoutDeclared(answer: Answer, { name, type }: Question, declared: Declared): Answer {
  if (declared.state === 'alias' && type !== 'CNAME') {
    const [first] = answer.chain;
    return first?.owner === name && first.target === declared.target ? GONE : answer;
  }
  if (answer.state !== 'found' || answer.chain.length > 0) return answer;
  const values = new Set(declared.state === 'alias' ? [declared.target] : declared.records.map(comparableData));
  const records = answer.records.filter((record) => !values.has(comparableData(record)));
  return records.length === 0 ? GONE : { ...answer, records };
}

/** Other types at the name may still be there: the name itself is not said to be gone. */
const GONE: Answer = { state: 'absent', reason: 'nodata', chain: [], source: 'proposed' };
