import type { Fix } from '../../model/finding.ts';
import type { Place } from '../../model/place.ts';
import type { Rdata } from '../../model/record.ts';
import type { RecordResource } from './provider.ts';

/** The data of a record with its places. */
export interface ReadData {
  readonly state: 'read';
  readonly rdata: Rdata;
  /** In canonical presentation format. */
  readonly data: string;
  readonly valuePlace: Place;
  readonly targetPlace?: Place;
  readonly textPlace?: (start: number, end: number) => Place;
  readonly isLiteral?: (start: number, end: number) => boolean;
  /** What is published, or refused, although it can be read. */
  readonly problem?: DataProblem;
}

export interface DataProblem {
  readonly rule: 'record-unreadable' | 'target-without-dot' | 'txt-string-too-long' | 'txt-unquoted';
  /** A sentence without its subject: `points to “x” …`. */
  readonly message: string;
  readonly advice?: string;
  readonly place: Place;
  readonly fix?: Fix;
}

export type DataReading =
  | ReadData
  | { readonly state: 'unknown'; readonly reason: string; readonly place: Place }
  | { readonly state: 'bad'; readonly problem: DataProblem };

/** What of a provider's habits data is read by. */
export type Spelling = Pick<RecordResource, 'targets' | 'texts'>;

export function bad(place: Place, message: string, advice?: string): DataReading {
  return { state: 'bad', problem: { rule: 'record-unreadable', message, advice, place } };
}
