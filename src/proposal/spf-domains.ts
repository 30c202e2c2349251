import type { Name } from '../model/name.ts';
import { type DnsRecord, textOf } from '../model/record.ts';
import type { View } from '../model/view.ts';
import { expand } from '../spf/expand.ts';
import { isSenderId, type MeantAsSpf, meantAsSpf } from '../spf/meant-as-spf.ts';
import { isSpf, parseSpf } from '../spf/parse.ts';
import type { MacroString, SpfRecord, Term } from '../spf/record.ts';
import { nameOfText, textOfName, truncatedDomain } from '../spf/target-name.ts';

/** A TXT record that has to do with SPF. */
export type SpfText = { readonly record: DnsRecord<'TXT'>; readonly text: string } & (
  | { readonly kind: 'spf'; readonly spf: SpfRecord }
  | { readonly kind: 'meant'; readonly meant: MeantAsSpf }
  | { readonly kind: 'sender-id' }
);
export type SpfTextOf<K extends SpfText['kind']> = Extract<SpfText, { kind: K }>;

/** A proposed name with at least one such record. */
export interface SpfDomain {
  readonly owner: Name;
  /** All TXT records at the name, SPF or not. */
  readonly rrset: readonly DnsRecord<'TXT'>[];
  /** What §4.5 selects; several are an error. The same data twice is one record in the DNS (RFC 2181 §5). */
  readonly records: readonly SpfTextOf<'spf'>[];
  readonly meant: readonly SpfTextOf<'meant'>[];
  readonly senderIds: readonly SpfTextOf<'sender-id'>[];
}

/** One proposed SPF record and the name that it stands at. */
export interface OwnSpf {
  readonly owner: Name;
  readonly txt: SpfTextOf<'spf'>;
  /** Whether it is the only one at the name, so that evaluators use it (RFC 7208 §4.5). */
  readonly only: boolean;
}

/** The SPF records of the judged public zones, each read once, and who leads to whom. */
export interface SpfDomains {
  /** In file order. */
  readonly byName: ReadonlyMap<Name, SpfDomain>;
  /** Every SPF record, in file order. */
  readonly own: readonly OwnSpf[];
  /** The names whose proposed records include a name or redirect to it, without the name itself. */
  readonly referrers: ReadonlyMap<Name, ReadonlySet<Name>>;
}

/** Reads each text once: estates publish few different ones, often a hundred thousand times. */
export function parseEachOnce(): (text: string) => SpfRecord {
  const records = new Map<string, SpfRecord>();
  return (text) => {
    let record = records.get(text);
    if (record === undefined) {
      record = parseSpf(text);
      records.set(text, record);
    }
    return record;
  };
}

/** Reads the TXT records of the view once; the cost is linear in them. */
export function findSpfDomains(view: View, parse: (text: string) => SpfRecord = parseSpf): SpfDomains {
  const byName = new Map<Name, SpfDomain>();
  const own: OwnSpf[] = [];
  const referrers = new Map<Name, Set<Name>>();
  for (const rrset of view.rrsets('TXT')) {
    const domain = readRrset(rrset, parse);
    if (domain === undefined) continue;
    byName.set(domain.owner, domain);
    for (const txt of domain.records) {
      own.push({ owner: domain.owner, txt, only: domain.records.length === 1 });
      for (const target of targetsOf(domain.owner, txt.spf)) {
        if (target === domain.owner) continue;
        const from = referrers.get(target);
        if (from === undefined) referrers.set(target, new Set([domain.owner]));
        else from.add(domain.owner);
      }
    }
  }
  return { byName, own, referrers };
}

type Parse = (text: string) => SpfRecord;

function readRrset(rrset: readonly DnsRecord<'TXT'>[], parse: Parse): SpfDomain | undefined {
  const texts: SpfText[] = [];
  const seen = new Set<string>();
  for (const record of rrset) {
    const text = readText(record, parse);
    if (text === undefined) continue;
    // Lengths first, so that the same octets in other strings stay another record.
    const key = `${record.strings.map((string) => string.length).join()} ${text.text}`;
    if (!seen.has(key)) texts.push(text);
    seen.add(key);
  }
  if (texts.length === 0) return undefined;
  return {
    owner: rrset[0].owner,
    rrset,
    records: ofKind(texts, 'spf'),
    meant: ofKind(texts, 'meant'),
    senderIds: ofKind(texts, 'sender-id'),
  };
}

const NONE: readonly never[] = [];

/** The texts of one kind; nearly always all or none, and then nothing is copied. */
function ofKind<K extends SpfText['kind']>(texts: readonly SpfText[], kind: K): readonly SpfTextOf<K>[] {
  const isOfKind = (text: SpfText): text is SpfTextOf<K> => text.kind === kind;
  if (texts.every(isOfKind)) return texts as readonly SpfTextOf<K>[];
  return texts.some(isOfKind) ? texts.filter(isOfKind) : NONE;
}

function readText(record: DnsRecord<'TXT'>, parse: Parse): SpfText | undefined {
  const text = textOf(record);
  if (isSpf(text)) return { record, text, kind: 'spf', spf: parse(text) };
  if (isSenderId(text)) return { record, text, kind: 'sender-id' };
  // Without quotes, or with typographic ones, each blank began another string; the text was meant with its blanks.
  const isCut = record.strings.length > 1 && !record.strings.some((string) => string.includes(' '));
  const meant = meantAsSpf(isCut ? record.strings.join(' ') : text);
  return meant === undefined ? undefined : { record, text, kind: 'meant', meant };
}

/** The names that a record includes or redirects to; those that depend on the sender are left out. */
function* targetsOf(owner: Name, spf: SpfRecord): Generator<Name> {
  for (const term of spf.terms) {
    const spec = referenceOf(term);
    const isKnown = spec?.pieces.every((piece) => piece.kind === 'literal' || piece.letter === 'd');
    const name = spec && isKnown ? nameOfText(truncatedDomain(expand(spec, () => textOfName(owner)))) : undefined;
    if (name !== undefined) yield name;
  }
}

function referenceOf(term: Term): MacroString | undefined {
  if (term.kind === 'modifier') return term.name === 'redirect' ? term.value : undefined;
  return term.name === 'include' ? term.domain : undefined;
}
