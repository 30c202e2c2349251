import type { Answered } from '../model/answer.ts';
import { plain } from '../model/name.ts';
import { forwardDirection, reverseDirection } from '../proposal/both-directions.ts';
import { defineRule } from '../proposal/proposal.ts';
import { askFor, confirmForward, type MailAddressSubject, mailAddresses } from '../proposal/reverse.ts';
import { hostedElsewhere, listed, setPointer } from '../proposal/reverse-words.ts';

export const ptrDiffersFromMailHost = defineRule<MailAddressSubject>({
  id: 'ptr-differs-from-mail-host',
  severity: 'warning',
  summary: 'The PTR record of a mail host gives it another name',
  why: 'Many receivers compare the name of the address with the name that the server uses for itself. Two different names look like somebody else’s server.',
  norm: '',
  examples: {
    bad: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.10\nserver A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR server.example.com.\n',
      },
    },
    good: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.10\nserver A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR mail.example.com.\n',
      },
    },
  },
  *subjects(proposal) {
    for (const subject of mailAddresses(proposal)) if (subject.host !== undefined) yield subject;
  },
  *check({ mail, address, host, subject }, proposal) {
    const answer = yield* proposal.pointersAt(mail);
    if (answer.state !== 'found' || host === undefined) return;
    const own = new Set(mail.hosts.map(({ name }) => name));
    if (answer.records.some(({ target }) => own.has(target))) return;
    let confirmed: Answered<'PTR'> | undefined;
    for (const record of answer.records) {
      const confirmation = yield* confirmForward(record.target, address, askFor(proposal, subject));
      if (confirmation.state === 'confirmed') confirmed ??= record;
    }
    if (confirmed === undefined) return;
    const hosts = mail.hosts.map(({ name }) => plain(name));
    yield {
      subject,
      names: [mail.address, plain(confirmed.target)],
      message:
        `${listed(hosts)} ${hosts.length > 1 ? 'have' : 'has'} the address ${mail.address}, but the PTR record of that address names ` +
        `${plain(confirmed.target)}: ${plain(host)} → ${mail.address} → ${plain(confirmed.target)}.`,
      advice:
        `Use one name everywhere: make the mail server introduce itself (HELO) as ${plain(confirmed.target)}, or set the PTR to ${plain(host)}. ` +
        setPointer(proposal.view, address, host, answer) +
        hostedElsewhere(proposal.view, confirmed.target),
      place: confirmed.targetPlace ?? mail.place,
      directions: [
        forwardDirection(host, address.family, [mail.address]),
        reverseDirection(address, answer.records),
        forwardDirection(confirmed.target, address.family, [mail.address]),
      ],
    };
  },
});
