import { plain } from '../../model/name.ts';
import { quoted } from '../../model/quoted.ts';
import type { SourceFile } from '../../model/source-file.ts';
import {
  countOf,
  fill,
  MAX_GENERATED,
  MAX_GENERATED_OCTETS,
  parseRange,
  parseTemplate,
  rightSide,
} from './generate.ts';
import { OUTSIDE, UNREADABLE } from './include-finder.ts';
import { readClass, readType } from './keyword.ts';
import { internName, NAME_DEFECT, nameDefect, type Origin, originOf } from './name-octets.ts';
import { octetText } from './octets.ts';
import { MAX_TTL, readPeriod } from './period.ts';
import { brokenText } from './rdata/check.ts';
import { BROKEN, END, lineEnd, QUOTED, WORD } from './scanner.ts';
import { hasTemplateMark } from './template.ts';
import type { Frame, ZoneReader } from './zone-reader.ts';
import { placeIn } from './zone-record.ts';

/** Includes within includes; deeper ones are a mistake. */
export const MAX_INCLUDE_DEPTH = 10;
/** Octets that the `$INCLUDE`s of one zone may bring in, so that includes within includes cannot multiply without end. */
export const MAX_INCLUDED_OCTETS = 256 * 1024 * 1024;
/** Files that the `$INCLUDE`s of one zone may read, counted at each use. */
export const MAX_INCLUDES = 10_000;
const LONGEST_DIRECTIVE = 16;

/** Reads a line that begins with `$`; the scanner stands on the word. RFC 1035 §5.1, RFC 2308 §4; `$GENERATE` is BIND's. */
export function readDirective(reader: ZoneReader, frame: Frame, lineStart: number): void {
  const { scanner } = frame;
  const word = octetText(scanner.bytes, scanner.start, scanner.end);
  const directive = word.length <= LONGEST_DIRECTIVE ? word.toUpperCase() : word;
  if (frame.templates && hasTemplateMark(scanner.bytes, lineStart, lineEnd(scanner.bytes, lineStart))) {
    // An origin that is not known yet: all names below it are not either.
    if (directive === '$ORIGIN') reader.setOrigin(frame, undefined);
    reader.skipTemplate(frame, lineStart, directive !== '$TTL');
    return;
  }
  const defect = defectOf(directive, reader, frame, lineStart);
  // A TTL that is not known makes no record unknown.
  if (defect !== undefined) reader.refuseLine(frame, lineStart, defect, directive !== '$TTL');
}

/** Does what the directive says; what is wrong with it in words, or undefined. */
function defectOf(directive: string, reader: ZoneReader, frame: Frame, lineStart: number): string | undefined {
  switch (directive) {
    case '$ORIGIN':
      return readOrigin(reader, frame);
    case '$TTL':
      return readTtl(reader, frame);
    case '$INCLUDE':
      return readInclude(reader, frame);
    case '$GENERATE':
      return readGenerate(reader, frame, lineStart);
    case '$DATE':
      // The time of a dump that BIND wrote.
      frame.scanner.next();
      return defectAtEnd(frame);
    default:
      return `${quoted(directive)} is no directive; \`$ORIGIN\`, \`$TTL\`, \`$INCLUDE\` or \`$GENERATE\` could stand here`;
  }
}

function readOrigin(reader: ZoneReader, frame: Frame): string | undefined {
  const { scanner } = frame;
  const kind = scanner.next();
  const origin = kind === WORD ? originAt(reader, frame) : undefined;
  if (typeof origin === 'object') {
    reader.setOrigin(frame, origin);
    return defectAtEnd(frame);
  }
  const why = kind === BROKEN ? brokenText(scanner) : (origin ?? '`$ORIGIN` has no name behind it');
  // Without it no name on the lines that follow is known.
  reader.setOrigin(frame, undefined);
  return `${why}, so the names of the lines that follow are not known`;
}

/** The name that the scanner stands on as an origin; a string says what is wrong with it. */
function originAt(reader: ZoneReader, frame: Frame): Origin | string {
  const { bytes, start, end, escaped } = frame.scanner;
  const { names } = reader.options;
  // After an origin that could not be read only an absolute one helps.
  const base = frame.origin ?? (bytes[end - 1] === 0x2e ? reader.zone : undefined);
  if (base === undefined) return 'the name is relative to an `$ORIGIN` that cannot be read';
  const defect = nameDefect(bytes, start, end, base);
  if (defect !== 0) return `the name ${quoted(octetText(bytes, start, end))} ${NAME_DEFECT[defect]}`;
  return originOf(names, internName(bytes, start, end, escaped, base, names));
}

function readTtl(reader: ZoneReader, frame: Frame): string | undefined {
  const { scanner } = frame;
  const kind = scanner.next();
  const ttl = kind === WORD ? readPeriod(scanner.bytes, scanner.start, scanner.end) : -1;
  if (ttl >= 0) {
    reader.defaultTtl = ttl > MAX_TTL ? 0 : ttl;
    return defectAtEnd(frame);
  }
  const text = kind === WORD ? quoted(octetText(scanner.bytes, scanner.start, scanner.end)) : 'the end of the line';
  return `${text} stands where a time such as \`3600\` or \`1h\` is expected`;
}

