import type { DnsRecord } from '../../model/record.ts';
import type { RecordColumns } from '../../model/zone.ts';
import type { OctodnsRecord } from './octodns-record.ts';
import type { RecordSet } from './record-set.ts';

/** The records of one zone as columns, in the order of the sets. */
export function zoneRecords(sets: readonly RecordSet[]): RecordColumns {
  const length = sets.reduce((sum, { rows }) => sum + rows.length, 0);
  const owners = new Uint32Array(length);
  const types = new Uint16Array(length);
  const ttls = new Uint32Array(length);
  const all: OctodnsRecord[] = new Array(length);
  let i = 0;
  for (const { ownerId, type, ttl, rows } of sets) {
    for (const row of rows) {
      owners[i] = ownerId;
      types[i] = type;
      ttls[i] = ttl;
      all[i++] = row;
    }
  }
  return {
    length,
    owners,
    types,
    ttls,
    // Each class holds the fields of its member of the union.
    record: (index) => all[index] as unknown as DnsRecord,
    data: (index) => all[index].data,
  };
}
