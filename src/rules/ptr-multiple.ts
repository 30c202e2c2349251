import type { Answered } from '../model/answer.ts';
import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { type MailAddressSubject, mailAddresses } from '../proposal/reverse.ts';
import { listed, mailAddressClause } from '../proposal/reverse-words.ts';

export const ptrMultiple = defineRule<MailAddressSubject>({
  id: 'ptr-multiple',
  severity: 'warning',
  summary: 'The address of a mail host has several PTR records',
  why: 'Receivers expect one name for an address. Of several most use the first that comes, which changes from answer to answer, so the same mail is taken now and refused later.',
  norm: 'RFC 1912 §2.1',
  examples: {
    bad: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.10\nwww A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR mail.example.com.\n10 PTR www.example.com.\n',
      },
    },
    good: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.10\nwww A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR mail.example.com.\n',
      },
    },
  },
  subjects: mailAddresses,
  *check(item, proposal) {
    const { mail, host, subject } = item;
    const answer = yield* proposal.pointersAt(mail);
    if (answer.state !== 'found') return;
    const byTarget = new Map<string, Answered<'PTR'>>();
    for (const record of answer.records) if (!byTarget.has(record.target)) byTarget.set(record.target, record);
    if (byTarget.size < 2) return;
    const own = mail.hosts.map(({ name }) => name);
    const kept = own.find((name) => byTarget.has(name)) ?? [...byTarget.keys()][0];
    const others = [...byTarget.values()].filter(({ target }) => target !== kept);
    yield {
      subject,
      names: [mail.address],
      count: byTarget.size,
      message: `${mailAddressClause(item)}, and that address has ${byTarget.size} PTR records: ${listed([...byTarget.keys()].map(plain))}.`,
      advice:
        `Keep one, ${host === undefined ? 'the name that the mail server uses' : `the one to ${plain(kept)}`}, and remove the others. ` +
        `Further names need address records only, no PTR.`,
      place: others[0].place ?? mail.place,
      related: others
        .slice(1)
        .flatMap(({ place, target }) =>
          place === undefined ? [] : [{ place, message: `The PTR record to ${plain(target)}.` }],
        ),
    };
  },
});
