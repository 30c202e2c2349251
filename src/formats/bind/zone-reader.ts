import { type NameId, NO_NAME } from '../../model/name-table.ts';
import type { Place } from '../../model/place.ts';
import { MAX_STRING, quoted } from '../../model/quoted.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { NO_TTL } from '../../model/zone.ts';
import { readDirective } from './directives.ts';
import { headDefect } from './head-defect.ts';
import { readClass, readType } from './keyword.ts';
import { internName, NAME_DEFECT, nameDefect, type Origin, originOf } from './name-octets.ts';
import { DOLLAR, isDigit, octetText, SPACE, TAB } from './octets.ts';
import { MAX_TTL, readPeriod } from './period.ts';
import { brokenText, RdataCheck } from './rdata/check.ts';
import { typeOf } from './rdata/types.ts';
import type { ZoneFileOptions } from './read-zone.ts';
import { isRecordStart } from './record-start.ts';
import { BROKEN, END, lineEnd, Scanner, type TokenKind, WORD } from './scanner.ts';
import { hasTemplateMark, mayHaveTemplates } from './template.ts';
import type { TextSpan } from './text-place.ts';
import { beginsLikePolicy } from './text-problems.ts';
import { placeIn, type Source } from './zone-record.ts';
import { ZoneRecords } from './zone-records.ts';
import { ZoneReport } from './zone-report.ts';

const { SOA, TXT, SPF } = TYPE_NUMBER;

/** About how much of a large zone file there is for each of its names. */
const OCTETS_PER_NAME = 64;
/** Owners whose records are left out: what is to be said about them has been said. */
const OUTSIDE = -2;
const UNREADABLE = -3;
const NONE = -1;
const BYTE_ORDER_MARK = 3;

/** Where reading stands in one source. */
export interface Frame {
  readonly source: Source;
  readonly scanner: Scanner;
  /** Undefined after an `$ORIGIN` that cannot be read: until the next one no name is known. */
  origin: Origin | undefined;
  /** The owner of a record that begins with a blank; NO_NAME before the first one, OUTSIDE or UNREADABLE. */
  owner: NameId;
  /** Whether template marks are looked for. */
  readonly templates: boolean;
  /** Set to stop after the first defect, for generated lines that are all alike. */
  stopped: boolean;
}

/** The state of reading one zone: what RFC 1035 §5.1 carries from line to line, and what was found. */
export class ZoneReader {
  readonly options: ZoneFileOptions;
  readonly zone: Origin;
  readonly records: ZoneRecords;
  readonly report: ZoneReport;
  readonly included = new Set<SourceFile>();
  /** Files that are being read, the zone's own first. */
  readonly open: SourceFile[] = [];
  /** `$TTL`, or the SOA record's minimum where BIND takes that for it. */
  defaultTtl = NO_TTL;
  /** How much `$INCLUDE` and `$GENERATE` have brought in. */
  includes = 0;
  includedOctets = 0;
  generatedOctets = 0;
  readonly #check = new RdataCheck();
  /** The last TTL that was written (RFC 1035 §5.1). */
  #lastTtl = NO_TTL;
  /** The index of the SOA record, and its data once another one is held against it. */
  #soa = NONE;
  #soaData: string | undefined;
  /** The first record that no TTL could be found for. */
  #withoutTtl: Place | undefined;

  constructor(file: SourceFile, options: ZoneFileOptions) {
    const { names, zone } = options;
    this.options = options;
    this.zone = originOf(names, names.intern(zone));
    this.records = new ZoneRecords(names, zone, file.bytes.length);
    this.report = new ZoneReport(names, this.zone);
    this.open.push(file);
    names.reserve(Math.floor(file.bytes.length / OCTETS_PER_NAME));
  }

  /** Reads the zone's own file. */
  read(): void {
    const [file] = this.open;
    this.readSource({ file, bytes: file.bytes }, this.zone, NO_NAME);
  }

