import type { Answer, Answered } from '../model/answer.ts';
import { textOf } from '../model/record.ts';
import { isSpf, parseSpf } from './parse.ts';
import type { SpfRecord } from './record.ts';
import type { Selection } from './tree.ts';

/**
 * Which record of a TXT answer is the SPF record: RFC 7208 §4.5. The same data twice is one record (RFC 2181 §5), in a
 * file as well as in the DNS. Another `parse` can be given to read each text only once.
 */
export function select(answer: Answer<'TXT'>, parse: (text: string) => SpfRecord = parseSpf): Selection {
  if (answer.state === 'unknown') return { state: 'unknown', reason: answer.reason, detail: answer.detail };
  if (answer.state === 'absent') return { state: 'none', reason: answer.reason, others: [] };
  const records = answer.records.filter((record) => isSpf(textOf(record)));
  if (records.length === 0) return { state: 'none', reason: 'no-spf-among-txt', others: answer.records };
  const distinct = records.length === 1 ? records : withoutRepeats(records);
  if (distinct.length > 1) return { state: 'several', records: distinct };
  const [record] = distinct;
  return { state: 'one', record, spf: parse(textOf(record)), source: answer.source };
}

function withoutRepeats(records: readonly Answered<'TXT'>[]): Answered<'TXT'>[] {
  const seen = new Set<string>();
  return records.filter((record) => {
    // The lengths tell the same octets in other strings apart.
    const key = `${record.strings.map((string) => string.length).join()} ${textOf(record)}`;
    return !seen.has(key) && seen.add(key);
  });
}
