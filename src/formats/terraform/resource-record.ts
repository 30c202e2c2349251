import type { Name } from '../../model/name.ts';
import type { Place } from '../../model/place.ts';
import type { RecordTraits, RecordType } from '../../model/record.ts';
import type { ReadData } from './data-reading.ts';

/** What all records of a resource have in common. */
interface Shared {
  readonly owner: Name;
  readonly zone: Name;
  readonly ttl: number | undefined;
  readonly place: Place;
  readonly traits: RecordTraits | undefined;
}

/** Fields of data, of whatever type. */
interface AnyData {
  readonly address?: string;
  readonly preference?: number;
  readonly exchange?: Name;
  readonly target?: Name;
  readonly strings?: readonly string[];
  readonly mnemonic?: string;
  readonly text?: string;
}

/**
 * A record of a resource: it has the fields of its member of the union. One class for all types, because objects that are
 * put together by spreading are slow to make, and an estate has ten thousands of records.
 */
export class ResourceRecord {
  readonly type: RecordType;
  readonly owner: Name;
  readonly zone: Name;
  readonly ttl: number | undefined;
  readonly place: Place;
  readonly traits: RecordTraits | undefined;
  private readonly read: ReadData;
  private readonly rdata: AnyData;

  constructor(read: ReadData, { owner, zone, ttl, place, traits }: Shared) {
    this.type = read.rdata.type;
    this.owner = owner;
    this.zone = zone;
    this.ttl = ttl;
    this.place = place;
    this.traits = traits;
    this.read = read;
    this.rdata = read.rdata;
  }

  get valuePlace(): Place {
    return this.read.valuePlace;
  }

  get targetPlace(): Place | undefined {
    return this.read.targetPlace;
  }

  get textPlace(): ReadData['textPlace'] {
    return this.read.textPlace;
  }

  get isLiteral(): ReadData['isLiteral'] {
    return this.read.textPlace && this.read.isLiteral;
  }

  get address(): string | undefined {
    return this.rdata.address;
  }

  get preference(): number | undefined {
    return this.rdata.preference;
  }

  get exchange(): Name | undefined {
    return this.rdata.exchange;
  }

  get target(): Name | undefined {
    return this.rdata.target;
  }

  get strings(): readonly string[] | undefined {
    return this.rdata.strings;
  }

  get mnemonic(): string | undefined {
    return this.rdata.mnemonic;
  }

  get text(): string | undefined {
    return this.rdata.text;
  }
}