  /** Reads the lines of a source; false where it stopped before the end. */
  readSource(source: Source, origin: Origin, owner: NameId): boolean {
    const { bytes, directive } = source;
    const scanner = new Scanner(bytes);
    if (directive === undefined && hasByteOrderMark(bytes)) scanner.position = BYTE_ORDER_MARK;
    const templates = directive === undefined && mayHaveTemplates(bytes);
    const frame: Frame = { source, scanner, origin, owner, templates, stopped: false };
    this.records.enter(source, origin);
    while (scanner.position < bytes.length && !frame.stopped) this.#line(frame);
    return !frame.stopped;
  }

  /** Sets the origin of the lines that follow; undefined for one that cannot be read. */
  setOrigin(frame: Frame, origin: Origin | undefined): void {
    frame.origin = origin;
    if (origin !== undefined) this.records.enter(frame.source, origin);
  }

  /** Says that the directive the scanner stands in cannot be read, whether it hides names, and goes behind it. */
  refuseLine(frame: Frame, lineStart: number, defect: string, hidesNames: boolean): void {
    const { source, scanner } = frame;
    const end = scanner.kind === END ? lineEnd(source.bytes, lineStart) : scanner.end;
    this.#skip(frame);
    const hidden = hidesNames ? (frame.origin ?? this.zone).name : undefined;
    this.report.unreadableDirective(source, hidden, defect, { start: lineStart, end });
  }

  /** Goes behind a directive that a template fills in, and says whether it hides names. */
  skipTemplate(frame: Frame, lineStart: number, hidesNames: boolean): void {
    this.#skip(frame);
    this.report.templateDirective(frame.source, hidesNames, lineStart);
  }

  #line(frame: Frame): void {
    const { scanner, origin } = frame;
    const { bytes, position: lineStart } = scanner;
    const kind = scanner.next();
    if (kind === END) return;
    const { start, end } = scanner;
    if (kind === BROKEN) {
      this.#unreadable(frame, lineStart, NO_NAME, undefined, brokenText(scanner), start, end);
      return;
    }
    const hasOwner = bytes[lineStart] !== SPACE && bytes[lineStart] !== TAB;
    if (hasOwner && kind === WORD && bytes[start] === DOLLAR && !isTemplateOwner(frame)) {
      readDirective(this, frame, lineStart);
    } else if (origin === undefined) {
      this.#skip(frame);
    } else if (hasOwner) {
      if (this.#owner(frame, lineStart, origin)) this.#record(frame, lineStart, start, scanner.next(), origin);
    } else if (frame.owner === NO_NAME) {
      const defect =
        'it begins with a blank, which stands for the name of the record before, and there is none before it';
      this.#unreadable(frame, lineStart, NO_NAME, undefined, defect, start, end);
    } else {
      this.#record(frame, lineStart, start, kind, origin);
    }
  }

