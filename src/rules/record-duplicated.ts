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

/** Up to this many records at a name their types are compared one by one, which allocates nothing. */
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
  for (let i = 0; i < records.length; i++) {
    if (index.nextAt(i) < 0 || index.firstAt(records.owners[i]) !== i || !repeatsType(index, i)) continue;
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

/** Whether a name, given by its first record, has two records of one type. */
function repeatsType(index: ZoneIndex, first: number): boolean {
  const { types } = index.zone.records;
  let count = 0;
  for (let j = first; j >= 0; j = index.nextAt(j)) {
    if (++count > FEW) return true;
    for (let k = first; k !== j; k = index.nextAt(k)) if (types[k] === types[j]) return true;
  }
  return false;
}

/** Longer data is cut in the message; the place shows it all. */
const MAX_SHOWN = 80;

function shortened(data: string): string {
  return data.length > MAX_SHOWN ? `${data.slice(0, MAX_SHOWN)} …` : data;
}
