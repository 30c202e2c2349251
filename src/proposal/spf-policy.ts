import type { Fix } from '../model/finding.ts';
import { labelsOf, type Name } from '../model/name.ts';
import { quoted, txtData } from '../model/quoted.ts';
import { type Mechanism, modifierOf, type SpfRecord, type Term } from '../spf/record.ts';
import { isDeclaredSender } from './declared-senders.ts';
import type { Proposal } from './proposal.ts';
import type { OwnSpf, SpfTextOf } from './spf-domains.ts';
import { textEdit } from './text-edit.ts';

/** The proposed SPF records that list addresses themselves. */
export function listingRecords({ spfDomains }: Proposal): readonly OwnSpf[] {
  return spfDomains.own.filter(({ txt }) => txt.spf.order.tested.some(({ address }) => address !== undefined));
}

/**
 * Whether mail is judged by the record at this name, and not only by records that include it. A redirect hands the whole
 * verdict over (RFC 7208 §6.1), so its target is used as well.
 */
export function isUsedByDomain(owner: Name, proposal: Proposal): boolean {
  const { view, mailDomains, policy, spfDomains } = proposal;
  if (mailDomains.has(owner) || isDeclaredSender(policy, owner)) return true;
  if (view.at(owner, 'A').length > 0 || view.at(owner, 'AAAA').length > 0) return true;
  const referrers = spfDomains.referrers.get(owner);
  if (referrers === undefined) return !isNamedForInclusion(owner);
  for (const name of referrers) {
    const records = spfDomains.byName.get(name)?.records ?? [];
    if (records.some(({ spf }) => isName(modifierOf(spf, 'redirect')?.value.source, owner))) return true;
  }
  return false;
}

/** Names such as `_spf`, `spf1`, which hold parts of records that other repositories may include. */
function isNamedForInclusion(owner: Name): boolean {
  return labelsOf(owner).some((label) => label.startsWith('_')) || /^spf/.test(owner);
}

function isName(source: string | undefined, name: Name): boolean {
  return source !== undefined && source.toLowerCase().replace(/\.$/, '') === name.slice(0, -1);
}

/**
 * The first term that can let someone pass, a redirect included, by the record's own words; undefined where it lists no
 * sender. A bare `mx` counts unless `takesMail` says that the domain has no mail host.
 */
export function firstSender(spf: SpfRecord, takesMail = true): Term | undefined {
  const { tested, all } = spf.order;
  const isSender = ({ name, qualifier, domain }: Mechanism) =>
    qualifier === '+' && (takesMail || name !== 'mx' || domain !== undefined);
  return (
    tested.find(isSender) ?? (all === undefined ? modifierOf(spf, 'redirect') : all.qualifier === '+' ? all : undefined)
  );
}

/** Leaves out a term with the blank before it, where that is a plain edit of the file. */
export function dropTerm({ record }: SpfTextOf<'spf'>, term: Term): Fix | undefined {
  const edit = textEdit(record, term.start - 1, term.end, '');
  return edit && { description: `Leave out ${quoted(term.source)}`, edits: [edit] };
}

/** Longer records are described, not shown. */
const MAX_SHOWN = 450;

/** A record's text as zone-file data to paste, on a line of its own; empty where it is too long to be read. */
export function toPaste(text: string): string {
  return text.length > MAX_SHOWN ? '' : `\n${txtData(text)}`;
}
