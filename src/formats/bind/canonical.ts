import type { Name } from '../../model/name.ts';
import type { NameTable } from '../../model/name-table.ts';
import { NO_TTL, type RecordColumns } from '../../model/zone.ts';
import { mnemonicOf } from './rdata/types.ts';
import type { Value } from './rdata/wire.ts';

/** Octets of a character-string that are written as `\DDD`, so that every zone-file reader agrees about them. */
const UNSAFE_IN_STRING = /[^ -~]|["\\;'()]/g;
/** Octets of a name that mean something in a zone file; RFC 1035 §5.1 escapes them with a backslash. */
const SPECIAL_IN_NAME = /["();@$]/g;

/**
 * One record as one line: absolute owner, TTL, `IN`, type and data, names in lower case. The TTL is left out where the
 * file gives none.
 */
export function canonicalLine(records: RecordColumns, index: number, names: NameTable): string {
  const ttl = records.ttls[index];
  const owner = nameData(names.name(records.owners[index]));
  const type = mnemonicOf(records.types[index]);
  const data = records.data(index);
  const head = ttl === NO_TTL ? `${owner} IN ${type}` : `${owner} ${ttl} IN ${type}`;
  return data === '' ? head : `${head} ${data}`;
}

/** The fields of a record's data as one text. */
export function canonicalData(values: readonly Value[]): string {
  return values.map(valueData).join(' ');
}

function valueData({ field, text }: Value): string {
  switch (field) {
    case 'name':
    case 'name*':
    case 'gateway':
      return nameData(text);
    case 'string':
    case 'string?':
    case 'string+':
      return stringData(text);
    default:
      return text;
  }
}

/** A character-string in double quotes; octets one character each. */
export function stringData(octets: string): string {
  return `"${octets.replace(UNSAFE_IN_STRING, (octet) => `\\${String(octet.charCodeAt(0)).padStart(3, '0')}`)}"`;
}

/** A name as zone-file text. */
export function nameData(name: Name): string {
  return name.replace(SPECIAL_IN_NAME, '\\$&');
}