function readInclude(reader: ZoneReader, frame: Frame): string | undefined {
  const { scanner, source } = frame;
  const { bytes } = scanner;
  const kind = scanner.next();
  if (kind === BROKEN) return brokenText(scanner);
  if (kind === END) return '`$INCLUDE` has no file name behind it';
  const { start, end } = scanner;
  let origin = frame.origin;
  let last = scanner.next();
  if (last === WORD) {
    const written = originAt(reader, frame);
    if (typeof written === 'string') return written;
    origin = written;
    last = scanner.next();
  }
  if (last !== END) return extra(frame);
  // The names in the file hang at an origin that is not known; a hole says so already.
  if (origin === undefined) return undefined;

  const file = reader.options.include(Buffer.from(bytes.subarray(start, end)).toString('utf8'), source.file);
  const why = typeof file === 'string' ? file : whyNot(reader, file);
  if (typeof file !== 'string' && why === undefined) {
    include(reader, frame, file, origin);
    return undefined;
  }
  const zone = plain(reader.zone.name);
  const place = placeIn(source, start, end);
  const written = octetText(bytes, start, end);
  const name = quoted(written);
  reader.report.problem({
    rule: 'record-unreadable',
    // A path of the server's own is right there, and what it holds is unknown here; a file that should be here is not.
    severity: why === OUTSIDE ? 'warning' : undefined,
    place,
    subject: zone,
    // One missing file is not another.
    names: [written],
    message: `The file ${name}, which the zone “${zone}” includes here, cannot be read: ${why}.`,
    advice:
      why === UNREADABLE
        ? 'Make it a regular file that everyone may read, or write the path of another.'
        : 'Write the path as seen from this file, and put the included file into the repository.',
  });
  const reason = `the included file ${name} cannot be read: ${why}`;
  reader.report.hole({ name: origin.name, below: true, reason, place });
  return undefined;
}

/** RFC 1035 §5.1: origin and owner of the including file are as before afterwards; the TTL is what was set last. */
function include(reader: ZoneReader, frame: Frame, file: SourceFile, origin: Origin): void {
  reader.included.add(file);
  reader.includes++;
  reader.includedOctets += file.bytes.length;
  reader.open.push(file);
  reader.readSource({ file, bytes: file.bytes }, origin, frame.owner);
  reader.open.pop();
  reader.setOrigin(frame, frame.origin);
}

function whyNot(reader: ZoneReader, file: SourceFile): string | undefined {
  if (reader.open.includes(file)) return 'it includes itself, directly or through other files';
  if (reader.open.length > MAX_INCLUDE_DEPTH) return `more than ${MAX_INCLUDE_DEPTH} files include one another`;
  if (reader.includes >= MAX_INCLUDES || reader.includedOctets + file.bytes.length > MAX_INCLUDED_OCTETS) {
    return 'the zone includes too many or too large files';
  }
  return undefined;
}

function readGenerate(reader: ZoneReader, frame: Frame, lineStart: number): string | undefined {
  const { scanner } = frame;
  const { bytes } = scanner;
  const word = () => octetText(bytes, scanner.start, scanner.end);

  const range = scanner.next() === WORD ? parseRange(word()) : undefined;
  if (range === undefined) return needs('a range such as `1-100` or `0-254/2`');
  if (countOf(range) > MAX_GENERATED) return `the range ${quoted(word())} makes more than ${MAX_GENERATED} records`;
  const left = scanner.next() === WORD ? parseTemplate(word()) : undefined;
  if (left === undefined) return needs('a name with `$` or `${offset,width,d}` for the number');

  // TTL and class in either order, then the type, as in a record.
  let head = '';
  let kind = scanner.next();
  while (kind === WORD && readType(bytes, scanner.start, scanner.end) < 0) {
    const { start, end } = scanner;
    if (readClass(bytes, start, end) < 0 && readPeriod(bytes, start, end) < 0) break;
    head += ` ${word()}`;
    kind = scanner.next();
  }
  if (kind !== WORD || readType(bytes, scanner.start, scanner.end) < 0) return needs('a record type such as A or PTR');
  head += ` ${word()}`;

  kind = scanner.next();
  const isData = kind === WORD || kind === QUOTED;
  const right = isData ? parseTemplate(rightSide(bytes, scanner.start, scanner.end, kind === QUOTED)) : undefined;
  if (right === undefined) return needs('the data with `$` for the number, in quotes if it has blanks');
  const end = kind === QUOTED ? scanner.end + 1 : scanner.end;
  const defect = defectAtEnd(frame);
  if (defect !== undefined || frame.origin === undefined) return defect;

  const lines: string[] = [];
  for (let number = range.start; number <= range.stop; number += range.step) {
    // A line end inside of quotes would begin another record, and `$$` in front a directive.
    const owner = fill(left, number).replace(/^\$/, '\\$');
    const line = `${owner}${head} ${fill(right, number)}`.replace(/[\r\n]/g, '\\010');
    reader.generatedOctets += line.length + 1;
    if (reader.generatedOctets > MAX_GENERATED_OCTETS) {
      return `the \`$GENERATE\` lines of the zone make more than ${MAX_GENERATED_OCTETS} octets of records`;
    }
    lines.push(line);
  }
  const generated = Buffer.from(`${lines.join('\n')}\n`, 'latin1');
  const { file } = frame.source;
  const directive = { start: lineStart, end };
  const { name } = frame.origin;
  if (!reader.readSource({ file, bytes: generated, directive }, frame.origin, frame.owner)) {
    const place = placeIn(frame.source, lineStart, end);
    reader.report.hole({ name, below: true, reason: 'a `$GENERATE` of it cannot be read', place });
  }
  reader.setOrigin(frame, frame.origin);
  return undefined;
}

function needs(what: string): string {
  return `\`$GENERATE\` needs ${what} here`;
}

/** Nothing but a comment follows the last word of a directive. */
function defectAtEnd(frame: Frame): string | undefined {
  return frame.scanner.next() === END ? undefined : extra(frame);
}

function extra({ scanner }: Frame): string {
  if (scanner.kind === BROKEN) return brokenText(scanner);
  return `${quoted(octetText(scanner.bytes, scanner.start, scanner.end))} stands where the end of the line is expected`;
}
