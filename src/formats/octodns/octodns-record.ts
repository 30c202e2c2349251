import { formatAddress, parseIpv6 } from '../../model/address.ts';
import type { Name } from '../../model/name.ts';
import type { Place } from '../../model/place.ts';
import type { RecordTraits } from '../../model/record.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { NO_TTL } from '../../model/zone.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { nameData, stringData } from '../bind/canonical.ts';
import { canonicalText } from './canonical-text.ts';
import type { RecordSet } from './record-set.ts';
import { scalarUnits } from './scalar-units.ts';
import { readText, textValue } from './text-value.ts';

/** Offsets into a file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One value of a record set: a record of the DNS. Owner and places are made when they are asked for. */
export abstract class OctodnsRecord {
  readonly set: RecordSet;
  /** Where the value stands. The node itself is let go: an estate has more of them than anything else. */
  protected readonly file: SourceFile;
  protected readonly start: number;
  protected readonly end: number;

  constructor(set: RecordSet, { start, end }: Span, file: SourceFile) {
    this.set = set;
    this.file = file;
    this.start = start;
    this.end = end;
  }

  /** The data in canonical presentation format. */
  abstract get data(): string;

  get owner(): Name {
    return this.set.names.name(this.set.ownerId);
  }

  get zone(): Name {
    return this.set.zone;
  }

  get ttl(): number | undefined {
    return this.set.ttl === NO_TTL ? undefined : this.set.ttl;
  }

  get traits(): RecordTraits | undefined {
    return this.set.traits;
  }

  /** The entry with its name and type; one of several values stands for itself. */
  get place(): Place {
    const { file, start, end, rows } = this.set;
    return rows.length > 1 || file !== this.file ? this.valuePlace : { file, start, end };
  }

  get valuePlace(): Place {
    return { file: this.file, start: this.start, end: this.end };
  }
}

export class AddressRecord extends OctodnsRecord {
  readonly type: 'A' | 'AAAA';
  /** As written; it is known to be an address. */
  private readonly written: string;

  constructor(set: RecordSet, node: Span, file: SourceFile, type: 'A' | 'AAAA', written: string) {
    super(set, node, file);
    this.type = type;
    this.written = written;
  }

  get address(): string {
    // A dotted quad has one spelling only, and most IPv6 addresses are written in the usual one.
    return this.type === 'A' || isCanonical(this.written) ? this.written : formatAddress(parseIpv6(this.written)!);
  }

  get data(): string {
    return this.address;
  }
}

const ZERO = 0x30;
const COLON = 0x3a;
const LOWER_A = 0x61;

/** Whether a valid IPv6 address is surely in the form of RFC 5952: lower case, and all of its zeros in one `::`. */
function isCanonical(written: string): boolean {
  let groups = 0;
  let hasGap = false;
  // By hand, because an estate has some hundred thousand of them and a pattern takes five times as long.
  for (let i = 0, before = COLON; i < written.length; i++) {
    const character = written.charCodeAt(i);
    if (character === COLON) {
      hasGap ||= before === COLON && i > 0;
    } else if (before === COLON) {
      groups++;
      if (character === ZERO) return false;
    }
    // Upper case, or the dots of an embedded IPv4 address.
    if (character < ZERO || (character > COLON && character < LOWER_A)) return false;
    before = character;
  }
  // A `::` in the place of a single group is not the usual form (§4.2.2), and mapped addresses have another one.
  return !hasGap || (groups <= 6 && !written.startsWith('::ffff:'));
}

export class TargetRecord extends OctodnsRecord {
  readonly type: 'CNAME' | 'DNAME' | 'NS' | 'PTR';
  readonly target: Name;

  constructor(set: RecordSet, node: Span, file: SourceFile, type: TargetRecord['type'], target: Name) {
    super(set, node, file);
    this.type = type;
    this.target = target;
  }

  get data(): string {
    return nameData(this.target);
  }

  get targetPlace(): Place {
    return this.valuePlace;
  }
}

export class MxRecord extends OctodnsRecord {
  readonly type = 'MX';
  readonly preference: number;
  readonly exchange: Name;
  private readonly targetStart: number;
  private readonly targetEnd: number;

  constructor(set: RecordSet, node: Span, file: SourceFile, preference: number, exchange: Name, target: Span) {
    super(set, node, file);
    this.preference = preference;
    this.exchange = exchange;
    this.targetStart = target.start;
    this.targetEnd = target.end;
  }

  get data(): string {
    return `${this.preference} ${nameData(this.exchange)}`;
  }

  get targetPlace(): Place {
    return { file: this.file, start: this.targetStart, end: this.targetEnd };
  }
}

export class TextRecord extends OctodnsRecord {
  readonly type: 'TXT' | 'SPF';
  readonly strings: readonly string[];
  private readonly scalar: YamlScalar;
  private placed: ((start: number, end: number) => Place) | undefined;

  constructor(set: RecordSet, node: YamlScalar, file: SourceFile, type: 'TXT' | 'SPF') {
    super(set, node, file);
    this.type = type;
    this.scalar = node;
    this.strings = textValue(node.text, set.escaped);
  }

  get data(): string {
    return this.strings.map(stringData).join(' ');
  }

  /** Bound to the record, because rules take it out of it. */
  get textPlace(): (start: number, end: number) => Place {
    return (start, end) => {
      this.placed ??= textPlaces(this.scalar, this.file, this.set.escaped);
      return this.placed(start, end);
    };
  }
}

/** A type that no rule looks into. */
export class OtherRecord extends OctodnsRecord {
  readonly type = 'OTHER';
  readonly mnemonic: string;
  /** In presentation format, as it was put together. */
  private readonly written: string;

  constructor(set: RecordSet, node: Span, file: SourceFile, mnemonic: string, written: string) {
    super(set, node, file);
    this.mnemonic = mnemonic;
    this.written = written;
  }

  get text(): string {
    return canonicalText(this.set.type, this.written);
  }

  get data(): string {
    return this.text;
  }
}

/** Where the octets of the joined text are written. The scalar is aligned with its source once, when first asked. */
function textPlaces(scalar: YamlScalar, file: SourceFile, escaped: boolean): (start: number, end: number) => Place {
  const written = scalarUnits(scalar, file);
  const { units } = readText(scalar.text, escaped);
  const startOf = (octet: number) => written.starts[units === undefined ? octet : units.starts[octet]];
  const endOf = (octet: number) => written.ends[(units === undefined ? octet + 1 : units.ends[octet]) - 1];
  const length = units === undefined ? scalar.text.length : units.starts.length;
  const after = length === 0 ? written.after : endOf(length - 1);
  return (start, end) => {
    if (start >= length) return { file, start: after, end: after };
    const from = startOf(start);
    return { file, start: from, end: end > start ? endOf(Math.min(end, length) - 1) : from };
  };
}
