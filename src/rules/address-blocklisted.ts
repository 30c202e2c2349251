import { plain } from '../model/name.ts';
import { codeAdvice, codeWords, listTitle, reasonSentence } from '../proposal/blocklist-words.ts';
import { type ListQuestion, listQuestions } from '../proposal/blocklists.ts';
import { defineRule } from '../proposal/proposal.ts';
import { mailAddressClause } from '../proposal/reverse-words.ts';

export const addressBlocklisted = defineRule<ListQuestion>({
  id: 'address-blocklisted',
  severity: 'warning',
  summary: 'The address of a mail host is on a blocklist',
  why: 'Receivers look the address that connects up in blocklists and refuse mail, or file it as spam, where it is listed.',
  norm: 'RFC 5782 §2',
  examples: {
    bad: {
      zone: '@     MX  10 mail\nmail  A   192.52.193.25\n',
      dns: `2.0.0.127.zen.spamhaus.org.      A    127.0.0.2
; nxdomain 1.0.0.127.zen.spamhaus.org.
25.193.52.192.zen.spamhaus.org.  A    127.0.0.4
25.193.52.192.zen.spamhaus.org.  TXT  "https://www.spamhaus.org/query/ip/192.52.193.25"
`,
    },
    good: {
      zone: '@     MX  10 mail\nmail  A   192.52.193.25\n',
      dns: `2.0.0.127.zen.spamhaus.org.      A    127.0.0.2
; nxdomain 1.0.0.127.zen.spamhaus.org.
; nxdomain 25.193.52.192.zen.spamhaus.org.
`,
    },
  },
  subjects: (proposal) => listQuestions(proposal, 'listing'),
  *check(question) {
    const { list, level, lookups } = question.to;
    const { address, place } = question.mail;
    const answer = yield* lookups.ask(address);
    if (answer.state !== 'listed') return;
    const removal = list.removal === undefined ? 'the list’s web site' : `“${list.removal}”`;
    yield {
      subject: question.subject,
      names: [address, plain(list.zone)],
      severity: level,
      message:
        `${mailAddressClause(question)}, and the blocklist ${listTitle(list)} has that address. ` +
        `${codeWords(list, answer.codes)}${reasonSentence(answer)}`,
      advice: [
        'First stop what got it listed, or it will be back: on the firewall, close outbound port 25 (the port of mail delivery) for every machine but the mail server.',
        ...codeAdvice(list, answer.codes),
        `Then look the address up at ${removal} and ask for its removal.`,
      ].join(' '),
      place,
    };
  },
});
