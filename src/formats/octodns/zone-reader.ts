import type { FileProblem } from '../../model/file-problem.ts';
import { type Name, plain } from '../../model/name.ts';
import type { NameTable } from '../../model/name-table.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Hole, RecordColumns } from '../../model/zone.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { ProblemLog } from '../bind/problem-log.ts';
import { AliasHoles } from './alias-holes.ts';
import { duplicateKeys, duplicateSet } from './duplicate-problems.ts';
import { fieldsOf } from './fields.ts';
import { type IncludeSource, Includes } from './includes.ts';
import { firstOutOfOrder, type OrderMode } from './key-order.ts';
import { isMapping, isScalar, type Located, placeOf, quotedText } from './located.ts';
import { ownerName } from './owner-name.ts';
import { pythonKind } from './python-scalar.ts';
import type { LayerSettings, ZoneContext, ZoneSettings } from './record-context.ts';
import { type Owner, readRecord } from './record-reader.ts';
import type { RecordSet } from './record-set.ts';
import { syntaxAdvice } from './syntax-advice.ts';
import { zoneRecords } from './zone-records.ts';

/** The files that one provider brings to a zone, and how it reads them. */
export interface Layer extends LayerSettings {
  readonly files: readonly SourceFile[];
  /** `populate_should_replace`: what it has wins over what providers before it have. */
  readonly replaces: boolean;
  /** The order of keys that OctoDNS demands; undefined where nothing says that it does. */
  readonly order: OrderMode | undefined;
  /** Record sets that are not in files of the zone. */
  readonly made?: readonly RecordSet[];
}

export interface ZoneReading {
  readonly records: RecordColumns;
  readonly sets: readonly RecordSet[];
  readonly holes: readonly Hole[];
  readonly problems: readonly FileProblem[];
  readonly remarks: readonly string[];
  /** Files that were included. */
  readonly included: readonly SourceFile[];
  readonly hasBrokenIncludes: boolean;
}

/** The record sets of one zone by name and type. */
type Sets = Map<number, RecordSet>;

const TYPES = 0x10000;

/** Reads all files of one zone, provider by provider, into its records. Never throws on bad input. */
export function readZone(
  zone: Name,
  layers: readonly Layer[],
  settings: ZoneSettings,
  source: IncludeSource,
  names: NameTable,
): ZoneReading {
  const context: ZoneContext = {
    names,
    zone,
    settings,
    includes: new Includes(source),
    log: new ProblemLog(zone),
    aliases: new AliasHoles(zone),
  };
  const reader = new ZoneReader(context, source);
  for (const layer of layers) reader.readLayer(layer);
  return reader.reading();
}

class ZoneReader {
  readonly #context: ZoneContext;
  readonly #source: IncludeSource;
  readonly #apex: number;
  readonly #sets: Sets = new Map();
  /** Sets that are there twice, so that no value is lost from sight. */
  readonly #more: RecordSet[] = [];

  constructor(context: ZoneContext, source: IncludeSource) {
    this.#context = context;
    this.#source = source;
    this.#apex = context.names.intern(context.zone);
  }

  readLayer(layer: Layer): void {
    const own = new Set<RecordSet>();
    if (layer.made !== undefined) for (const set of layer.made) this.#add(set, layer, own);
    for (const file of layer.files) this.#readFile(file, layer, own);
  }

