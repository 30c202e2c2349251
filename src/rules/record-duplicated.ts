import { plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import type { ZoneIndex } from '../model/zone-index.ts';
import { typeName } from '../proposal/judged-records.ts';
import { defineRule } from '../proposal/proposal.ts';

/** A record that is written more than once. */
interface Repeated {
  readonly first: DnsRecord;
  readonly again: DnsRecord;
  readonly times: number;
  readonly data: string;
}

/** Up to this many records at a name are compared one by one, which is cheaper than a table. */
const FEW = 8;

export const recordDuplicated = defineRule<Repeated>({
  id: 'record-duplicated',
  severity: 'warning',
  summary: 'The same record is written twice',
  why: 'DNS keeps one of them. Whoever changes or removes the record later finds the other one still there, and the old value stays in force.',
  norm: 'RFC 2181 §5',
  examples: {
    bad: { zone: '@    MX 10 mail\nmail A  192.0.2.25\nmail A  192.0.2.25\n' },
    good: { zone: '@    MX 10 mail\nmail A  192.0.2.25\nmail A  192.0.2.26\n' },
  },
  *subjects({ view }) {
    for (const zone of view.judged) yield* repetitions(zone);
  },
  *check({ first, again, times, data }) {
    const owner = plain(first.owner);
    const type = typeName(first);
    yield {
      subject: owner,
      names: [type, data],
      count: times,
      message: `${owner} has the same ${type} record ${times === 2 ? 'twice' : `${times} times`}: ${shortened(data)}`,
      advice: times === 2 ? 'Remove one of the two.' : 'Keep one of them.',
      place: again.place,
      related: [{ place: first.place, message: 'It is here already.' }],
    };
  },
});

function* repetitions(index: ZoneIndex): Generator<Repeated> {
  const { records } = index.zone;
  // The first record of a name is the one that no other led to.
  const isLedTo = new Uint8Array(records.length);
  for (let i = 0; i < records.length; i++) {
    const next = index.nextAt(i);
    if (next < 0) continue;
    isLedTo[next] = 1;
    if (isLedTo[i] === 1 || !mayRepeat(index, i)) continue;
    const seen = new Map<string, { first: number; again: number; times: number; data: string }>();
    for (let j = i; j >= 0; j = index.nextAt(j)) {
      const data = records.data(j);
      const key = `${records.types[j]} ${data}`;
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { first: j, again: j, times: 1, data });
      else if (++known.times === 2) known.again = j;
    }
    for (const { first, again, times, data } of seen.values()) {
      if (times > 1) yield { first: records.record(first), again: records.record(again), times, data };
    }
  }
}

/** Whether a name, given by its first record, may have a record twice; surely not where a few are all different. */
function mayRepeat(index: ZoneIndex, first: number): boolean {
  const { records } = index.zone;
  const { types } = records;
  // Made only where a type repeats, which it does at few names: most data is never put into words.
  let texts: (string | undefined)[] | undefined;
  let count = 0;
  for (let j = first; j >= 0; j = index.nextAt(j), count++) {
    if (count === FEW) return true;
    let text: string | undefined;
    for (let k = first, i = 0; k !== j; k = index.nextAt(k), i++) {
      if (types[k] !== types[j]) continue;
      texts ??= [];
      texts[i] ??= records.data(k);
      text ??= records.data(j);
      if (texts[i] === text) return true;
      texts[count] = text;
    }
  }
  return false;
}

/** Longer data is cut in the message; the place shows it all. */
const MAX_SHOWN = 80;

function shortened(data: string): string {
  return data.length > MAX_SHOWN ? `${data.slice(0, MAX_SHOWN)} …` : data;
}
