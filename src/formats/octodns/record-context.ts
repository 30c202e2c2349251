import type { FileProblem } from '../../model/file-problem.ts';
import type { Severity } from '../../model/finding.ts';
import { type Name, plain } from '../../model/name.ts';
import type { NameTable } from '../../model/name-table.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import type { ProblemLog } from '../bind/problem-log.ts';
import type { AliasHoles } from './alias-holes.ts';
import type { Field } from './fields.ts';
import type { Includes } from './includes.ts';
import { type Located, placeOf } from './located.ts';
import type { RecordSet } from './record-set.ts';
import { ADDRESS_TYPES, ALIAS_NUMBER, type TypeShape } from './record-types.ts';

/** How one provider reads its files. */
export interface LayerSettings {
  /** Seconds; undefined where it comes from the environment. */
  readonly defaultTtl: number | undefined;
  readonly escaped: boolean;
}

/** What is the same for all records of a zone. */
export interface ZoneSettings {
  readonly lenient: boolean;
  /** Ids of the targets that the zone is published to; empty where that is not known. */
  readonly targets: readonly string[];
  /** `EnsureTrailingDots` is among the processors. */
  readonly ensuresDots: boolean;
  /** A processor fills `{…}` in values. */
  readonly isTemplated: boolean;
}

/** Everything that reading a zone's records needs and adds to. */
export interface ZoneContext {
  readonly names: NameTable;
  readonly zone: Name;
  readonly settings: ZoneSettings;
  readonly includes: Includes;
  readonly log: ProblemLog;
  readonly aliases: AliasHoles;
}

/** A problem of one record, with what the record has in common filled in. */
export type RecordProblem = Omit<FileProblem, 'subject' | 'place'> & { readonly at: Located };

/** One record while it is read. */
export class RecordContext {
  readonly zone: ZoneContext;
  readonly set: RecordSet;
  readonly type: TypeShape;
  readonly lenient: boolean;
  /** The keys of the record itself. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Keys that have been told of; most records have none. */
  #told: Set<YamlScalar> | undefined;

  constructor(
    zone: ZoneContext,
    set: RecordSet,
    type: TypeShape,
    lenient: boolean,
    fields: ReadonlyMap<string, Field>,
  ) {
    this.zone = zone;
    this.set = set;
    this.type = type;
    this.lenient = lenient;
    this.fields = fields;
  }

  isTold(key: YamlScalar): boolean {
    return this.#told?.has(key) === true;
  }

  /** Notes that a key has been told of. */
  told(key: YamlScalar): void {
    this.#told ??= new Set();
    this.#told.add(key);
  }

  get owner(): Name {
    return this.zone.names.name(this.set.ownerId);
  }

  problem({ at, ...rest }: RecordProblem): void {
    this.zone.log.problem({ ...rest, place: placeOf(at), subject: plain(this.owner) });
  }

  /** A value that nobody can read: it is said, and what the name holds of the type is unknown. */
  unreadable(problem: RecordProblem): void {
    this.problem(problem);
    this.hole(problem.at, problem.message);
  }

  hole(at: Located, reason: string): void {
    const types = this.type.number === ALIAS_NUMBER ? ADDRESS_TYPES : [this.type.number];
    for (const type of types) {
      this.zone.log.hole({ name: this.owner, below: false, type, reason: withoutDot(reason), place: placeOf(at) });
    }
  }

  /** The provider answers for these types with what it looks up by itself. */
  aliasHole(at: Located, types: readonly number[]): void {
    this.zone.aliases.add(this.owner, types, placeOf(at));
  }

  /** What only OctoDNS's own validation refuses: `lenient` lets it pass. */
  get refusal(): Severity {
    return this.lenient ? 'warning' : 'error';
  }
}

/** A sentence as a reason inside another one. */
function withoutDot(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