  /** Takes the owner that the scanner stands on; false where it cannot be read. */
  #owner(frame: Frame, lineStart: number, origin: Origin): boolean {
    const { bytes, start, end, escaped } = frame.scanner;
    const { names } = this.options;
    frame.owner = UNREADABLE;
    if (frame.templates && hasTemplateMark(bytes, start, end)) return true;
    const defect = nameDefect(bytes, start, end, origin);
    if (defect !== 0) {
      const text = `its name ${quoted(octetText(bytes, start, end))} ${NAME_DEFECT[defect]}`;
      this.#unreadable(frame, lineStart, NO_NAME, undefined, text, start, end);
      return false;
    }
    const owner = internName(bytes, start, end, escaped, origin, names);
    const isInside = names.isWithin(owner, this.zone.id);
    frame.owner = isInside ? owner : OUTSIDE;
    if (!isInside) this.report.outside(frame.source, owner, { start, end });
    return true;
  }

  /** Reads a record from the token after its owner. RFC 1035 §5.1: class and TTL in either order, then the type. */
  #record(frame: Frame, lineStart: number, start: number, afterOwner: TokenKind, origin: Origin): void {
    const { scanner, owner } = frame;
    const { bytes } = scanner;
    let kind = afterOwner;
    let ttl = NO_TTL;
    let recordClass = kind === WORD ? readClass(bytes, scanner.start, scanner.end) : NONE;
    if (recordClass !== NONE) kind = scanner.next();
    if (kind === WORD && isDigit(bytes[scanner.start])) {
      const period = readPeriod(bytes, scanner.start, scanner.end);
      if (period >= 0) {
        // RFC 2181 §8: a TTL with the highest bit set counts as zero.
        ttl = period > MAX_TTL ? 0 : period;
        this.#lastTtl = ttl;
        kind = scanner.next();
      }
    }
    if (kind === WORD && recordClass === NONE) {
      recordClass = readClass(bytes, scanner.start, scanner.end);
      if (recordClass !== NONE) kind = scanner.next();
    }
    const type = kind === WORD ? readType(bytes, scanner.start, scanner.end) : NONE;
    const missing = headDefect(scanner, kind, recordClass, type);
    if (missing !== undefined) {
      this.#unreadable(frame, lineStart, owner, type < 0 ? undefined : type, missing, scanner.start, scanner.end);
      return;
    }
    const check = this.#check;
    check.valueEnd = scanner.end;
    const defect = check.read(scanner, typeOf(type), origin);
    if (defect !== undefined) {
      this.#unreadable(frame, lineStart, owner, type, defect, check.defectStart, check.defectEnd);
      return;
    }
    if (frame.templates && hasTemplateMark(bytes, start, scanner.position)) {
      if (owner !== OUTSIDE) this.report.template(frame.source, known(owner), type, lineStart);
      return;
    }
    if (owner < 0) return;
    const { valueStart, valueEnd, longest } = check;
    if (type === SOA && !this.#takesSoa(frame, { start, end: valueEnd }, valueStart)) return;
    this.records.add(owner, type, this.#ttl(frame, type, ttl, start), start, valueStart, valueEnd);
    if (type === TXT || type === SPF) {
      const isTooLong = longest > MAX_STRING;
      if (!isTooLong && !beginsLikePolicy(bytes, valueStart)) return;
      this.report.text(frame.source, owner, { start: valueStart, end: valueEnd }, isTooLong);
    }
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
  #takesSoa({ source, owner }: Frame, span: TextSpan, valueStart: number): boolean {
    const { records, report } = this;
    if (owner !== this.zone.id) {
      report.soaBelow(source, owner, span);
      return false;
    }
    if (this.#soa === NONE) {
      if (this.#withoutTtl !== undefined) report.withoutTtl(this.#withoutTtl);
      this.#soa = records.length;
      return true;
    }
    records.add(owner, SOA, 0, span.start, valueStart, span.end);
    this.#soaData ??= records.data(this.#soa);
    const isSame = records.data(records.length - 1) === this.#soaData;
    records.length--;
    if (!isSame) report.soaAgain(source, span);
    return false;
  }

  /** Notes a record that cannot be read, or that a template fills in, and goes behind it. */
  #unreadable(
    frame: Frame,
    lineStart: number,
    owner: NameId,
    type: number | undefined,
    defect: string,
    start: number,
    end: number,
  ): void {
    const { source, scanner, templates } = frame;
    this.#skip(frame);
    if (templates && hasTemplateMark(scanner.bytes, lineStart, Math.max(end, lineEnd(scanner.bytes, start)))) {
      if (owner !== OUTSIDE) this.report.template(source, known(owner), type, lineStart);
      return;
    }
    frame.stopped = source.directive !== undefined;
    if (owner >= NO_NAME) this.report.unreadable(source, owner, type, defect, { start, end });
  }

  /**
   * Goes on behind what cannot be read: after its end as BIND does, or at a line before it that begins with a record,
   * because then a closing parenthesis is what is missing.
   */
  #skip({ scanner }: Frame): void {
    scanner.skip((offset) => isRecordStart(scanner.bytes, offset));
  }
}

function known(owner: NameId): NameId {
  return owner < 0 ? NO_NAME : owner;
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** `${NAME}` in the first column is a template's owner, no directive. */
function isTemplateOwner({ templates, scanner }: Frame): boolean {
  return templates && hasTemplateMark(scanner.bytes, scanner.start, scanner.start + 2);
}
