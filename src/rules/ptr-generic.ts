import { plain } from '../model/name.ts';
import { genericEvidence } from '../proposal/generic-name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { type MailAddressSubject, mailAddresses } from '../proposal/reverse.ts';
import { hostedElsewhere, mailAddressClause, setPointer } from '../proposal/reverse-words.ts';

export const ptrGeneric = defineRule<MailAddressSubject>({
  id: 'ptr-generic',
  severity: 'warning',
  summary: 'The reverse name of a mail host looks like one that a provider gives to every customer',
  why: 'Names made from the address are what home connections and hacked machines have. Many receivers refuse mail from them, whatever the SPF record says.',
  norm: 'M3AAWG Sender Best Common Practices',
  over: ['ptr-differs-from-mail-host'],
  examples: {
    bad: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 203.0.113.7\ndyn-203-0-113-7 A 203.0.113.7\n',
        '113.0.203.in-addr.arpa.zone': '@ NS ns1.example.net.\n7 PTR dyn-203-0-113-7.example.com.\n',
      },
    },
    good: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 203.0.113.7\n',
        '113.0.203.in-addr.arpa.zone': '@ NS ns1.example.net.\n7 PTR mail.example.com.\n',
      },
    },
  },
  subjects: mailAddresses,
  *check(item, proposal) {
    const { mail, address, host, subject } = item;
    const answer = yield* proposal.pointersAt(mail);
    if (answer.state !== 'found') return;
    for (const record of answer.records) {
      const { generic, dynamic, evidence } = genericEvidence(record.target, address);
      if (!generic) continue;
      const target = plain(record.target);
      const isHere = record.place !== undefined;
      yield {
        subject,
        names: [mail.address, target],
        severity: mail.declaredSender && dynamic ? 'error' : 'warning',
        message:
          `${mailAddressClause(item)}, and the PTR record of that address names ${target}. ` +
          `That looks like a name which a provider gives to every customer: ${evidence.join(', ')}.`,
        advice:
          `Give the address a name that says what it is, such as ${host === undefined ? 'mail.example.com' : plain(host)}. ` +
          setPointer(proposal.view, address, host, answer) +
          (isHere || host === undefined ? '' : hostedElsewhere(proposal.view, record.target)),
        place: record.targetPlace ?? mail.place,
      };
    }
  },
});
