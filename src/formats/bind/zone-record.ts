import type { Name } from '../../model/name.ts';
import type { Place } from '../../model/place.ts';
import type { DnsRecord } from '../../model/record.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { canonicalData } from './canonical.ts';
import { BACKSLASH, HASH } from './octets.ts';
import { INSIDE, type Value } from './rdata/wire.ts';
import { Scanner } from './scanner.ts';
import { type TextSpan, textPlacesIn } from './text-place.ts';

/** Octets that records are read from: a file, or what `$GENERATE` made of a line of one. */
export interface Source {
  readonly file: SourceFile;
  readonly bytes: Uint8Array;
  /** Octet offsets in the file of the directive that all these octets come from; undefined for the file itself. */
  readonly directive?: TextSpan;
}

/** Where a record stands, in octets of its source: the record, its data, the end of both. */
interface Span {
  readonly source: Source;
  readonly start: number;
  readonly value: number;
  readonly end: number;
}

interface Head extends Span {
  readonly owner: Name;
  readonly zone: Name;
  readonly ttl: number | undefined;
}

/** The place of octets of a source; for generated ones that of the directive. */
export function placeIn({ file, directive }: Source, start: number, end: number): Place {
  const span = directive ?? { start, end };
  return { file, start: file.textOffset(span.start), end: file.textOffset(span.end) };
}

/**
 * Makes the record object. Records are classes, whose places are made when they are asked for: an estate has a hundred
 * thousand mail domains, few findings, and an object put together by spreading costs a hidden class of its own.
 */
export function makeRecord(mnemonic: string, values: readonly Value[], head: Head): DnsRecord {
  switch (mnemonic) {
    case 'A':
    case 'AAAA':
      return new AddressRecord(mnemonic, values[0].text, head) as DnsRecord;
    case 'MX':
      return new MxRecord(Number(values[0].text), values[1].text, head) as DnsRecord;
    case 'TXT':
    case 'SPF':
      return new TextRecord(mnemonic, values, head) as DnsRecord;
    case 'CNAME':
    case 'DNAME':
    case 'NS':
    case 'PTR':
      return new TargetRecord(mnemonic, values[0].text, head) as DnsRecord;
    case 'SOA':
      return new SoaRecord(values, head) as DnsRecord;
    default:
      return new OtherRecord(mnemonic, values, head) as DnsRecord;
  }
}

class ZoneRecord {
  readonly owner: Name;
  readonly zone: Name;
  readonly ttl: number | undefined;
  protected readonly source: Source;
  protected readonly start: number;
  protected readonly value: number;
  protected readonly end: number;

  constructor({ owner, zone, ttl, source, start, value, end }: Head) {
    this.owner = owner;
    this.zone = zone;
    this.ttl = ttl;
    this.source = source;
    this.start = start;
    this.value = value;
    this.end = end;
  }

  get place(): Place {
    return placeIn(this.source, this.start, this.end);
  }

  get valuePlace(): Place {
    return placeIn(this.source, this.value, this.end);
  }
}

class AddressRecord extends ZoneRecord {
  readonly type: 'A' | 'AAAA';
  readonly address: string;

  constructor(type: 'A' | 'AAAA', address: string, head: Head) {
    super(head);
    this.type = type;
    this.address = address;
  }
}

class MxRecord extends ZoneRecord {
  readonly type = 'MX';
  readonly preference: number;
  readonly exchange: Name;

  constructor(preference: number, exchange: Name, head: Head) {
    super(head);
    this.preference = preference;
    this.exchange = exchange;
  }

  /** What stands after the number; data in the form of RFC 3597 has no name to point at. */
  get targetPlace(): Place {
    const { bytes } = this.source;
    if (bytes[this.value] === BACKSLASH && bytes[this.value + 1] === HASH) return this.valuePlace;
    const scanner = new Scanner(bytes.subarray(this.value, this.end));
    scanner.depth = INSIDE;
    scanner.next();
    scanner.next();
    return placeIn(this.source, this.value + scanner.start, this.value + scanner.end);
  }
}

class TargetRecord extends ZoneRecord {
  readonly type: 'CNAME' | 'DNAME' | 'NS' | 'PTR';
  readonly target: Name;

  constructor(type: 'CNAME' | 'DNAME' | 'NS' | 'PTR', target: Name, head: Head) {
    super(head);
    this.type = type;
    this.target = target;
  }

  get targetPlace(): Place {
    return this.valuePlace;
  }
}

class TextRecord extends ZoneRecord {
  readonly type: 'TXT' | 'SPF';
  readonly strings: readonly string[];
  private spanOf: ReturnType<typeof textPlacesIn> | undefined;

  constructor(type: 'TXT' | 'SPF', values: readonly Value[], head: Head) {
    super(head);
    this.type = type;
    this.strings = values.map(({ text }) => text);
  }

  /** Bound to the record, because rules take it out of it. */
  get textPlace(): (start: number, end: number) => Place {
    return (start, end) => {
      this.spanOf ??= textPlacesIn(this.source.bytes, this.value, this.end);
      const span = this.spanOf(start, end);
      return placeIn(this.source, span.start, span.end);
    };
  }
}

class SoaRecord extends ZoneRecord {
  readonly type = 'SOA';
  readonly primary: Name;
  readonly mailbox: Name;
  readonly text: string;

  constructor(values: readonly Value[], head: Head) {
    super(head);
    this.primary = values[0].text;
    this.mailbox = values[1].text;
    this.text = canonicalData(values);
  }
}

class OtherRecord extends ZoneRecord {
  readonly type = 'OTHER';
  readonly mnemonic: string;
  readonly text: string;

  constructor(mnemonic: string, values: readonly Value[], head: Head) {
    super(head);
    this.mnemonic = mnemonic;
    this.text = canonicalData(values);
  }
}
