import { TOP_LEVEL_DOMAINS_DATE } from '../data/top-level-domains.ts';
import type { Answer } from '../model/answer.ts';
import type { Effect } from '../model/effect.ts';
import { isWithin, type Name, plain } from '../model/name.ts';
import { deadMailHost } from '../proposal/dead-mail-host.ts';
import { type MailName, type MailNameSource, mailNameSources, mailNames } from '../proposal/mail-names.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import { isTopLevelDomain, nonPublicName, topLabelOf } from '../proposal/public-names.ts';

export const hostUnknownTld = defineRule<MailNameSource>({
  id: 'host-unknown-tld',
  severity: 'warning',
  summary: 'The name of a mail host ends in a top-level domain that does not exist',
  why: 'A name under a top-level domain that nobody runs cannot be looked up. Usually it is a slip of the pen, such as .con for .com.',
  norm: 'IANA Root Zone Database',
  over: ['mx-without-address', 'ptr-without-forward', 'ptr-out-of-step'],
  examples: {
    bad: { zone: '@     MX  10 mail.example.con.\n' },
    good: { zone: '@     MX  10 mail\nmail  A   192.0.2.25\n' },
  },
  subjects: (proposal) => mailNameSources(proposal, hasUnknownTop),
  *check(source, proposal) {
    for (const mailName of yield* mailNames(source, proposal, hasUnknownTop)) {
      const { name, domain, subject, place, introduction, consequence, exchanger } = mailName;
      const top = topLabelOf(name);
      if (domain !== undefined && isWithin(domain, `${top}.`)) continue;
      const confirmed = yield* existence(mailName, top, proposal);
      if (confirmed === 'exists') continue;
      yield {
        subject,
        names: [plain(name)],
        place,
        count: exchanger && (yield* deadMailHost(exchanger, proposal)),
        severity: confirmed === 'absent' ? 'error' : 'warning',
        message:
          confirmed === 'absent'
            ? `${introduction}, but the top-level domain .${top} does not exist: ${consequence}.`
            : `${introduction}, but .${top} was no top-level domain when this list was taken (${TOP_LEVEL_DOMAINS_DATE}): ${consequence}.`,
        advice: `Check the spelling of the name from its end; a missing final dot or a wrong letter in .${top} is the usual cause.`,
      };
    }
  },
});

/** Names that other rules speak of have no top-level domain to look up. */
function hasUnknownTop(name: Name): boolean {
  const top = topLabelOf(name);
  if (isTopLevelDomain(top) || !/^[a-z][a-z0-9-]*$/.test(top)) return false;
  return name.length > top.length + 1 && nonPublicName(name) === undefined;
}

/** What live DNS says of the top-level domain: the list is older than the DNS. */
function* existence(
  { name, subject }: MailName,
  top: string,
  proposal: Proposal,
): Effect<'exists' | 'absent' | 'unknown'> {
  const servers = yield* proposal.ask(`${top}.`, 'NS', subject);
  if (servers.state === 'found') return 'exists';
  if (isDenied(servers)) return 'absent';
  const host = yield* proposal.ask(name, 'A', subject);
  if (host.state === 'found') return 'exists';
  return isDenied(host) ? 'absent' : 'unknown';
}

/** Only NXDOMAIN denies the name itself: some DNS servers keep records from those who ask. */
function isDenied(answer: Answer): boolean {
  return answer.state === 'absent' && answer.reason === 'nxdomain' && answer.source === 'live';
}
