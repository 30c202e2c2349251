import { plain } from '../model/name.ts';
import { textOf } from '../model/record.ts';
import { takesMail } from '../proposal/mail-domains.ts';
import type { MailHost } from '../proposal/mail-hosts.ts';
import { defineRule } from '../proposal/proposal.ts';
import { isSpf } from '../spf/parse.ts';

export const spfHeloMissing = defineRule<MailHost>({
  id: 'spf-helo-missing',
  severity: 'notice',
  summary: 'The own name of a mail server has no SPF record',
  why: 'Bounces and other mail with an empty sender are judged by the name with which the server greets (HELO). Without SPF at that name receivers cannot tell the server from an impostor.',
  norm: 'RFC 7208 §2.3, §10.1.2, §10.1.3',
  examples: {
    bad: {
      zone: `@     SOA  ns1 hostmaster 1 7200 900 1209600 300
@     NS   ns1
@     MX   10 mail
@     TXT  "v=spf1 mx -all"
mail  A    192.0.2.25
ns1   A    192.0.2.53
`,
    },
    good: {
      zone: `@     SOA  ns1 hostmaster 1 7200 900 1209600 300
@     NS   ns1
@     MX   10 mail
@     TXT  "v=spf1 mx -all"
mail  A    192.0.2.25
mail  TXT  "v=spf1 a -all"
ns1   A    192.0.2.53
`,
    },
  },
  subjects: ({ mailHosts }) => mailHosts.hosts.values(),
  *check({ name, roles }, proposal) {
    const { view, mailDomains, spfDomains } = proposal;
    // A host that is a mail domain as well has the rule for mail domains; a broken text has its own.
    if (takesMail(mailDomains.get(name) ?? []) || (spfDomains.byName.get(name)?.meant.length ?? 0) > 0) return;
    const subject = plain(name);
    const answer = yield* proposal.ask(name, 'TXT', subject);
    if (answer.state === 'unknown') return;
    if (answer.state === 'found' && answer.records.some((record) => isSpf(textOf(record)))) return;
    const [address] = [...view.at(name, 'A'), ...view.at(name, 'AAAA')];
    yield {
      subject,
      place: address?.place ?? roles.find(({ place }) => place !== undefined)?.place,
      message: `${subject} is a mail server, and its own name has no SPF record.`,
      advice: `If it sends mail, add to the zone: ${name} TXT "v=spf1 a -all"`,
    };
  },
});
