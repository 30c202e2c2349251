import type { YamlScalar } from '../../yaml/node.ts';
import { type Field, fieldsOf, valueAt } from './fields.ts';
import { isMapping, type Located } from './located.ts';
import type { RecordContext } from './record-context.ts';
import { readValue } from './value-reader.ts';

/**
 * Reads the values that a provider answers with by place and health, `geo` and `dynamic` pools: every one of them is an
 * answer that somebody gets. One that the record has already is not told twice. An alias has one target at a time, so of
 * a dynamic CNAME only its `value` counts.
 */
export function readPools(
  context: RecordContext,
  record: ReadonlyMap<string, Field>,
  dots: Located<YamlScalar>[],
): void {
  if (context.type.shape !== 'address' || (!record.has('geo') && !record.has('dynamic'))) return;
  const { rows } = context.set;
  const seen = new Set(rows.map(({ data }) => data));
  for (const value of [...geoValues(context, record), ...poolValues(context, record)]) {
    const count = rows.length;
    readValue(context, value, dots);
    if (rows.length === count) continue;
    const { data } = rows[count];
    if (seen.has(data)) rows.length = count;
    seen.add(data);
  }
}

/** `geo: {AF: [address, …]}` */
function geoValues({ zone: { includes } }: RecordContext, record: ReadonlyMap<string, Field>): Located[] {
  const geo = valueAt(record, 'geo', includes);
  if (geo === undefined || !isMapping(geo)) return [];
  return geo.node.entries.flatMap(({ value }) => itemsOf(includes.resolve({ node: value, file: geo.file })));
}

/** `dynamic: {pools: {name: {values: [{value: address}, …]}}}` */
function poolValues({ zone: { includes } }: RecordContext, record: ReadonlyMap<string, Field>): Located[] {
  const dynamic = valueAt(record, 'dynamic', includes);
  if (dynamic === undefined || !isMapping(dynamic)) return [];
  const pools = valueAt(fieldsOf(dynamic, includes), 'pools', includes);
  if (pools === undefined || !isMapping(pools)) return [];
  return pools.node.entries.flatMap(({ value }) => {
    const pool = includes.resolve({ node: value, file: pools.file });
    if (pool === undefined || !isMapping(pool)) return [];
    return itemsOf(valueAt(fieldsOf(pool, includes), 'values', includes)).flatMap((item) => {
      const entry = includes.resolve(item);
      if (entry === undefined || !isMapping(entry)) return [];
      const address = valueAt(fieldsOf(entry, includes), 'value', includes);
      return address === undefined ? [] : [address];
    });
  });
}

function itemsOf(located: Located | undefined): Located[] {
  if (located === undefined) return [];
  const { node, file } = located;
  return node.kind === 'sequence' ? node.items.map((item) => ({ node: item, file })) : [located];
}
