import type { Name } from '../model/name.ts';
import type { NameTable } from '../model/name-table.ts';
import { NO_TTL, type ZoneDescription } from '../model/zone.ts';

/** What is printed of a reading. */
interface Zones {
  readonly zones: readonly ZoneDescription[];
}

/** Characters of a chunk, about: few writes, and no string of the size of an estate. */
const CHUNK = 256 * 1024;

/** Octets of a name that mean something in a zone file (RFC 1035 §5.1). */
const SPECIAL_IN_NAME = /["();@$]/g;

/**
 * The records as zone-file text in chunks: one canonical line a record (absolute owner, TTL, `IN`, type, data), sorted
 * by code unit. The TTL is left out where the format leaves it to the provider.
 */
export function* recordsAsZone({ zones }: Zones, names: NameTable): Generator<string> {
  const lines: string[] = [];
  const mnemonicOf = mnemonics();
  for (const zone of zones) {
    const { records } = zone;
    for (let i = 0; i < records.length; i++) {
      const owner = names.name(records.owners[i]).replace(SPECIAL_IN_NAME, '\\$&');
      const ttl = records.ttls[i] === NO_TTL ? '' : ` ${records.ttls[i]}`;
      const data = records.data(i);
      lines.push(`${owner}${ttl} IN ${mnemonicOf(zone, i)}${data === '' ? '' : ' '}${data}`);
    }
  }
  yield* joined(lines.sort(), '\n', '\n');
}

/** The records as a JSON array in chunks, an object a record, in the order of the zone text. */
export function* recordsAsJson({ zones }: Zones, names: NameTable): Generator<string> {
  const lines: { readonly key: string; readonly text: string }[] = [];
  const mnemonicOf = mnemonics();
  for (const zone of zones) {
    const { records } = zone;
    for (let i = 0; i < records.length; i++) {
      const owner: Name = names.name(records.owners[i]);
      const ttl = records.ttls[i] === NO_TTL ? null : records.ttls[i];
      const [type, data] = [mnemonicOf(zone, i), records.data(i)];
      const entry = { owner, ttl, type, data, zone: zone.name, view: zone.view ?? null, file: zone.file.path };
      lines.push({ key: `${owner} ${type} ${data}`, text: `  ${JSON.stringify(entry)}` });
    }
  }
  lines.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  yield '[';
  yield* joined(
    lines.map(({ text }) => `\n${text}`),
    ',',
    '',
  );
  yield lines.length === 0 ? ']\n' : '\n]\n';
}

/** The mnemonic of a record's type; the record itself is made once for each type. */
function mnemonics(): (zone: ZoneDescription, index: number) => string {
  const known = new Map<number, string>();
  return ({ records }, index) => {
    const number = records.types[index];
    let mnemonic = known.get(number);
    if (mnemonic === undefined) {
      const record = records.record(index);
      mnemonic = record.type === 'OTHER' ? record.mnemonic : record.type;
      known.set(number, mnemonic);
    }
    return mnemonic;
  };
}

/** The lines joined into chunks, `separator` between them and `end` after the last. */
function* joined(lines: readonly string[], separator: string, end: string): Generator<string> {
  for (let start = 0; start < lines.length; ) {
    let length = 0;
    let next = start;
    while (next < lines.length && length < CHUNK) length += lines[next++].length;
    yield `${lines.slice(start, next).join(separator)}${next < lines.length ? separator : end}`;
    start = next;
  }
}
