import { type Name, plain } from '../model/name.ts';
import { matchesDomain } from '../proposal/declared-senders.ts';
import { isNullMx } from '../proposal/mail-domains.ts';
import { aboutExchange, type MailExchanger } from '../proposal/mail-exchangers.ts';
import { defineRule } from '../proposal/proposal.ts';

/** Hosts of the list that a message shows. */
const MAX_SHOWN = 5;

interface ListedExchanger extends MailExchanger {
  readonly allowed: readonly string[];
}

export const mxNotAllowed = defineRule<ListedExchanger>({
  id: 'mx-not-allowed',
  severity: 'error',
  summary: 'An MX record names a host that the policy does not allow',
  why: 'The policy file lists the servers that may take mail for the domain. Whoever runs another server would read and keep the mail.',
  norm: '',
  examples: {
    bad: {
      zone: '@     MX  10 mx.example.net.\n',
      policy: 'mail-exchangers:\n  - domains: ["*"]\n    hosts: [mail.example.com]\n',
    },
    good: {
      zone: '@     MX  10 mail\nmail  A   192.0.2.25\n',
      policy: 'mail-exchangers:\n  - domains: ["*"]\n    hosts: [mail.example.com]\n',
    },
  },
  *subjects({ mailDomains, policy: { mailExchangers } }) {
    if (mailExchangers.length === 0) return;
    for (const [domain, rrset] of mailDomains) {
      const lists = mailExchangers.filter(({ domains }) => domains.some((pattern) => matchesDomain(pattern, domain)));
      if (lists.length === 0) continue;
      const allowed = lists.flatMap(({ hosts }) => hosts);
      for (const record of rrset) if (!isNullMx(record)) yield { record, rrset, allowed };
    }
  },
  *check({ record, allowed }) {
    if (isAllowed(record.exchange, allowed)) return;
    const about = aboutExchange(record);
    const more = allowed.length > MAX_SHOWN ? ` and ${allowed.length - MAX_SHOWN} more` : '';
    yield {
      ...about,
      message: `Mail to ${about.subject} goes to ${plain(record.exchange)}, which the policy file does not allow for this domain.`,
      advice: `Allowed: ${allowed.slice(0, MAX_SHOWN).join(', ')}${more}. If the new host is right, add it to mail-exchangers in the policy file first.`,
    };
  },
});

function isAllowed(exchange: Name, allowed: readonly string[]): boolean {
  return allowed.some((pattern) => matchesDomain(pattern, exchange));
}
