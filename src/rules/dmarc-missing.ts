import type { Effect } from '../model/effect.ts';
import { groupBy } from '../model/group-by.ts';
import { labelsOf, type Name, plain } from '../model/name.ts';
import { textOf } from '../model/record.ts';
import { type MxRrset, takesMail } from '../proposal/mail-domains.ts';
import { isPublicSuffix, registeredDomain } from '../proposal/organisation.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import { isDmarc, isMeantAsDmarc } from '../tag-records/dmarc.ts';

/** RFC 9989 §4.10: of a longer name the labels in front are passed over after the first question. */
const MAX_LABELS = 7;

/** The mail domains that somebody has registered together: one policy at the top is for all of them. */
interface Organisation {
  readonly name: Name;
  readonly domains: readonly MxRrset[];
}

export const dmarcMissing = defineRule<Organisation>({
  id: 'dmarc-missing',
  severity: 'notice',
  summary: 'A domain with mail has no DMARC policy',
  why: 'Without a policy receivers let forged mail through, and some large mailbox providers ask for one of everybody who sends much.',
  norm: 'RFC 9989 §4.10',
  examples: {
    bad: { zone: '@     MX   10 mail\n@     TXT  "v=spf1 mx -all"\nmail  A    192.0.2.25\n' },
    good: {
      zone: '@      MX   10 mail\n@      TXT  "v=spf1 mx -all"\n_dmarc TXT  "v=DMARC1; p=none; rua=mailto:dmarc@example.com"\nmail   A    192.0.2.25\n',
    },
  },
  *subjects({ mailDomains }) {
    const taking = [...mailDomains.values()].filter((mx) => takesMail(mx) && !mx[0].owner.startsWith('*.'));
    const byTop = groupBy(taking, ([{ owner }]) => `${registeredDomain(plain(owner))}.`);
    for (const [top, domains] of byTop) yield { name: top, domains };
  },
  *check({ name: top, domains }, proposal) {
    if (yield* hasPolicy(top, plain(top), proposal)) return;
    const [first] = domains.filter(([{ owner }]) => owner === top);
    for (const [{ owner, place }] of first === undefined ? domains : [first, ...domains]) {
      const subject = plain(owner);
      if (yield* isCovered(owner, subject, proposal)) continue;
      yield {
        subject,
        place,
        message: `${subject} takes mail but has no DMARC policy, neither of its own nor through a domain above it.`,
        advice: `Add a TXT record at ${plain(`_dmarc.${top}`)}, which is for all names below it, to begin with "v=DMARC1; p=none; rua=mailto:dmarc@${plain(top)}" with an address that somebody reads.`,
      };
      // What is said of one is said of all: the same record mends them.
      return;
    }
  },
});

function* isCovered(owner: Name, subject: string, proposal: Proposal): Effect<boolean> {
  for (const name of walkUp(owner)) if (yield* hasPolicy(name, subject, proposal)) return true;
  return false;
}

/** Whether there is a policy, or it is not known; of a registry’s own what is not known does not matter. */
function* hasPolicy(name: Name, subject: string, proposal: Proposal): Effect<boolean> {
  const answer = yield* proposal.ask(`_dmarc.${name}`, 'TXT', subject);
  if (answer.state === 'unknown') return !isPublicSuffix(name);
  // A record that is there but wrong has a rule of its own.
  return answer.state === 'found' && answer.records.map(textOf).some((text) => isDmarc(text) || isMeantAsDmarc(text));
}

/** The names whose policy may be meant: the domain, and those above it. */
function walkUp(domain: Name): Name[] {
  const labels = labelsOf(domain);
  const first = Math.max(1, labels.length - MAX_LABELS);
  return [domain, ...labels.slice(first).map((_, i) => `${labels.slice(first + i).join('.')}.`)];
}
