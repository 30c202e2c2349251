import { plain } from '../../model/name.ts';
import { type NameId, NO_NAME } from '../../model/name-table.ts';
import type { Place } from '../../model/place.ts';
import { MAX_STRING, quoted } from '../../model/quoted.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { type Hole, NO_TTL } from '../../model/zone.ts';
import { readDirective } from './directives.ts';
import { CLASS_IN, readClass, readType } from './keyword.ts';
import { internName, NAME_DEFECT, nameDefect, type Origin, originOf } from './name-octets.ts';
import { DOLLAR, isDigit, octetText, SPACE, TAB } from './octets.ts';
import { MAX_TTL, readPeriod } from './period.ts';
import { ProblemLog } from './problem-log.ts';
import { adviceFor } from './rdata/advice.ts';
import { brokenText, RdataCheck } from './rdata/check.ts';
import { isMetaType, mnemonicOf, typeOf } from './rdata/types.ts';
import type { ZoneFileOptions } from './read-zone.ts';
import { isRecordStart } from './record-start.ts';
import { BROKEN, END, lineEnd, Scanner, WORD } from './scanner.ts';
import { hasTemplateMark, mayHaveTemplates } from './template.ts';
import type { TextSpan } from './text-place.ts';
import { beginsLikePolicy, longStrings, unquotedText } from './text-problems.ts';
import { placeIn, type Source, ZoneRecords } from './zone-records.ts';

const { NS, CNAME, SOA, TXT, DNAME, SPF } = TYPE_NUMBER;

