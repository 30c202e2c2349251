import { type Name, plain } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import { textOf } from '../model/record.ts';
import { declaredDomains } from '../proposal/declared-senders.ts';
import { type MxRrset, takesMail } from '../proposal/mail-domains.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import { isSpf } from '../spf/parse.ts';

interface MailDomain {
  readonly name: Name;
  readonly mx: MxRrset;
  readonly place: Place | undefined;
}

/** What the providers of these mail exchangers ask their customers to include; facts from their documentation. */
const PROVIDER_INCLUDES: readonly (readonly [exchange: string, include: string])[] = [
  ['.mail.protection.outlook.com.', 'spf.protection.outlook.com'],
  ['.google.com.', '_spf.google.com'],
  ['.googlemail.com.', '_spf.google.com'],
  ['.messagingengine.com.', 'spf.messagingengine.com'],
  ['.protonmail.ch.', '_spf.protonmail.ch'],
];

export const spfMissing = defineRule<MailDomain>({
  id: 'spf-missing',
  severity: 'warning',
  summary: 'A domain with mail publishes no SPF record',
  why: 'Without SPF anyone can send mail in the name of the domain, and large mailbox providers refuse or sort out its own mail.',
  norm: 'RFC 7208 §4.5',
  examples: {
    bad: {
      zone: `@     SOA  ns1 hostmaster 1 7200 900 1209600 300
@     NS   ns1
@     MX   10 mail
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
  *subjects(proposal) {
    for (const mx of proposal.mailDomains.values()) {
      if (takesMail(mx)) yield { name: mx[0].owner, mx, place: mx[0].place };
    }
    for (const name of declaredDomains(proposal.policy)) {
      const zone = proposal.view.zoneOf(name);
      if (zone === undefined || !zone.zone.public || !proposal.view.judged.includes(zone)) continue;
      if (!takesMail(proposal.mailDomains.get(name) ?? [])) yield { name, mx: [], place: undefined };
    }
  },
  *check({ name, mx, place }, proposal) {
    const subject = plain(name);
    const answer = yield* proposal.ask(name, 'TXT', subject);
    if (answer.state === 'unknown') return;
    if (answer.state === 'found' && answer.records.some((record) => isSpf(textOf(record)))) return;
    if (isSaidElsewhere(name, proposal)) return;
    const does = mx.length > 0 ? 'takes mail (it has MX records)' : 'is declared as a sender in the policy file';
    yield {
      subject,
      place,
      message: `${subject} ${does} but has no SPF record, so receivers cannot tell its mail from forged mail.`,
      advice: `Add a TXT record at ${subject} that names who sends its mail, for example ${suggestion(mx)}, or "v=spf1 -all" if the domain never sends.`,
    };
  },
});

/** A record that is there but wrong has a rule of its own. */
function isSaidElsewhere(name: Name, { view, spfDomains }: Proposal): boolean {
  return (
    view.at(name, 'SPF').length > 0 || (spfDomains.byName.get(name)?.meant.some(({ meant }) => meant.sure) ?? false)
  );
}

function suggestion(mx: MxRrset): string {
  const known = PROVIDER_INCLUDES.find(([suffix]) => mx.some(({ exchange }) => exchange.endsWith(suffix)));
  return known === undefined ? '"v=spf1 mx ~all" if only its mail servers do' : `"v=spf1 include:${known[1]} ~all"`;
}
