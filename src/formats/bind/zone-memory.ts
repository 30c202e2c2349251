import type { Name } from '../../model/name.ts';
import type { NameTable } from '../../model/name-table.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { RecordColumns, ZoneDescription } from '../../model/zone.ts';
import type { FindInclude } from './include-finder.ts';
import { isLocalZone } from './local-zone.ts';
import { readZoneFile, type ZoneFileReading } from './read-zone.ts';

/** A zone file read as one zone, and all that the reading depended on. */
interface Remembered {
  readonly names: NameTable;
  readonly reading: ZoneFileReading;
  /** What was included, and what was found for it. */
  readonly asked: readonly {
    readonly written: string;
    readonly from: SourceFile;
    readonly answer: SourceFile | string;
  }[];
  /** Whether the records say of themselves that they are the whole zone. */
  readonly isWhole: boolean;
  /** Whether it can be served in a private network only. */
  readonly isLocal: boolean;
  /** The descriptions made of it, by view, authority and audience. */
  readonly descriptions: Map<string, ZoneDescription>;
}

/**
 * Reads zone files and remembers them: a file that is the same object in a second tree, with includes that are the same
 * objects, gives the same reading and the same descriptions, so that nothing is parsed twice and unchanged zones are
 * known by identity.
 */
export class ZoneMemory {
  readonly #byFile = new WeakMap<SourceFile, Map<Name, Remembered>>();

  read(file: SourceFile, zone: Name, names: NameTable, find: FindInclude): Remembered {
    let byZone = this.#byFile.get(file);
    if (byZone === undefined) {
      byZone = new Map();
      this.#byFile.set(file, byZone);
    }
    const known = byZone.get(zone);
    const isSame =
      known?.names === names && known.asked.every(({ written, from, answer }) => find(written, from) === answer);
    if (known !== undefined && isSame) return known;

    const asked: { written: string; from: SourceFile; answer: SourceFile | string }[] = [];
    const include = (written: string, from: SourceFile) => {
      const answer = find(written, from);
      asked.push({ written, from, answer });
      return answer;
    };
    const reading = readZoneFile(file, { names, zone, include });
    const apex = names.intern(zone);
    const isWhole = holdsApex(reading.records, apex);
    const isLocal = isLocalZone(reading, apex, names);
    const remembered = { names, reading, asked, isWhole, isLocal, descriptions: new Map() };
    byZone.set(zone, remembered);
    return remembered;
  }

  /** The description of a reading, the same object for the same view, authority and audience. */
  describe(remembered: Remembered, description: Omit<ZoneDescription, 'files' | 'records' | 'holes'>): ZoneDescription {
    const { reading, descriptions } = remembered;
    const key = JSON.stringify([description.view ?? null, description.authoritative, description.public]);
    let zone = descriptions.get(key);
    if (zone === undefined) {
      const { records, holes, included } = reading;
      zone = { ...description, files: [description.file, ...included], records, holes };
      descriptions.set(key, zone);
    }
    return zone;
  }
}

/** Whether an SOA or NS record stands at the apex, as in every zone that can be loaded (RFC 1035 §5.2). */
function holdsApex({ length, owners, types }: RecordColumns, apex: number): boolean {
  for (let i = 0; i < length; i++) {
    if (owners[i] === apex && (types[i] === TYPE_NUMBER.SOA || types[i] === TYPE_NUMBER.NS)) return true;
  }
  return false;
}
