import type { Alias, Answer, Answered, Question, Resolver } from '../model/answer.ts';
import type { Name } from '../model/name.ts';
import type { QueryType } from '../model/record.ts';

/** One saved answer, as it stands in the file. */
export interface SavedAnswer {
  readonly name: Name;
  readonly type: QueryType;
  /** The targets of the aliases that were followed, the first one that of the name itself. */
  readonly through?: readonly Name[];
  readonly found?: readonly SavedData[];
  readonly absent?: 'nxdomain' | 'nodata';
}

/** The data of a record as text: an address, a name, `10 mail.example.com.`; of TXT its character-strings. */
export type SavedData = string | readonly string[];

export interface Snapshot {
  /** YYYY-MM-DD. */
  readonly taken: string;
  readonly answers: readonly SavedAnswer[];
}

/** A resolver that keeps what another one answers. Questions without an answer are kept apart, with the reason. */
export interface Recorder {
  readonly resolver: Resolver;
  /** Records the answers of another resolver beside. */
  readonly over: (inner: Resolver) => Resolver;
  readonly answers: () => SavedAnswer[];
  readonly unanswered: () => { readonly question: Question; readonly reason: string }[];
}

/** Records the answers of a resolver, each question once. */
export function recorder(inner: Resolver): Recorder {
  const taken = new Map<string, { question: Question; answer: Answer }>();
  const keep = (question: Question, answer: Answer) => {
    taken.set(`${question.name} ${question.type}`, { question, answer });
    return answer;
  };
  const all = () => [...taken.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const over =
    (asked: Resolver): Resolver =>
    (question) => {
      const answer = asked(question);
      return answer instanceof Promise ? answer.then((settled) => keep(question, settled)) : keep(question, answer);
    };
  return {
    resolver: over(inner),
    over,
    answers: () =>
      all().flatMap(({ question, answer }) => (answer.state === 'unknown' ? [] : [savedAnswer(question, answer)])),
    unanswered: () =>
      all().flatMap(({ question, answer }) =>
        answer.state === 'unknown' ? [{ question, reason: answer.reason }] : [],
      ),
  };
}

/** Answers from a snapshot; what it lacks is unknown. */
export function snapshotResolver({ answers }: Snapshot): Resolver {
  const byQuestion = new Map(answers.map((answer) => [`${answer.name} ${answer.type}`, answer]));
  return ({ name, type }) => {
    const answer = byQuestion.get(`${name} ${type}`);
    return answer === undefined ? NOT_IN_SNAPSHOT : restoredAnswer(answer);
  };
}

/** Of a question that the snapshot does not have. */
export const NOT_IN_SNAPSHOT: Answer = { state: 'unknown', reason: 'not-in-snapshot', chain: [] };

/**
 * The file: JSON with one question a line, sorted, so that a review shows which answer has changed. Octets above 126
 * are escaped, so that the file is plain ASCII.
 */
export function renderSnapshot({ taken, answers }: Snapshot, schema: string): string {
  const lines = answers.map((answer) => `    ${ascii(JSON.stringify(answer))}`);
  const head = [`"$schema": ${JSON.stringify(schema)}`, '"version": 1', `"taken": ${JSON.stringify(taken)}`];
  return `{\n  ${head.join(',\n  ')},\n  "answers": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

function ascii(json: string): string {
  return json.replace(/[\x7f-\uffff]/g, (octet) => `\\u${octet.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** An answer as it stands in the file. */
export function savedAnswer({ name, type }: Question, answer: Exclude<Answer, { state: 'unknown' }>): SavedAnswer {
  const through = answer.chain.length === 0 ? undefined : answer.chain.map(({ target }) => target);
  return answer.state === 'found'
    ? { name, type, through, found: sortedData(answer.records.map(dataOf)) }
    : { name, type, through, absent: answer.reason };
}

/** Servers rotate the records of an RRset; the file shall not. */
function sortedData(data: readonly SavedData[]): SavedData[] {
  const keyed = data.map((value) => ({ value, key: JSON.stringify(value) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ value }) => value);
}

function dataOf(record: Answered): SavedData {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'MX':
      return `${record.preference} ${record.exchange}`;
    case 'TXT':
    case 'SPF':
      return record.strings;
    case 'SOA':
      return record.text;
    default:
      return record.target;
  }
}

/** The answer that was saved. */
export function restoredAnswer({ name, type, through = [], found, absent }: SavedAnswer): Answer {
  const chain: Alias[] = through.map((target, i) => ({
    owner: i === 0 ? name : through[i - 1],
    target,
    source: 'live',
  }));
  if (found === undefined) return { state: 'absent', reason: absent ?? 'nodata', chain, source: 'live' };
  return { state: 'found', records: found.map((data) => recordOf(type, data)), chain, source: 'live' };
}

/** The record of a piece of data that was checked when the file was read. */
function recordOf(type: QueryType, data: SavedData): Answered {
  if (typeof data !== 'string') return { type: type === 'SPF' ? 'SPF' : 'TXT', strings: data };
  switch (type) {
    case 'A':
    case 'AAAA':
      return { type, address: data };
    case 'MX': {
      const space = data.indexOf(' ');
      return { type, preference: Number(data.slice(0, space)), exchange: data.slice(space + 1) };
    }
    case 'TXT':
    case 'SPF':
      return { type, strings: [data] };
    case 'SOA': {
      const [primary, mailbox] = data.split(' ');
      return { type, primary, mailbox, text: data };
    }
    default:
      return { type, target: data };
  }
}
