import { type Name, plain } from '../../model/name.ts';
import { type NameId, type NameTable, NO_NAME } from '../../model/name-table.ts';
import type { Place } from '../../model/place.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import type { Hole } from '../../model/zone.ts';
import type { Origin } from './name-octets.ts';
import { NEWLINE, octetText } from './octets.ts';
import { ProblemLog } from './problem-log.ts';
import { adviceFor, adviceForDirective } from './rdata/advice.ts';
import { mnemonicOf } from './rdata/types.ts';
import { lineEnd } from './scanner.ts';
import type { TextSpan } from './text-place.ts';
import { longStrings, unquotedText } from './text-problems.ts';
import { placeIn, type Source } from './zone-record.ts';

const { NS, CNAME, DNAME } = TYPE_NUMBER;

/** Longer lines say nothing more. */
const LONGEST_LINE = 1_000;

/** What a reader of one zone has to say, put into words: problems about what is wrong, holes about what is unknown. */
export class ZoneReport extends ProblemLog {
  readonly #names: NameTable;
  readonly #zone: Origin;

  constructor(names: NameTable, zone: Origin) {
    super(zone.name);
    this.#names = names;
    this.#zone = zone;
  }

  /** A record, of a known type or not, that cannot be read; `owner` is NO_NAME where its name is not known either. */
  unreadable(source: Source, owner: NameId, type: number | undefined, defect: string, span: TextSpan): void {
    const place = placeIn(source, span.start, span.end);
    const subject = plain(this.#nameOf(owner));
    const what = type === undefined ? 'This line' : `The ${mnemonicOf(type)} record of “${subject}”`;
    this.problem({
      rule: 'record-unreadable',
      place,
      subject,
      message: `${what} cannot be read: ${defect}.`,
      advice: adviceFor(type, octetText(source.bytes, span.start, span.end), defect, lineAt(source, span.start)),
    });
    const reason = type === undefined ? 'a line of it cannot be read' : `its ${mnemonicOf(type)} record cannot be read`;
    this.hole(this.#holeAt(owner, type, reason, place));
  }

  /** A directive that cannot be read; `hidden` is the name below which it hides names, undefined for none. */
  unreadableDirective(source: Source, hidden: Name | undefined, defect: string, span: TextSpan): void {
    const place = placeIn(source, span.start, span.end);
    const subject = plain(this.#zone.name);
    const message = `This line of the zone “${subject}” cannot be read: ${defect}.`;
    this.problem({
      rule: 'record-unreadable',
      place,
      subject,
      message,
      advice: adviceForDirective(lineAt(source, span.start)),
    });
    if (hidden !== undefined)
      this.hole({ name: hidden, below: true, reason: 'a directive of it cannot be read', place });
  }

  /** A line that a template fills in: no defect, but what it says is not known. */
  template(source: Source, owner: NameId, type: number | undefined, lineStart: number): void {
    this.#remarkTemplate(source);
    const place = placeIn(source, lineStart, lineEnd(source.bytes, lineStart));
    this.hole(this.#holeAt(owner, type, 'it is filled in from a template', place));
  }

  /** A directive that a template fills in. */
  templateDirective(source: Source, hidesNames: boolean, lineStart: number): void {
    if (hidesNames) this.template(source, NO_NAME, undefined, lineStart);
    else this.#remarkTemplate(source);
  }

  #remarkTemplate({ file }: Source): void {
    this.remark(`${file.path} has template lines; what they are filled in with is not known and not judged.`);
  }

  /** A record whose owner lies outside the zone. */
  outside(source: Source, owner: NameId, span: TextSpan): void {
    const zone = plain(this.#zone.name);
    const subject = plain(this.#names.name(owner));
    this.problem({
      rule: 'name-outside-zone',
      place: placeIn(source, span.start, span.end),
      subject,
      names: [zone],
      message: `The name “${subject}” does not lie in the zone “${zone}” that this file describes: name servers ignore the record.`,
      advice: `If the name was meant to lie below “${zone}”, write “${zone}.” behind it or leave out its final dot; else move the record to the file of its own zone.`,
    });
  }

  /** An SOA record away from the top of the zone. */
  soaBelow(source: Source, owner: NameId, span: TextSpan): void {
    const subject = plain(this.#names.name(owner));
    const zone = plain(this.#zone.name);
    this.#refuse(
      source,
      span,
      subject,
      `The SOA record of “${subject}” does not stand at the top of the zone “${zone}”`,
    );
  }

  /** An SOA record beside another one. */
  soaAgain(source: Source, span: TextSpan): void {
    const zone = plain(this.#zone.name);
    this.#refuse(source, span, zone, `The zone “${zone}” has a second SOA record that differs from the first`);
  }

  /** A record before the SOA record that no TTL can be found for. */
  withoutTtl(place: Place): void {
    const zone = plain(this.#zone.name);
    this.problem({
      rule: 'record-unreadable',
      place,
      subject: zone,
      message: `This record of “${zone}” has no TTL, and nothing before it gives one: name servers refuse the file.`,
      advice: 'Write `$TTL 3600` as the first line of the file.',
    });
  }

  /** The traps of a text: no quotes around a policy, a string that is too long. */
  text(source: Source, owner: NameId, span: TextSpan, isTooLong: boolean): void {
    const subject = plain(this.#names.name(owner));
    const unquoted = unquotedText(source, span, subject);
    if (unquoted !== undefined) this.problem(unquoted);
    if (!isTooLong) return;
    for (const problem of longStrings(source, span, subject)) this.problem(problem);
  }

  #refuse(source: Source, span: TextSpan, subject: string, defect: string): void {
    this.problem({
      rule: 'record-unreadable',
      place: placeIn(source, span.start, span.end),
      subject,
      message: `${defect}: name servers refuse the file.`,
      advice: 'Keep one SOA record, the first record of the file.',
    });
  }

  /** What is unknown when a record cannot be read: the zone where its name is not known, all data at an alias. */
  #holeAt(owner: NameId, type: number | undefined, reason: string, place: Place): Hole {
    const name = this.#nameOf(owner);
    if (owner === NO_NAME) return { name, below: true, reason, place };
    if (type === NS || type === DNAME) return { name, below: owner !== this.#zone.id, reason, place };
    return { name, below: false, type: type === CNAME ? undefined : type, reason, place };
  }

  #nameOf(owner: NameId): Name {
    return owner === NO_NAME ? this.#zone.name : this.#names.name(owner);
  }
}

/** The line that an offset stands on, from its start. */
function lineAt({ bytes }: Source, offset: number): string {
  const start = bytes.lastIndexOf(NEWLINE, offset - 1) + 1;
  return octetText(bytes, start, Math.min(lineEnd(bytes, start), start + LONGEST_LINE));
}
