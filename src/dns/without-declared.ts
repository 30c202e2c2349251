import type { Answer, Answered, Question } from '../model/answer.ts';
import type { Name } from '../model/name.ts';
import { textOf } from '../model/record.ts';

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
  const values = new Set(declared.state === 'alias' ? [declared.target] : declared.records.map(dataOf));
  const records = answer.records.filter((record) => !values.has(dataOf(record)));
  return records.length === 0 ? GONE : { ...answer, records };
}

/** Other types at the name may still be there: the name itself is not said to be gone. */
const GONE: Answer = { state: 'absent', reason: 'nodata', chain: [], source: 'proposed' };

/** The data for comparing within one RRset; providers cut long texts into strings in their own way. */
function dataOf(record: Answered): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'MX':
      return `${record.preference} ${record.exchange}`;
    case 'TXT':
    case 'SPF':
      return textOf(record);
    case 'SOA':
      return record.text;
    default:
      return record.target;
  }
}
