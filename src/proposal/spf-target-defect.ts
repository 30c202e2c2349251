import type { Effect } from '../model/effect.ts';
import { type Name, plain } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import { quoted } from '../model/quoted.ts';
import { textOf } from '../model/record.ts';
import { meantAsSpf } from '../spf/meant-as-spf.ts';
import { isLive, reachedTerms } from '../spf/reached.ts';
import type { DomainNode } from '../spf/tree.ts';
import type { Proposal } from './proposal.ts';
import type { SpfDomain } from './spf-domains.ts';
import { treeOfRecord } from './spf-starts.ts';
import { placeInText } from './text-edit.ts';

interface TargetDefect {
  readonly kind: string;
  readonly clause: string;
}

/**
 * Why a record cannot be included or redirected to, as a clause (`… has no SPF record`): none, several, or an invalid one
 * (RFC 7208 §5.2). Undefined where it can, where it is not known, and where the target is a proposed name whose own
 * defect is told there.
 */
function targetDefect({ domain, selection }: DomainNode, proposal: Proposal): TargetDefect | undefined {
  const name = plain(domain);
  switch (selection.state) {
    case 'unknown':
      return undefined;
    case 'none': {
      if (isMendedThere(domain, proposal)) return undefined;
      if (selection.reason === 'nxdomain') return { kind: 'none', clause: `${name} does not exist` };
      const near = selection.others.find((record) => meantAsSpf(textOf(record))?.sure);
      if (near !== undefined)
        return { kind: 'none', clause: `${name} has no SPF record; its text ${quoted(textOf(near))} is not one` };
      return { kind: 'none', clause: `${name} has no SPF record` };
    }
    case 'several':
      if (proposal.spfDomains.byName.has(domain)) return undefined;
      return {
        kind: 'several',
        clause: `${name} has ${selection.records.length} SPF records where only one is allowed`,
      };
    case 'one': {
      const [error] = selection.spf.errors;
      if (error === undefined || selection.source === 'proposed') return undefined;
      const found = quoted(selection.spf.text.slice(error.start, error.end));
      return {
        kind: 'invalid',
        clause: `the SPF record of ${name} is itself invalid at ${found}: ${error.message.replace(/\.$/, '')}`,
      };
    }
  }
}

/** How a term of one kind that leads to another record fails, with what a rule says of it. */
export interface BrokenTarget {
  /** Whether the term stands in the record itself; else in somebody else's record that it leads to. */
  readonly isOwn: boolean;
  readonly defect: TargetDefect;
  /** The term that fails, and the term of the record itself that leads there, quoted. */
  readonly which: string;
  readonly top: string;
  /** Whose record holds the term that fails, and whose is of no use. */
  readonly holder: string;
  readonly target: string;
  /** What every problem of this kind has in common. */
  readonly about: { readonly subject: string; readonly names: string[]; readonly place: Place };
}

/** Terms told of one record: its own, and those of records that it leads to. */
const MAX_TOLD = 20;

/** The includes or the redirects of a domain's record, and of foreign records that it leads to, that lead to none. */
export function* brokenTargets(
  mechanism: 'include' | 'redirect',
  domain: SpfDomain,
  proposal: Proposal,
): Effect<BrokenTarget[]> {
  const tree = yield* treeOfRecord(domain, proposal);
  if (tree === undefined) return [];
  const [txt] = domain.records;
  const broken: BrokenTarget[] = [];
  // Proposed records that this one leads to speak for themselves.
  for (const { node, top, domain: holder } of reachedTerms(tree.root, isLive)) {
    if (node.term.name !== mechanism || node.child === undefined || node.outcome === 'loop') continue;
    const defect = targetDefect(node.child, proposal);
    if (defect === undefined) continue;
    const target = plain(node.child.domain);
    broken.push({
      isOwn: holder === tree.root,
      defect,
      which: quoted(node.term.source),
      top: quoted(top.term.source),
      holder: plain(holder.domain),
      target,
      about: {
        subject: plain(domain.owner),
        names: [target, defect.kind],
        place: placeInText(txt.record, top.term.start, top.term.end),
      },
    });
    if (broken.length === MAX_TOLD) break;
  }
  return broken;
}

/** Whether another rule speaks at the target because a record is there that was meant as SPF. */
function isMendedThere(domain: Name, { view, spfDomains }: Proposal): boolean {
  const own = spfDomains.byName.get(domain);
  return (own !== undefined && own.meant.some(({ meant }) => meant.sure)) || view.at(domain, 'SPF').length > 0;
}
