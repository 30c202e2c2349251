import { reverseName } from '../model/address.ts';
import type { Answer } from '../model/answer.ts';
import type { Related } from '../model/finding.ts';
import { plain } from '../model/name.ts';
import type { View } from '../model/view.ts';
import { forwardDirection, reverseDirection } from '../proposal/both-directions.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import { type MailAddressSubject, mailAddresses, newAddressTest, reverseHome } from '../proposal/reverse.ts';
import { mailAddressClause, newAddressSteps, ofService, setPointer } from '../proposal/reverse-words.ts';

interface Subject extends MailAddressSubject {
  /** Whether no zone of base has the address. */
  readonly isNew: (address: string) => boolean;
}

export const ptrMissing = defineRule<Subject>({
  id: 'ptr-missing',
  severity: 'warning',
  summary: 'The address of a mail host has no reverse name (PTR record)',
  why: 'The first thing a receiving server looks up is the name of the address that connects. Large receivers refuse mail from an address without one, or file it as spam.',
  norm: 'RFC 1912 §2.1',
  examples: {
    bad: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n11 PTR www.example.com.\n',
      },
    },
    good: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR mail.example.com.\n',
      },
    },
  },
  *subjects(proposal) {
    const isNew = newAddressTest(proposal);
    for (const subject of mailAddresses(proposal)) yield { ...subject, isNew };
  },
  *check(item, proposal) {
    const { mail, address, host, subject, isNew } = item;
    const answer = yield* proposal.pointersAt(mail);
    if (answer.state !== 'absent') return;
    const isHere = reverseHome(proposal.view, address, answer) !== undefined;
    const mustWait = !isHere && isNew(mail.address);
    yield {
      subject,
      names: [mail.address],
      severity: mail.declaredSender && !mustWait ? 'error' : 'warning',
      message:
        `${mailAddressClause(item)}, and that address has no reverse name (PTR record): ` +
        `${host === undefined ? '' : `${plain(host)} → `}${mail.address} → (no name).`,
      advice: adviceFor(item, mustWait, proposal.view, answer),
      place: mail.place,
      directions: [
        ...(host === undefined ? [] : [forwardDirection(host, address.family, [mail.address])]),
        reverseDirection(address, []),
      ],
      related: removedPointers(proposal, item),
    };
  },
});

function adviceFor({ address, host, mail }: MailAddressSubject, mustWait: boolean, view: View, answer: Answer<'PTR'>) {
  const own = setPointer(view, address, host, answer);
  if (host !== undefined || mail.declaredSender) return mustWait ? newAddressSteps(address, host) : own;
  // A bare address in SPF may be anybody's, also that of a service.
  return reverseHome(view, address, answer) === undefined ? `${own} ${ofService(mail.address)}` : own;
}

/** The PTR records that the change takes away, and the alias to one (RFC 2317). */
function removedPointers({ base, view }: Proposal, { address }: MailAddressSubject): Related[] {
  const owner = base && (reverseHome(base, address)?.owner ?? reverseName(address));
  if (base === undefined || owner === undefined) return [];
  const name = reverseName(address);
  const aliases = view.at(name, 'CNAME').length > 0 ? [] : base.at(name, 'CNAME');
  const records = view.at(owner, 'PTR').length > 0 ? [] : base.at(owner, 'PTR');
  return [
    ...aliases.map(({ place, target }) => ({
      place,
      side: 'base' as const,
      message: `The change removes the alias (CNAME) to ${plain(target)}, where the PTR record is.`,
    })),
    ...records.map(({ place, target }) => ({
      place,
      side: 'base' as const,
      message: `The change removes the PTR record to ${plain(target)}.`,
    })),
  ];
}
