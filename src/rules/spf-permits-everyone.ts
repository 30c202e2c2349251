import type { Problem } from '../model/finding.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { OwnSpf } from '../proposal/spf-domains.ts';
import { toPaste } from '../proposal/spf-policy.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { authorised, passingTerms } from '../spf/networks.ts';
import { isLive } from '../spf/reached.ts';
import type { Mechanism } from '../spf/record.ts';
import { mayAuthoriseNearlyEveryone, mayPassNearlyEveryone, nearlyEveryone, shareOf } from '../spf/share.ts';
import type { TermNode } from '../spf/tree.ts';

export const spfPermitsEveryone = defineRule<OwnSpf>({
  id: 'spf-permits-everyone',
  severity: 'error',
  summary: 'An SPF record lets (nearly) every server in the world send mail as the domain',
  why: 'SPF is there to tell the servers of a domain from all others. A record that everyone passes makes forged mail look genuine.',
  norm: 'RFC 7208 §5.1, §11',
  over: ['spf-wide-network'],
  examples: {
    bad: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx +all"\nmail A 192.0.2.25\n' },
    good: { zone: '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.25\n' },
  },
  subjects: ({ spfDomains }) => spfDomains.own.filter(({ txt }) => mayAuthoriseNearlyEveryone(txt.spf)),
  *check({ owner, txt, only }, proposal) {
    const subject = plain(owner);
    const { all } = txt.spf.order;
    if (all?.qualifier === '+') {
      yield { subject, place: placeInText(txt.record, all.start, all.end), ...passAll(subject, txt.text, all) };
      return;
    }
    if (!only) return;
    const tree = yield* proposal.spfTree(owner);
    if (!mayPassNearlyEveryone(tree.root)) return;
    const authorisation = authorised(tree);
    const everyone = nearlyEveryone(authorisation);
    if (everyone === undefined) return;
    const terms = passingTerms(authorisation, everyone)
      .map(({ term, set }) => ({ node: term, share: shareOf(set) }))
      .sort((a, b) => b.share - a.share);
    const [{ node, share }, ...others] = terms;
    // A proposed record that passes everyone by itself is told of at its own name.
    if (node.child !== undefined && !isLive(node.child)) {
      const inner = yield* proposal.spfTree(node.child.domain);
      if (nearlyEveryone(authorised(inner)) !== undefined) return;
    }
    const total = shareOf(everyone);
    yield {
      subject,
      names: [node.term.source],
      place: placeInText(txt.record, node.term.start, node.term.end),
      message:
        `${messageStart(subject, node)} ${percent(total)} of all ${everyone.family === 4 ? 'IPv4' : 'IPv6'} addresses send mail as ${subject}` +
        (share < total ? ', together with the other terms.' : '.'),
      advice: adviceFor(node),
      related: others.slice(0, MAX_RELATED).map(({ node: { term } }) => ({
        place: placeInText(txt.record, term.start, term.end),
        message: `${quoted(term.source)} adds to it.`,
      })),
    };
  },
});

const MAX_RELATED = 8;

function passAll(subject: string, text: string, all: Mechanism): Pick<Problem, 'message' | 'advice'> {
  const bare = all.source.startsWith('+') ? '' : ' (a bare “all” means “+all”)';
  return {
    message: `The SPF record of ${subject} ends in ${quoted(all.source)}${bare}: every server in the world may send mail as ${subject}.`,
    advice: `Write “~all” (receivers treat other servers as suspicious) and, once every sender is listed, “-all” (receivers refuse them):${toPaste(`${text.slice(0, all.start)}~all${text.slice(all.end)}`)}`,
  };
}

function messageStart(subject: string, { term, child }: TermNode): string {
  const by = child === undefined ? '' : `, through the record of ${plain(child.domain)},`;
  return `In the SPF record of ${subject}, ${quoted(term.source)}${by} lets`;
}

function adviceFor({ term, child }: TermNode): string {
  if (child !== undefined) return `Leave out ${quoted(term.source)}, or ask its owner to correct the record.`;
  if (term.kind === 'mechanism' && term.name === 'exists') {
    return 'Without a macro such as “%{i}” the name is the same for every sender. Ask the list’s operator for the right term, or leave it out.';
  }
  return 'Check the prefix length (the number after “/”) and list only the addresses that send mail.';
}

function percent(share: number): string {
  return share >= 0.9995 ? '100 %' : `${Math.floor(share * 100)} %`;
}
