import { formatAddress } from '../../model/address.ts';
import type { Answered, Question } from '../../model/answer.ts';
import type { Name } from '../../model/name.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import { wireName } from './wire-name.ts';
import { WireReader } from './wire-reader.ts';

/** RFC 6891; 1232 octets pass every path without fragments. */
const UDP_PAYLOAD = 1232;
const OPT = 41;
const IN = 1;
const HEADER_LENGTH = 12;
/** Bits of the header's flags, RFC 1035 §4.1.1. */
const RESPONSE = 0x8000;
const AUTHORITATIVE = 0x0400;
const TRUNCATED = 0x0200;
const RECURSION_DESIRED = 0x0100;
const RECURSION_AVAILABLE = 0x0080;

/** A record of a message; the data of types that the gate does not ask for is left out. */
export interface WireRecord {
  readonly owner: Name;
  readonly type: number;
  readonly data: Answered | undefined;
}

/** A DNS message, as far as a stub resolver looks at it. */
export interface Message {
  readonly id: number;
  readonly isResponse: boolean;
  /** With its high bits where the message has EDNS (RFC 6891 §6.1.3). */
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursive: boolean;
  /** The first question; servers that could not read it may leave it out. */
  readonly question: { readonly name: Name; readonly type: number } | undefined;
  readonly answers: readonly WireRecord[];
  readonly authorities: readonly WireRecord[];
}

/** A query on the wire; undefined where the name cannot be asked for. */
export function encodeQuery({ name, type }: Question, id: number, edns: boolean): Buffer | undefined {
  const owner = wireName(name);
  if (owner === undefined) return undefined;
  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(RECURSION_DESIRED, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(edns ? 1 : 0, 10);
  const typeAndClass = Buffer.from([0, TYPE_NUMBER[type], 0, IN]);
  const opt = edns ? Buffer.from([0, 0, OPT, UDP_PAYLOAD >> 8, UDP_PAYLOAD & 0xff, 0, 0, 0, 0, 0, 0]) : Buffer.alloc(0);
  return Buffer.concat([header, owner, typeAndClass, opt]);
}

/** Reads a message; undefined where it is not a whole one. A truncated one need not be whole. */
export function decodeMessage(octets: Uint8Array): Message | undefined {
  const reader = new WireReader(octets);
  const id = reader.short();
  const flags = reader.short();
  const counts = [reader.short(), reader.short(), reader.short(), reader.short()];
  if (reader.broken) return undefined;
  const truncated = (flags & TRUNCATED) !== 0;

  let question: Message['question'];
  for (let i = 0; i < counts[0] && !reader.broken; i++) {
    const asked = { name: reader.name(), type: reader.short() };
    if (reader.short() === IN) question ??= asked;
  }
  const answers = readRecords(reader, counts[1]);
  const authorities = readRecords(reader, counts[2]);
  const highBits = readExtendedRcode(reader, counts[3]);
  if (reader.broken && !truncated) return undefined;
  return {
    id,
    isResponse: (flags & RESPONSE) !== 0,
    rcode: highBits * 0x10 + (flags & 0xf),
    authoritative: (flags & AUTHORITATIVE) !== 0,
    truncated,
    recursive: (flags & RECURSION_AVAILABLE) !== 0,
    question,
    answers,
    authorities,
  };
}

function readRecords(reader: WireReader, count: number): WireRecord[] {
  const records: WireRecord[] = [];
  for (let i = 0; i < count && !reader.broken; i++) {
    const owner = reader.name();
    const type = reader.short();
    const isIn = reader.short() === IN;
    reader.skip(4);
    const data = readData(reader, isIn ? type : 0);
    if (isIn && !reader.broken) records.push({ owner, type, data });
  }
  return records;
}

/** The eight high bits of the rcode, from the OPT record among the additional ones. */
function readExtendedRcode(reader: WireReader, count: number): number {
  let bits = 0;
  for (let i = 0; i < count && !reader.broken; i++) {
    reader.name();
    const type = reader.short();
    reader.skip(2);
    const high = reader.octet();
    reader.skip(3);
    reader.skip(reader.short());
    if (type === OPT) bits = high;
  }
  return bits;
}

/** The data of one record (RFC 1035 §3.3); its length must be what the type's data fills. */
function readData(reader: WireReader, type: number): Answered | undefined {
  const length = reader.short();
  const outer = reader.end;
  const end = reader.at + length;
  if (reader.broken || end > outer) {
    reader.broken = true;
    return undefined;
  }
  reader.end = end;
  const data = readFields(reader, type);
  if (data === undefined) reader.at = end;
  if (reader.at !== end) reader.broken = true;
  reader.end = outer;
  return data;
}

function readFields(reader: WireReader, type: number): Answered | undefined {
  switch (type) {
    case TYPE_NUMBER.A:
      return { type: 'A', address: formatAddress({ family: 4, value: BigInt(reader.long()) }) };
    case TYPE_NUMBER.AAAA:
      return { type: 'AAAA', address: formatAddress({ family: 6, value: readLarge(reader) }) };
    case TYPE_NUMBER.MX:
      return { type: 'MX', preference: reader.short(), exchange: reader.name() };
    case TYPE_NUMBER.TXT:
      return { type: 'TXT', strings: readStrings(reader) };
    case TYPE_NUMBER.SPF:
      return { type: 'SPF', strings: readStrings(reader) };
    case TYPE_NUMBER.CNAME:
      return { type: 'CNAME', target: reader.name() };
    case TYPE_NUMBER.DNAME:
      return { type: 'DNAME', target: reader.name() };
    case TYPE_NUMBER.NS:
      return { type: 'NS', target: reader.name() };
    case TYPE_NUMBER.PTR:
      return { type: 'PTR', target: reader.name() };
    case TYPE_NUMBER.SOA:
      return readSoa(reader);
    default:
      return undefined;
  }
}

function readLarge(reader: WireReader): bigint {
  let value = 0n;
  for (let i = 0; i < 4; i++) value = (value << 32n) | BigInt(reader.long());
  return value;
}

/** At least one string: TXT data of no octets is malformed (RFC 1035 §3.3.14). */
function readStrings(reader: WireReader): string[] {
  const strings: string[] = [];
  do strings.push(reader.text(reader.octet()));
  while (!reader.broken && reader.at < reader.end);
  return strings;
}

function readSoa(reader: WireReader): Answered<'SOA'> {
  const [primary, mailbox] = [reader.name(), reader.name()];
  const numbers = [reader.long(), reader.long(), reader.long(), reader.long(), reader.long()];
  return { type: 'SOA', primary, mailbox, text: `${primary} ${mailbox} ${numbers.join(' ')}` };
}
