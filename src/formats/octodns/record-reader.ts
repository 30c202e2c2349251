import type { Name } from '../../model/name.ts';
import { type RecordTraits, TYPE_NUMBER } from '../../model/record.ts';
import { NO_TTL } from '../../model/zone.ts';
import type { YamlMapping, YamlScalar } from '../../yaml/node.ts';
import { nameData } from '../bind/canonical.ts';
import { checkDots } from './dot-problems.ts';
import { type Field, fieldsOf, valueAt } from './fields.ts';
import { RECORD_KEYS, unknownKeys } from './key-problems.ts';
import { isMapping, isScalar, type Located } from './located.ts';
import { missingValue, noValues } from './missing-value.ts';
import { readName } from './names.ts';
import { isLeftOut, octodnsOptions, scalarOf } from './octodns-options.ts';
import { OtherRecord } from './octodns-record.ts';
import { readPools } from './pools.ts';
import { pythonInteger } from './python-scalar.ts';
import { readType } from './read-type.ts';
import { type LayerSettings, RecordContext, type ZoneContext } from './record-context.ts';
import type { RecordSet } from './record-set.ts';
import { ADDRESS_TYPES, ALIAS_NUMBER } from './record-types.ts';
import { ownerOf, shown } from './shown.ts';
import { readValue } from './value-reader.ts';

/** RFC 2181 §8 */
const MAX_TTL = 0x7fffffff;

/** The name that an entry of the zone file is for. */
export interface Owner {
  readonly id: number;
  readonly name: Name;
  /** The key that names it. */
  readonly key: Located<YamlScalar>;
  /** Whether it holds one record, so that the key belongs to the record's place. */
  readonly isSingle: boolean;
}

/** Reads one typed mapping into a record set; undefined where it is no record that the zone would hold. */
export function readRecord(
  zone: ZoneContext,
  layer: LayerSettings,
  owner: Owner,
  at: Located<YamlMapping>,
): RecordSet | undefined {
  const fields = fieldsOf(at, zone.includes);
  const type = readType(zone, owner.name, at, fields);
  if (type === undefined) return undefined;
  const options = octodnsOptions(fields, zone.includes);
  const lenient = zone.settings.lenient || options.lenient;
  const flattened = type.number === ALIAS_NUMBER;
  const { key } = owner;
  const takesKey = owner.isSingle && key.file === at.file && key.node.start <= at.node.start;
  const set: RecordSet = {
    names: zone.names,
    zone: zone.zone,
    ownerId: owner.id,
    type: type.number,
    ttl: readTtl(zone, layer, fields),
    file: at.file,
    start: takesKey ? key.node.start : at.node.start,
    end: at.node.end,
    traits: traitsOf({ lenient, flattened, proxied: options.proxied }),
    escaped: layer.escaped,
    arpaPriority: options.arpaPriority,
    rows: [],
  };
  const context = new RecordContext(zone, set, type, lenient, fields);
  if (isLeftOut(options, zone.settings.targets)) {
    context.hole(at, 'OctoDNS leaves this record as the provider has it');
    return undefined;
  }
  checkTtl(context, fields);
  readValues(context, at, fields);
  return set;
}

/** OctoDNS asks Python for the number, and does not publish the zone where there is none. The record is read all the same. */
function checkTtl(context: RecordContext, fields: ReadonlyMap<string, Field>): void {
  // What was read is a TTL; of what was not it is looked at why.
  if (context.set.ttl !== NO_TTL) return;
  const written = valueAt(fields, 'ttl', context.zone.includes);
  if (written === undefined) return;
  const ttl = isScalar(written) ? pythonInteger(written.node) : undefined;
  if (ttl !== undefined && ttl >= 0) return;
  context.problem({
    rule: 'record-unreadable',
    at: written,
    severity: ttl === undefined ? 'error' : context.refusal,
    names: ['ttl'],
    message: `${shown(written)} stands where the ${context.type.mnemonic} record of ${ownerOf(context)} needs its TTL, a number of seconds from 0.`,
    advice: 'Write a number without a unit, such as `3600` for an hour.',
  });
}

/** Only what is true: most records have none of it. */
function traitsOf({ lenient, flattened, proxied }: Required<RecordTraits>): RecordTraits | undefined {
  if (!lenient && !flattened && !proxied) return undefined;
  return { ...(lenient && { lenient }), ...(flattened && { flattened }), ...(proxied && { proxied }) };
}

function readValues(context: RecordContext, at: Located<YamlMapping>, fields: ReadonlyMap<string, Field>): void {
  const { type, zone } = context;
  if (type.shape === 'none') return;
  if (type.shape === 'opaque') {
    context.hole(at, `${type.mnemonic} records are not read`);
    return;
  }
  if (type.shape === 'provider') {
    readProviderAlias(context, at, fields);
    return;
  }
  if (type.shape === 'alias') context.aliasHole(at, ADDRESS_TYPES);
  const key = !type.isSingle && fields.has('values') ? 'values' : 'value';
  if (!fields.has(key)) {
    missingValue(context, at, fields);
    return;
  }
  const value = valueAt(fields, key, zone.includes);
  if (value === undefined) {
    context.hole(at, 'what it includes cannot be read');
    return;
  }
  const dots: Located<YamlScalar>[] = [];
  if (value.node.kind === 'sequence' && !type.isSingle) {
    for (const node of value.node.items) readValue(context, { node, file: value.file }, dots);
    if (value.node.items.length === 0 && !context.lenient) noValues(context, at);
  } else {
    readValue(context, value, dots);
  }
  readPools(context, fields, dots);
  checkDots(context, dots);
  unknownKeys(context, fields, RECORD_KEYS);
}

/** `Route53Provider/ALIAS` and its like: which types the provider answers is in the values; without a word, addresses. */
function readProviderAlias(context: RecordContext, at: Located<YamlMapping>, fields: ReadonlyMap<string, Field>): void {
  const { set, type, zone } = context;
  const value = valueAt(fields, fields.has('values') ? 'values' : 'value', zone.includes) ?? at;
  const values = value.node.kind === 'sequence' ? value.node.items : [value.node];
  const types = new Set<number>();
  let target = '.';
  for (const node of values) {
    const item = zone.includes.resolve({ node, file: value.file });
    if (item === undefined || !isMapping(item) || item.node === at.node) continue;
    const inner = fieldsOf(item, zone.includes);
    const written = scalarOf(inner, 'type', zone.includes)?.node.text;
    if (written !== undefined && Object.hasOwn(TYPE_NUMBER, written)) types.add(TYPE_NUMBER[written as 'A']);
    const name = scalarOf(inner, 'name', zone.includes)?.node.text;
    if (name?.endsWith('.')) target = readName(name.slice(0, -1)).name ?? target;
  }
  context.aliasHole(at, types.size === 0 ? ADDRESS_TYPES : [...types]);
  set.rows.push(new OtherRecord(set, at.node, at.file, type.mnemonic, nameData(target)));
}

function readTtl(zone: ZoneContext, { defaultTtl }: LayerSettings, fields: ReadonlyMap<string, Field>): number {
  const written = valueAt(fields, 'ttl', zone.includes);
  if (written === undefined) return defaultTtl ?? NO_TTL;
  const ttl = isScalar(written) ? pythonInteger(written.node) : undefined;
  return ttl === undefined || ttl < 0 || ttl > MAX_TTL ? NO_TTL : ttl;
}
