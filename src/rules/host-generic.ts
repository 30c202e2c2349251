import { type Name, plain } from '../model/name.ts';
import { genericEvidence } from '../proposal/generic-name.ts';
import { chosenNameSources, type MailNameSource, mailNames } from '../proposal/mail-names.ts';
import { defineRule } from '../proposal/proposal.ts';

export const hostGeneric = defineRule<MailNameSource>({
  id: 'host-generic',
  severity: 'warning',
  summary: 'A mail host has a name that looks issued by the provider',
  why: 'Names like dsl-192-0-2-25.isp.net belong to home lines and rented machines, from which most spam comes. Many mail servers refuse or delay mail from such hosts.',
  norm: 'M3AAWG Sender Best Common Practices',
  examples: {
    bad: { zone: '@     MX  10 dsl-192-0-2-25.pool.example.net.\n' },
    good: { zone: '@     MX  10 mail\nmail  A   192.0.2.25\n' },
  },
  // ptr-generic speaks of the names that addresses have.
  subjects: (proposal) => chosenNameSources(proposal, isGeneric),
  *check(source, proposal) {
    for (const { name, subject, place, introduction, domain } of yield* mailNames(source, proposal, isGeneric)) {
      const { evidence } = genericEvidence(name);
      yield {
        subject,
        names: [plain(name)],
        place,
        message: `${introduction}, which looks like a name that a provider gave (${evidence.join(', ')}): many mail servers distrust such hosts.`,
        advice: `Give the server a name of your own, such as mail.${plain(domain ?? 'example.com.')}, with its address; use it in the MX record and as its greeting (HELO), and have the provider set the PTR record of the address to it.`,
      };
    }
  },
});

function isGeneric(name: Name): boolean {
  return genericEvidence(name).generic;
}
