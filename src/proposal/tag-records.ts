import type { Problem } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { type DnsRecord, textOf } from '../model/record.ts';
import type { View } from '../model/view.ts';
import type { Defect } from '../tag-records/defect.ts';
import { domainBelow, isDoubled, isStray, type PolicyKind, policyAt, policyOf, type Stray } from './stray-policies.ts';
import { placeInText, textEdit } from './text-edit.ts';

/** A TXT record and its joined strings. */
export interface TaggedText {
  readonly record: DnsRecord<'TXT'>;
  readonly text: string;
}

/** The TXT records of one name that stands for one policy. */
export interface TaggedName {
  readonly owner: Name;
  /** The domain that the policy is about. */
  readonly domain: Name;
  /** The same data twice is one record in the DNS (RFC 2181 §5). */
  readonly texts: readonly TaggedText[];
}

/** The proposed records beside SPF that are lists of tags, each under the names where receivers look for it. */
export interface TagRecords {
  /** At `_dmarc`. */
  readonly dmarc: ReadonlyMap<Name, TaggedName>;
  /** At `SELECTOR._domainkey`. */
  readonly dkim: readonly TaggedName[];
  /** At `_mta-sts`. */
  readonly mtaSts: readonly TaggedName[];
  /** At `_smtp._tls`. */
  readonly tlsRpt: readonly TaggedName[];
  /** Policies where nobody looks for them, by what they are. */
  readonly strays: Readonly<Record<PolicyKind, readonly Stray[]>>;
  /** Keys of DKIM, or aliases that lead to them, at names that have the zone’s name twice. */
  readonly strayDkim: readonly Stray[];
}

const SELECTOR = '._domainkey.';

/** Reads the TXT records of the judged public zones once; the cost is linear in them. */
export function findTagRecords(view: View): TagRecords {
  const found = {
    dmarc: new Map<Name, TaggedName>(),
    dkim: [] as TaggedName[],
    mtaSts: [] as TaggedName[],
    tlsRpt: [] as TaggedName[],
    strays: { dmarc: [] as Stray[], mtaSts: [] as Stray[], tlsRpt: [] as Stray[] },
    strayDkim: [] as Stray[],
  };
  for (const rrset of view.rrsets('TXT')) {
    const { owner, zone } = rrset[0];
    for (const record of rrset) {
      const kind = policyOf(textOf(record));
      if (kind !== undefined && isStray(owner, zone, kind)) found.strays[kind].push(record);
    }
    const at = policyAt(owner);
    if (at === undefined) {
      if (!owner.includes(SELECTOR)) continue;
      found.dkim.push(named(rrset, owner.slice(owner.indexOf(SELECTOR) + SELECTOR.length)));
      if (isDoubled(owner, zone)) found.strayDkim.push(rrset[0]);
    } else if (!isDoubled(owner, zone)) {
      const policy = named(rrset, domainBelow(owner, at));
      if (at === 'dmarc') found.dmarc.set(owner, policy);
      else found[at].push(policy);
    }
  }
  for (const alias of view.of('CNAME')) {
    if (!isDoubled(alias.owner, alias.zone)) continue;
    const at = policyAt(alias.owner);
    if (at !== undefined) found.strays[at].push(alias);
    else if (alias.owner.includes(SELECTOR)) found.strayDkim.push(alias);
  }
  return found;
}

function named(rrset: readonly DnsRecord<'TXT'>[], domain: Name): TaggedName {
  const texts = new Map<string, TaggedText>();
  for (const record of rrset) {
    const text = textOf(record);
    if (!texts.has(text)) texts.set(text, { record, text });
  }
  return { owner: rrset[0].owner, domain, texts: [...texts.values()] };
}

/** A defect of a text as a problem of its record. `what` names the record: `the DMARC record of example.com`. */
export function tagProblem({ record, text }: TaggedText, what: string, defect: Defect): Problem {
  const { start, end, key, severity, message, advice, replacement } = defect;
  const edit = replacement === undefined ? undefined : editOf(record, text, start, end, replacement);
  return {
    subject: plain(record.owner),
    names: [key],
    place: text.trim() === '' ? record.place : placeInText(record, start, end),
    severity,
    message: `In ${what}, ${message}`,
    advice,
    fix: edit && { description: replacement === '' ? 'Leave it out' : `Write ${quoted(replacement!)}`, edits: [edit] },
  };
}

/** Some formats write a semicolon in another way; where the text has none as it is written, no fix is certain. */
function editOf(record: DnsRecord<'TXT'>, text: string, start: number, end: number, replacement: string) {
  if (replacement.includes(';')) {
    const at = text.indexOf(';');
    const place = at < 0 ? undefined : record.textPlace?.(at, at + 1);
    if (place === undefined || place.file.slice(place.start, place.end) !== ';') return undefined;
  }
  return textEdit(record, start, end, replacement);
}
