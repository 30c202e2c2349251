import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { textOf } from '../model/record.ts';
import { meantAsSpf } from '../spf/meant-as-spf.ts';
import type { DomainNode } from '../spf/tree.ts';
import type { Proposal } from './proposal.ts';

/**
 * Why a record cannot be included or redirected to, as a clause (`… has no SPF record`): none, several, or an invalid one
 * (RFC 7208 §5.2). Undefined where it can, where it is not known, and where the target is a proposed name whose own
 * defect is told there.
 */
export function targetDefect(
  { domain, selection }: DomainNode,
  proposal: Proposal,
): { kind: string; clause: string } | undefined {
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

/** Whether another rule speaks at the target because a record is there that was meant as SPF. */
function isMendedThere(domain: Name, { view, spfDomains }: Proposal): boolean {
  const own = spfDomains.byName.get(domain);
  return (own !== undefined && own.meant.some(({ meant }) => meant.sure)) || view.at(domain, 'SPF').length > 0;
}