/** About how much of a large zone file there is for each of its names. */
const OCTETS_PER_NAME = 64;
/** The owner of records that are left out: it lies outside the zone or cannot be read. */
const LEFT_OUT = -2;
/** An owner that a template fills in, whole or in part. */
const TEMPLATE_OWNER = /[{}<>]|@@|\$\{/;

/** Where reading stands in one source. */
export interface Frame {
  readonly source: Source;
  readonly scanner: Scanner;
  /** Undefined after an `$ORIGIN` that cannot be read: until the next one no name is known. */
  origin: Origin | undefined;
  /** The owner of a record that begins with a blank; NO_NAME before the first one. */
  owner: NameId;
  /** Whether template marks are looked for. */
  readonly templates: boolean;
  /** Set to stop after the first defect, for generated lines that are all alike. */
  stopped: boolean;
}

/** The state of reading one zone: what RFC 1035 §5.1 carries from line to line, and what was found. */
export class ZoneReader {
  readonly options: ZoneFileOptions;
  readonly records: ZoneRecords;
  readonly log: ProblemLog;
  readonly included: SourceFile[] = [];
  /** Files that are being read, the zone's own first. */
  readonly open: SourceFile[] = [];
  /** `$TTL`, or the SOA record's minimum where BIND takes that for it. */
  defaultTtl = NO_TTL;
  /** How much `$INCLUDE` and `$GENERATE` have brought in. */
  includedOctets = 0;
  generatedOctets = 0;
  includes = 0;
  readonly zone: Origin;
  readonly #check = new RdataCheck();
  /** The last TTL that was written (RFC 1035 §5.1). */
  #lastTtl = NO_TTL;
  #soa = NO_NAME;
  /** The first record that no TTL could be found for. */
  #withoutTtl: Place | undefined;

  constructor(file: SourceFile, options: ZoneFileOptions) {
    const { names, zone } = options;
    this.options = options;
    this.records = new ZoneRecords(names, zone, file.bytes.length);
    this.log = new ProblemLog(zone);
    this.zone = originOf(names, names.intern(zone));
    this.open.push(file);
    names.reserve(Math.floor(file.bytes.length / OCTETS_PER_NAME));
  }

  /** Reads the zone's own file. */
  read(): void {
    const [file] = this.open;
    this.readSource({ file, bytes: file.bytes }, this.zone, NO_NAME);
  }

  /** Reads all lines of a source. */
  readSource(source: Source, origin: Origin, owner: NameId): void {
    const { bytes } = source;
    const scanner = new Scanner(bytes);
    scanner.position = source.directive === undefined && hasByteOrderMark(bytes) ? 3 : 0;
    const templates = source.directive === undefined && mayHaveTemplates(bytes);
    const frame: Frame = { source, scanner, origin, owner, templates, stopped: false };
    this.records.enter(source, origin);
    while (scanner.position < bytes.length && !frame.stopped) this.#line(frame);
  }

  /** Sets the origin of the lines that follow. */
  setOrigin(frame: Frame, origin: Origin | undefined): void {
    frame.origin = origin;
    if (origin !== undefined) this.records.enter(frame.source, origin);
  }

  /** Says that the directive the scanner stands in cannot be read, whether it hides names, and goes behind it. */
  refuseLine(frame: Frame, lineStart: number, defect: string, hidesNames: boolean): void {
    const { source, scanner } = frame;
    const end = scanner.kind === END ? lineEnd(source.bytes, lineStart) : scanner.end;
    this.#skip(frame);
    const place = placeIn(source, lineStart, end);
    if (frame.templates && hasTemplateMark(source.bytes, lineStart, lineEnd(source.bytes, lineStart))) {
      this.#noteTemplate(source.file);
    } else {
      const subject = plain(this.zone.name);
      const message = `This line of the zone “${subject}” cannot be read: ${defect}.`;
      this.log.problem({ rule: 'record-unreadable', place, subject, message });
    }
    const { name } = frame.origin ?? this.zone;
    if (hidesNames) this.log.hole({ name, below: true, reason: 'a directive of it cannot be read', place });
  }

  #line(frame: Frame): void {
    const { scanner } = frame;
    const lineStart = scanner.position;
    const first = scanner.bytes[lineStart];
    const kind = scanner.next();
    if (kind === END) return;
    if (kind === BROKEN) {
      this.#unreadable(frame, lineStart, undefined, NO_NAME, brokenText(scanner), scanner.start, scanner.end);
      return;
    }
    const start = scanner.start;
    const hasOwner = first !== SPACE && first !== TAB;
    if (hasOwner && kind === WORD && scanner.bytes[start] === DOLLAR && !this.#isTemplateOwner(frame)) {
      readDirective(this, frame, lineStart);
      return;
    }
    if (frame.origin === undefined) {
      this.#skip(frame);
      return;
    }
    if (hasOwner) {
      if (!this.#owner(frame, lineStart, frame.origin)) return;
      this.#record(frame, lineStart, start, scanner.next(), frame.origin);
    } else if (frame.owner === NO_NAME) {
      const text =
        'it begins with a blank, which stands for the name of the record before, and there is none before it';
      this.#unreadable(frame, lineStart, undefined, NO_NAME, text, start, scanner.end);
    } else {
      this.#record(frame, lineStart, start, kind, frame.origin);
    }
  }

  /** `${NAME}` in the first column is a template's owner, no directive. */
  #isTemplateOwner({ templates, scanner }: Frame): boolean {
    return templates && hasTemplateMark(scanner.bytes, scanner.start, scanner.start + 2);
  }

  /** Takes the owner that the scanner stands on; false where it cannot be read. */
  #owner(frame: Frame, lineStart: number, origin: Origin): boolean {
    const { bytes, start, end, escaped } = frame.scanner;
    const { names } = this.options;
    const defect = nameDefect(bytes, start, end, origin);
    if (defect !== 0) {
      frame.owner = LEFT_OUT;
      const text = `its name ${quoted(octetText(bytes, start, end))} ${NAME_DEFECT[defect]}`;
      this.#unreadable(frame, lineStart, undefined, NO_NAME, text, start, end);
      return false;
    }
    const owner = internName(bytes, start, end, escaped, origin, names);
    frame.owner = names.isWithin(owner, this.zone.id) ? owner : LEFT_OUT;
    if (frame.owner === LEFT_OUT) this.#outside(frame, owner, start, end);
    return true;
  }

  #outside(frame: Frame, owner: NameId, start: number, end: number): void {
    const zone = plain(this.zone.name);
    const subject = plain(this.options.names.name(owner));
    if (frame.templates && hasTemplateMark(frame.scanner.bytes, start, lineEnd(frame.scanner.bytes, start))) return;
    this.log.problem({
      rule: 'name-outside-zone',
      place: placeIn(frame.source, start, end),
      subject,
      names: [zone],
      message: `The name “${subject}” does not lie in the zone “${zone}” that this file describes: name servers ignore the record.`,
      advice: subject.endsWith(zone)
        ? undefined
        : `If the name was meant to lie below “${zone}”, leave out its final dot or write “${zone}.” behind it; else move the record to the file of its own zone.`,
    });
  }

  /** Reads a record from the token after its owner. RFC 1035 §5.1: class and TTL in either order, then the type. */
  #record(frame: Frame, lineStart: number, start: number, firstKind: number, origin: Origin): void {
    const { scanner } = frame;
    const { bytes } = scanner;
    let kind = firstKind;
    let ttl = NO_TTL;
    let recordClass = kind === WORD ? readClass(bytes, scanner.start, scanner.end) : -1;
    if (recordClass >= 0) kind = scanner.next();
    if (kind === WORD && isDigit(bytes[scanner.start])) {
      const period = readPeriod(bytes, scanner.start, scanner.end);
      if (period >= 0) {
        // RFC 2181 §8: a TTL with the highest bit set counts as zero.
        ttl = period > MAX_TTL ? 0 : period;
        this.#lastTtl = ttl;
        kind = scanner.next();
      }
    }
    if (kind === WORD && recordClass < 0) {
      recordClass = readClass(bytes, scanner.start, scanner.end);
      if (recordClass >= 0) kind = scanner.next();
    }
    const type = kind === WORD ? readType(bytes, scanner.start, scanner.end) : -1;
    if (type < 0) {
      this.#unreadable(frame, lineStart, undefined, frame.owner, typeDefect(scanner, kind), scanner.start, scanner.end);
      return;
    }
    if (recordClass >= 0 && recordClass !== CLASS_IN) {
      const text = 'its class is not `IN`, and a zone holds records of one class only';
      this.#unreadable(frame, lineStart, type, frame.owner, text, start, scanner.end);
      return;
    }
    if (isMetaType(type)) {
      const text = `${mnemonicOf(type)} is a type for questions, no type that a record can have`;
      this.#unreadable(frame, lineStart, type, frame.owner, text, scanner.start, scanner.end);
      return;
    }
    const check = this.#check;
    check.valueEnd = scanner.end;
    scanner.comment = -1;
    const defect = check.read(scanner, typeOf(type), origin);
    if (defect !== undefined) {
      this.#unreadable(frame, lineStart, type, frame.owner, defect, check.defectStart, check.defectEnd);
      return;
    }
    if (frame.templates && hasTemplateMark(bytes, start, scanner.position)) {
      this.#template(frame, lineStart, type, frame.owner);
      return;
    }
    if (frame.owner === LEFT_OUT) return;
    if (type === SOA && !this.#takesSoa(frame, start, check)) return;
    this.records.add(frame.owner, type, this.#ttl(frame, type, ttl, start), start, check.valueStart, check.valueEnd);
    if (type === TXT || type === SPF) this.#text(frame, check);
    else if (type === SOA) this.#soa = this.records.length - 1;
  }

  /** RFC 2308 §4: the record's own TTL, else `$TTL`, else the last one written, else the SOA record's minimum. */
  #ttl(frame: Frame, type: number, written: number, start: number): number {
    if (written !== NO_TTL) return written;
    if (this.defaultTtl !== NO_TTL) return this.defaultTtl;
    if (this.#lastTtl !== NO_TTL) return this.#lastTtl;
    if (type === SOA) {
      this.defaultTtl = this.#check.period > MAX_TTL ? 0 : this.#check.period;
      return this.defaultTtl;
    }
    this.#withoutTtl ??= placeIn(frame.source, start, this.#check.valueEnd);
    return NO_TTL;
  }

  /** A zone has one SOA record, at its top; the same one again, as a zone transfer ends, is no harm. */
  #takesSoa(frame: Frame, start: number, check: RdataCheck): boolean {
    const span = { start, end: check.valueEnd };
    if (frame.owner !== this.zone.id) {
      const owner = plain(this.options.names.name(frame.owner));
      this.#refuse(
        frame,
        span,
        owner,
        `The SOA record of “${owner}” does not stand at the top of the zone “${plain(this.zone.name)}”: name servers refuse the file.`,
      );
      return false;
    }
    if (this.#soa === NO_NAME) {
      if (this.#withoutTtl !== undefined) {
        const zone = plain(this.zone.name);
        this.log.problem({
          rule: 'record-unreadable',
          place: this.#withoutTtl,
          subject: zone,
          message: `This record of “${zone}” has no TTL, and nothing before it gives one: name servers refuse the file.`,
          advice: 'Write `$TTL 3600` as the first line of the file.',
        });
      }
      return true;
    }
    const index = this.records.length;
    this.records.add(frame.owner, SOA, 0, start, check.valueStart, check.valueEnd);
    const isSame = this.records.data(index) === this.records.data(this.#soa);
    this.records.length = index;
    if (!isSame) {
      const zone = plain(this.zone.name);
      this.#refuse(
        frame,
        span,
        zone,
        `The zone “${zone}” has a second SOA record that differs from the first: name servers refuse the file.`,
      );
    }
    return false;
  }

  #refuse({ source }: Frame, { start, end }: TextSpan, subject: string, message: string): void {
    const advice = 'Keep one SOA record, the first record of the file.';
    this.log.problem({ rule: 'record-unreadable', place: placeIn(source, start, end), subject, message, advice });
  }

  #text(frame: Frame, check: RdataCheck): void {
    const { source } = frame;
    const isTooLong = check.longest > MAX_STRING;
    if (!isTooLong && !beginsLikePolicy(source.bytes, check.valueStart)) return;
    const value = { start: check.valueStart, end: check.valueEnd };
    const subject = plain(this.options.names.name(frame.owner));
    const unquoted = unquotedText(source, value, subject);
    if (unquoted !== undefined) this.log.problem(unquoted);
    if (isTooLong) for (const problem of longStrings(source, value, subject)) this.log.problem(problem);
  }

  /** Notes what cannot be read: a problem, or nothing of the kind where a template fills it in; always a hole. */
  #unreadable(
    frame: Frame,
    lineStart: number,
    type: number | undefined,
    owner: NameId,
    defect: string,
    start: number,
    end: number,
  ): void {
    const { source, scanner } = frame;
    this.#skip(frame);
    if (frame.templates && hasTemplateMark(scanner.bytes, lineStart, Math.max(end, lineEnd(scanner.bytes, start)))) {
      this.#template(frame, lineStart, type, owner);
      return;
    }
    frame.stopped = source.directive !== undefined;
    if (owner === LEFT_OUT) return;
    const place = placeIn(source, start, end);
    const subject = plain(owner === NO_NAME ? this.zone.name : this.options.names.name(owner));
    const what = type === undefined ? 'This line' : `The ${mnemonicOf(type)} record of “${subject}”`;
    const advice = adviceFor(type, octetText(scanner.bytes, start, end));
    const message = `${what} cannot be read: ${defect}.`;
    this.log.problem({ rule: 'record-unreadable', place, subject, message, advice });
    const reason = type === undefined ? 'a line of it cannot be read' : `its ${mnemonicOf(type)} record cannot be read`;
    this.log.hole(this.#hole(owner, type, reason, place));
  }

  #template(frame: Frame, lineStart: number, type: number | undefined, owner: NameId): void {
    if (owner === LEFT_OUT) return;
    const { source, scanner } = frame;
    this.#noteTemplate(source.file);
    const place = placeIn(source, lineStart, lineEnd(scanner.bytes, lineStart));
    const isKnown = owner !== NO_NAME && !TEMPLATE_OWNER.test(this.options.names.name(owner));
    this.log.hole(this.#hole(isKnown ? owner : NO_NAME, type, 'it is filled in from a template', place));
  }

  #noteTemplate({ path }: SourceFile): void {
    this.log.remark(`${path} has template lines; what they are filled in with is not known and not judged.`);
  }

  /** What is unknown when a record cannot be read: all of an unknown name's zone, all data at an alias. */
  #hole(owner: NameId, type: number | undefined, reason: string, place: Place): Hole {
    if (owner === NO_NAME) return { name: this.zone.name, below: true, reason, place };
    const name = this.options.names.name(owner);
    if (type === NS || type === DNAME) return { name, below: owner !== this.zone.id, reason, place };
    return { name, below: false, type: type === CNAME ? undefined : type, reason, place };
  }

  /**
   * Goes on behind what cannot be read: after its end as BIND does, or at a line before it that begins with a record,
   * because then a closing parenthesis is what is missing.
   */
  #skip(frame: Frame): void {
    const { scanner } = frame;
    scanner.skip((offset) => isRecordStart(scanner.bytes, offset));
  }
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function typeDefect(scanner: Scanner, kind: number): string {
  if (kind === BROKEN) return brokenText(scanner);
  if (kind === END) return 'it ends before a record type';
  const text = quoted(octetText(scanner.bytes, scanner.start, scanner.end));
  return `${text} stands where a record type such as A, MX or TXT is expected`;
}
