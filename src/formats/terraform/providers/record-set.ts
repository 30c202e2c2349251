import type { RecordResource } from '../provider.ts';

type Written = Pick<RecordResource, 'resource' | 'zone' | 'name' | 'targets' | 'texts' | 'values'> &
  Partial<RecordResource>;

/** A resource that is all records of one name and type. */
export function recordSet(written: Written): RecordResource {
  return { type: { argument: 'type' }, isWhole: () => true, ...written };
}