  reading(): ZoneReading {
    const { includes, log, aliases, zone } = this.#context;
    for (const { place, message } of includes.broken) {
      log.problem({ rule: 'record-unreadable', place, subject: plain(zone), message });
    }
    const sets = [...this.#sets.values(), ...this.#more];
    return {
      records: zoneRecords(sets),
      sets,
      holes: [...log.holes, ...aliases.holes, ...this.#apexHoles()],
      problems: log.problems,
      remarks: log.remarks,
      included: [...includes.files],
      hasBrokenIncludes: includes.broken.length > 0,
    };
  }

  /** SOA, and NS where the files have none, are the provider's own. */
  #apexHoles(): Hole[] {
    const name = this.#context.zone;
    const missing = [TYPE_NUMBER.SOA, TYPE_NUMBER.NS].filter((type) => !this.#sets.has(this.#apex * TYPES + type));
    return missing.map((type) => ({ name, below: false, type, reason: 'the provider sets it by itself' }));
  }

  #readFile(file: SourceFile, layer: Layer, own: Set<RecordSet>): void {
    const { log, zone, includes } = this.#context;
    const { documents, problems } = this.#source.yaml(file);
    for (const problem of problems) {
      if (problem.code === 'duplicate-key') continue;
      const { place, message } = problem;
      log.problem({ rule: 'record-unreadable', place, subject: plain(zone), message, advice: syntaxAdvice(place) });
      log.hole({ name: zone, below: true, reason: `${file.path} cannot be read`, place });
    }
    if (documents.length > 1) {
      const place = placeOf({ node: documents[1], file });
      log.problem({
        rule: 'record-unreadable',
        place,
        subject: plain(zone),
        message: `${quotedText(file.path)} holds a second YAML document; OctoDNS reads files of one.`,
        advice: 'Take away the line `---` above it.',
      });
    }
    if (documents.length === 0) return;
    const root = includes.resolve({ node: documents[0], file });
    if (root === undefined) {
      log.hole({ name: zone, below: true, reason: `${file.path} cannot be read` });
      return;
    }
    if (!isMapping(root)) {
      this.#noMapping(root);
      return;
    }
    for (const problem of duplicateKeys(root, problems, zone)) log.problem(problem);
    if (layer.order !== undefined) this.#checkOrder(root, layer.order);
    for (const { key, value, file: at } of fieldsOf(root, includes).values()) {
      this.#readEntry({ node: key, file: at }, { node: value, file: at }, layer, own);
    }
  }

  #noMapping(root: Located): void {
    const { log, zone } = this.#context;
    if (isScalar(root) && pythonKind(root.node) === 'null') return;
    log.problem({
      rule: 'record-unreadable',
      place: placeOf(root),
      subject: plain(zone),
      message: `${quotedText(root.file.path)} is no mapping of names to records.`,
      advice: 'Write one key for each name, and its record below it.',
    });
    log.hole({ name: zone, below: true, reason: `${root.file.path} cannot be read`, place: placeOf(root) });
  }

  #checkOrder(root: Located, order: OrderMode): void {
    const wrong = firstOutOfOrder(root.node, order);
    if (wrong === undefined) return;
    const { log, zone } = this.#context;
    log.problem({
      rule: 'record-unreadable',
      place: placeOf({ node: wrong.key, file: root.file }),
      subject: plain(zone),
      names: ['order'],
      // It stops before anything is published, and says so itself.
      severity: 'notice',
      message: `The key ${quotedText(wrong.key.text)} is out of order, and OctoDNS does not read such a file unless \`enforce_order\` is off: ${quotedText(wrong.expected)} should stand here.`,
      advice: 'Sort the keys of each mapping, or set `enforce_order: false` for the provider.',
    });
  }

  #readEntry(key: Located<YamlScalar>, value: Located, layer: Layer, own: Set<RecordSet>): void {
    const { includes, log, names } = this.#context;
    const name = ownerName(this.#context, key);
    if (name === undefined) return;
    const located = includes.resolve(value);
    if (located === undefined) {
      log.hole({ name, below: false, reason: 'what it includes cannot be read', place: placeOf(value) });
      return;
    }
    const items = located.node.kind === 'sequence' ? located.node.items : [located.node];
    const owner: Owner = {
      id: names.internWithin(name, this.#context.zone, this.#apex),
      name,
      key,
      isSingle: items.length === 1,
    };
    for (const node of items) {
      const item = includes.resolve({ node, file: located.file });
      if (item === undefined) {
        log.hole({ name, below: false, reason: 'what it includes cannot be read', place: placeOf(located) });
      } else if (isMapping(item)) {
        const set = readRecord(this.#context, layer, owner, item);
        if (set !== undefined) this.#add(set, layer, own);
      } else {
        this.#noRecord(name, item);
      }
    }
  }

  #noRecord(name: Name, at: Located): void {
    const { log } = this.#context;
    log.problem({
      rule: 'record-unreadable',
      place: placeOf(at),
      subject: plain(name),
      message: `${isScalar(at) && at.node.text !== '' ? quotedText(at.node.text) : 'Nothing'} stands where ${plain(name)} needs a record with its type and value.`,
      advice: 'Write `type:` and `value:` below the name.',
    });
    log.hole({ name, below: false, reason: 'its record cannot be read', place: placeOf(at) });
  }

  #add(set: RecordSet, layer: Layer, own: Set<RecordSet>): void {
    const key = set.ownerId * TYPES + set.type;
    const earlier = this.#sets.get(key);
    if (earlier === undefined || (layer.replaces && !own.has(earlier))) {
      this.#sets.set(key, set);
      own.add(set);
      return;
    }
    // OctoDNS replaces within one provider as well, and then the first is lost without a word.
    this.#more.push(set);
    const { log, names } = this.#context;
    log.problem(duplicateSet(set, earlier, plain(names.name(set.ownerId))));
  }
}
