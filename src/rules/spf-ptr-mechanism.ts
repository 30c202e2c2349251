import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { modifierOf, type Term } from '../spf/record.ts';

export const spfPtrMechanism = defineRule<OwnSpf>({
  id: 'spf-ptr-mechanism',
  severity: 'warning',
  summary: 'An SPF record uses “ptr” or the “p” macro',
  why: 'The norm says not to use them: they ask the reverse DNS of every sender, which is slow and often fails, and some large receivers skip them, so the senders behind them do not pass.',
  norm: 'RFC 7208 §5.5, §7.2',
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 ptr -all"\nmail A 192.0.2.25\n' },
    good: { zone: '@ MX 10 mail\n@ TXT "v=spf1 a:mail.example.com -all"\nmail A 192.0.2.25\n' },
  },
  subjects: ({ spfDomains }) => spfDomains.own.filter(({ txt }) => txt.spf.terms.some(asksForNames)),
  *check({ owner, txt }) {
    const { tested, all } = txt.spf.order;
    const redirect = all === undefined ? modifierOf(txt.spf, 'redirect') : undefined;
    const subject = plain(owner);
    for (const term of [...tested, redirect, modifierOf(txt.spf, 'exp')]) {
      if (term === undefined || !asksForNames(term)) continue;
      yield {
        subject,
        names: [term.source],
        place: placeInText(txt.record, term.start, term.end),
        message: isPtr(term)
          ? `The SPF record of ${subject} uses ${quoted(term.source)}: receivers must look up the name of every sending server, a slow and unreliable test that the norm says not to use.`
          : `The SPF record of ${subject} uses the macro “%{p}” in ${quoted(term.source)}: receivers must look up the name of every sending server, which the norm says not to ask for.`,
        advice: isPtr(term)
          ? 'List the servers instead: “ip4:” and “ip6:” with their addresses, or “a:” with their names.'
          : 'Use “%{i}” (the address of the sender) or “%{d}” (the domain) instead.',
      };
    }
  },
});

function asksForNames(term: Term): boolean {
  return isPtr(term) || usesPtrMacro(term);
}

function isPtr(term: Term): boolean {
  return term.kind === 'mechanism' && term.name === 'ptr';
}

function usesPtrMacro(term: Term): boolean {
  const text = term.kind === 'mechanism' ? term.domain : term.value;
  return text?.pieces.some((piece) => piece.kind === 'macro' && piece.letter === 'p') ?? false;
}
