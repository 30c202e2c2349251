import type { Answer, Answered, Question, Resolver } from '../../src/model/answer.ts';
import { absolute, labelOctets, labelsOf, type Name } from '../../src/model/name.ts';
import type { QueryType } from '../../src/model/record.ts';

/** A DNS in memory that tells NXDOMAIN, NODATA and failure apart and counts the questions put to it. */
export interface MemoryDns {
  readonly resolver: Resolver;
  /** Every question in the order it was put, `NAME TYPE`. */
  readonly asked: string[];
  /** The most questions that were on their way at one time. */
  readonly mostInFlight: () => number;
}

const FAILURE = /^(?:timeout|servfail)$/;

/**
 * Builds one from lines `NAME TYPE DATA`, all names absolute with or without the final dot. Character-strings are quoted
 * or run to the end of the line. `NAME TYPE !timeout` and `NAME * !servfail` fail. Ancestors of a name exist. With
 * `waits` every answer takes a turn of the event loop.
 */
export function memoryDns(text: string, { waits = false }: { waits?: boolean } = {}): MemoryDns {
  const data = new Map<string, Answered[]>();
  const failures = new Map<string, 'timeout' | 'servfail'>();
  const names = new Set<Name>();
  for (const line of text.split('\n').map((part) => part.trim())) {
    if (line === '' || line.startsWith(';')) continue;
    const [, owner, type, rest] = /^(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? fail(line);
    const name = absolute(owner);
    for (const labels = labelsOf(name); labels.length > 0; labels.shift()) names.add(`${labels.join('.')}.`);
    if (rest.startsWith('!') && FAILURE.test(rest.slice(1))) {
      failures.set(`${name} ${type}`, rest.slice(1) as 'timeout' | 'servfail');
      continue;
    }
    const key = `${name} ${type}`;
    data.set(key, [...(data.get(key) ?? []), rdata(type, rest)]);
  }

  const asked: string[] = [];
  let inFlight = 0;
  let most = 0;
  const answer = (name: Name, type: QueryType, chain: Answer['chain']): Answer => {
    const failure = failures.get(`${name} ${type}`) ?? failures.get(`${name} *`);
    if (failure !== undefined) return { state: 'unknown', reason: failure, chain };
    const records = data.get(`${name} ${type}`);
    if (records !== undefined) return { state: 'found', records, chain, source: 'live' };
    const alias = data.get(`${name} CNAME`)?.[0];
    if (alias?.type === 'CNAME' && type !== 'CNAME') {
      if (chain.length > 8) return { state: 'unknown', reason: 'alias-loop', chain };
      return answer(alias.target, type, [...chain, { owner: name, target: alias.target, source: 'live' }]);
    }
    return { state: 'absent', reason: names.has(name) ? 'nodata' : 'nxdomain', chain, source: 'live' };
  };
  const resolver = ({ name, type }: Question): Answer | Promise<Answer> => {
    asked.push(`${name} ${type}`);
    if (!waits) return answer(name, type, []);
    most = Math.max(most, ++inFlight);
    return new Promise((resolve) =>
      setImmediate(() => {
        inFlight--;
        resolve(answer(name, type, []));
      }),
    );
  };
  return { resolver, asked, mostInFlight: () => most };
}

function rdata(type: string, text: string): Answered {
  switch (type) {
    case 'A':
    case 'AAAA':
      return { type, address: text };
    case 'MX': {
      const [preference, exchange] = text.split(/\s+/);
      return { type, preference: Number(preference), exchange: absolute(exchange) };
    }
    case 'TXT':
      return {
        type,
        strings: text.startsWith('"') ? [...text.matchAll(/"([^"]*)"/g)].map(([, string]) => string) : [text],
      };
    case 'CNAME':
    case 'PTR':
      return { type, target: absolute(text) };
    default:
      return fail(`${type} ${text}`);
  }
}

/** The labels' octets of a name, for tests that look at odd names. */
export function octetsOf(name: Name): string {
  return labelsOf(name).map(labelOctets).join('.');
}

function fail(line: string): never {
  throw new Error(`not a record: ${line}`);
}
