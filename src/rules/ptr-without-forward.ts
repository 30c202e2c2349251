import { type Address, formatAddress } from '../model/address.ts';
import type { Answer, Answered } from '../model/answer.ts';
import { plain } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import { backDirection, forwardDirection, reverseDirection } from '../proposal/both-directions.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import {
  askFiles,
  askFor,
  type Confirmation,
  confirmForward,
  type MailAddressSubject,
  mailAddresses,
  newAddressTest,
  reverseHome,
} from '../proposal/reverse.ts';
import { hostedElsewhere, listed, newAddressSteps, setPointer, wayBack } from '../proposal/reverse-words.ts';

/** A PTR record of the files whose target is in the files too, or the address of a mail host whatever its PTR is. */
type Subject =
  | { readonly kind: 'record'; readonly record: Answered<'PTR'>; readonly address: Address; readonly isMail: boolean }
  | { readonly kind: 'mail'; readonly item: MailAddressSubject; readonly isNew: (address: string) => boolean };

export const ptrWithoutForward = defineRule<Subject>({
  id: 'ptr-without-forward',
  severity: 'warning',
  summary: 'A PTR record names a host that does not have the address',
  why: 'Receivers look up the name of an address and then the addresses of that name. Where the two do not meet, the name counts as forged, and mail from there is refused or filed as spam.',
  norm: 'RFC 1912 §2.1, RFC 8601 §2.7.3',
  examples: {
    bad: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR smtp.example.com.\n',
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
    const { view, mailHosts, pointers } = proposal;
    for (const { record, address } of pointers.unconfirmed) {
      const isMail = mailHosts.addresses.has(formatAddress(address));
      // The way down from the address reaches the record unless the zone above hands it over outside the repository.
      if (!isMail || reverseHome(view, address)?.owner !== record.owner)
        yield { kind: 'record', record, address, isMail };
    }
    const isNew = newAddressTest(proposal);
    for (const item of mailAddresses(proposal)) yield { kind: 'mail', item, isNew };
  },
  *check(subject, proposal) {
    if (subject.kind === 'mail') {
      yield* checkMailAddress(subject.item, subject.isNew, proposal);
      return;
    }
    const { record, address, isMail } = subject;
    // Only what the files decide: the rest of the Internet is asked for mail hosts alone.
    const confirmation = yield* confirmForward(record.target, address, askFiles(proposal.view));
    if (confirmation.state !== 'refuted') return;
    yield {
      ...about(record, address, confirmation),
      directions: [reverseDirection(address, [record]), backDirection(record.target, address, confirmation)],
      severity: isMail ? 'error' : 'warning',
      advice: anyOfThree(record, address),
      place: placeOf(record),
    };
  },
});

function* checkMailAddress(item: MailAddressSubject, isNew: (address: string) => boolean, proposal: Proposal) {
  const { mail, address, host, subject } = item;
  const answer = yield* proposal.pointersAt(mail);
  if (answer.state !== 'found') return;
  const refuted: { record: Answered<'PTR'>; confirmation: Refuted }[] = [];
  for (const record of answer.records) {
    const confirmation = yield* confirmForward(record.target, address, askFor(proposal, subject));
    if (confirmation.state === 'refuted') refuted.push({ record, confirmation });
  }
  // One name that leads back is enough for receivers (RFC 8601 §2.7.3); ptr-multiple speaks of the others.
  if (refuted.length < answer.records.length) return;
  const isHere = reverseHome(proposal.view, address, answer) !== undefined;
  const mustWait = !isHere && isNew(mail.address);
  for (const { record, confirmation } of refuted) {
    const bothHere = isHere && proposal.view.zoneOf(record.target) !== undefined;
    const fatal = !mustWait && (mail.declaredSender || bothHere);
    yield {
      ...about(record, address, confirmation),
      directions: [
        ...(host === undefined ? [] : [forwardDirection(host, address.family, [mail.address])]),
        reverseDirection(address, answer.records),
        backDirection(record.target, address, confirmation),
      ],
      severity: fatal ? ('error' as const) : ('warning' as const),
      advice: mustWait ? newAddressSteps(address, host) : adviceFor(item, record, answer, proposal),
      place: placeOf(record) ?? mail.place,
      related:
        record.place === undefined || mail.place === undefined || host === undefined
          ? []
          : [{ place: mail.place, message: `${plain(host)} is a mail host with this address.` }],
    };
  }
}

function adviceFor(
  { address, host }: MailAddressSubject,
  record: Answered<'PTR'>,
  answer: Answer<'PTR'>,
  { view }: Proposal,
): string {
  if (host === undefined) return anyOfThree(record, address);
  const advice = setPointer(view, address, host, answer);
  return reverseHome(view, address, answer) === undefined ? advice + hostedElsewhere(view, record.target) : advice;
}

function anyOfThree({ target }: Answered<'PTR'>, address: Address): string {
  return `Point the PTR record at the name that has ${formatAddress(address)}, or give ${plain(target)} that address, or remove the PTR record.`;
}

type Refuted = Extract<Confirmation, { state: 'refuted' }>;

function about(record: Answered<'PTR'>, address: Address, confirmation: Refuted) {
  const target = plain(record.target);
  const has =
    confirmation.addresses.length > 0 ? `has ${listed(confirmation.addresses)} instead` : 'has no such address';
  return {
    subject: formatAddress(address),
    names: [target],
    message:
      `The PTR record of ${formatAddress(address)} names ${target}, which ` +
      `${confirmation.exists ? has : 'does not exist'}: ${wayBack(address, record.target, confirmation)}.`,
  };
}

function placeOf(record: Answered<'PTR'>): Place | undefined {
  return record.targetPlace ?? record.place;
}
