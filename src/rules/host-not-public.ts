import { isWithin, type Name, plain } from '../model/name.ts';
import { deadMailHost } from '../proposal/dead-mail-host.ts';
import { type MailNameSource, mailNameSources, mailNames } from '../proposal/mail-names.ts';
import { defineRule } from '../proposal/proposal.ts';
import { nonPublicName } from '../proposal/public-names.ts';

export const hostNotPublic = defineRule<MailNameSource>({
  id: 'host-not-public',
  severity: 'error',
  summary: 'A mail host has a name that does not exist on the Internet',
  why: 'Names such as .local, .lan or .internal are set aside for private networks, tests and examples. Nobody outside can look them up.',
  norm: 'RFC 6761, RFC 6762, RFC 8375',
  over: ['mx-without-address', 'host-unknown-tld', 'ptr-without-forward', 'ptr-out-of-step'],
  examples: {
    bad: { zone: '@     MX  10 mail.office.local.\n' },
    good: { zone: '@     MX  10 mail\nmail  A   192.0.2.25\n' },
  },
  subjects: (proposal) => mailNameSources(proposal, isNotPublic),
  *check(source, proposal) {
    for (const { name, subject, place, introduction, consequence, domain, exchanger } of yield* mailNames(
      source,
      proposal,
      isNotPublic,
    )) {
      const reason = nonPublicName(name);
      // A domain that is itself under such a name takes no mail from the Internet.
      if (reason === undefined || (domain !== undefined && isWithin(domain, `${reason.suffix}.`))) continue;
      yield {
        subject,
        names: [plain(name)],
        place,
        count: exchanger && (yield* deadMailHost(exchanger, proposal)),
        message: `${introduction}, but .${reason.suffix} is ${reason.use} (${reason.norm}) and not on the Internet: ${consequence}.`,
        advice: `Use the name that the host has on the Internet${domain === undefined ? '' : `, such as mail.${plain(domain)}`}.`,
      };
    }
  },
});

function isNotPublic(name: Name): boolean {
  return nonPublicName(name) !== undefined;
}
