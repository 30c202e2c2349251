import { SEVERITIES, type Severity } from '../model/finding.ts';
import { plain } from '../model/name.ts';
import { listTitle } from '../proposal/blocklist-words.ts';
import { type ListQuestion, listQuestions } from '../proposal/blocklists.ts';
import { defineRule } from '../proposal/proposal.ts';
import { mailAddressClause } from '../proposal/reverse-words.ts';

const GRADES: Readonly<Record<Severity, string>> = { error: 'Poor', warning: 'Poor', notice: 'Neutral' };

export const addressReputationPoor = defineRule<ListQuestion>({
  id: 'address-reputation-poor',
  severity: 'warning',
  summary: 'The address of a mail host has a poor reputation',
  why: 'Receivers grade addresses by the mail that came from them. From an address with a poor reputation they take less, later, or as spam; one with a neutral reputation still has to earn a good one.',
  norm: 'RFC 5782 §2.3',
  examples: {
    bad: {
      zone: '@     MX  10 mail\nmail  A   192.52.193.25\n',
      dns: `2.0.0.127.rep.mailspike.net.      A  127.0.0.10
; nxdomain 1.0.0.127.rep.mailspike.net.
25.193.52.192.rep.mailspike.net.  A  127.0.0.11
`,
    },
    good: {
      zone: '@     MX  10 mail\nmail  A   192.52.193.25\n',
      dns: `2.0.0.127.rep.mailspike.net.      A  127.0.0.10
; nxdomain 1.0.0.127.rep.mailspike.net.
25.193.52.192.rep.mailspike.net.  A  127.0.0.18
`,
    },
  },
  subjects: (proposal) => listQuestions(proposal, 'reputation'),
  *check(question) {
    const { list, lookups } = question.to;
    const { address, place } = question.mail;
    const answer = yield* lookups.ask(address);
    if (answer.state !== 'listed') return;
    const [worst] = answer.codes
      .flatMap((code) => (list.codes[code]?.level === undefined ? [] : [{ code, ...list.codes[code] }]))
      .sort((a, b) => SEVERITIES.indexOf(a.level!) - SEVERITIES.indexOf(b.level!));
    if (worst === undefined) return;
    const isPoor = worst.level !== 'notice';
    yield {
      subject: question.subject,
      names: [address, plain(list.zone)],
      severity: worst.level,
      message:
        `${mailAddressClause(question)}. ${GRADES[worst.level!]}: by ${listTitle(list)} that address has ${worst.meaning} ` +
        `(${worst.name}; its answer is ${worst.code}).`,
      advice: isPoor
        ? `Find out what else is sent from there: on the firewall, close outbound port 25 (the port of mail delivery) for every machine but the mail server. Then look the address up at “${list.removal}”.`
        : 'Nothing is wrong. Where the address is new, begin with little mail to those who want it, and let it grow.',
      place,
    };
  },
});
