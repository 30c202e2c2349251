import { type Address, formatAddress, isPublicMailAddress, parseAddress, reverseName } from '../model/address.ts';
import type { Answered } from '../model/answer.ts';
import type { Direction, Related } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import type { View } from '../model/view.ts';
import { backDirection, reverseDirection } from '../proposal/both-directions.ts';
import { confirmedBefore, isConfirmed } from '../proposal/confirmed-before.ts';
import type { Pointer, Pointers } from '../proposal/pointers.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import {
  askFiles,
  askFor,
  type Confirmation,
  confirmForward,
  type MailAddressSubject,
  mailAddresses,
  reverseHome,
} from '../proposal/reverse.ts';
import { listed, setPointer, wayBack } from '../proposal/reverse-words.ts';
import { renaming, writtenName } from '../proposal/written-name.ts';

/** A host with more addresses has them shown in its own line. */
const MAX_WAYS = 3;

/** A PTR record whose target is in the files too, or an address of a mail host, whatever its PTR record names. */
type Subject =
  | ({ readonly kind: 'record' } & Pointers['unconfirmed'][number])
  | { readonly kind: 'mail'; readonly item: MailAddressSubject };

export const ptrOutOfStep = defineRule<Subject>({
  id: 'ptr-out-of-step',
  severity: 'warning',
  summary: 'The change moves an address or a PTR record and leaves its partner behind',
  why: 'An address and its PTR record are two records in two zones that must name each other. When only one of them moves, receivers take the server’s name for forged.',
  norm: 'RFC 1912 §2.1',
  over: ['ptr-without-forward'],
  examples: {
    bad: {
      base: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR mail.example.com.\n',
      },
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.20\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR mail.example.com.\n',
      },
    },
    good: {
      base: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR mail.example.com.\n',
      },
      files: {
        'example.com.zone': '@ NS ns1.example.net.\n@ MX 10 mail\nmail A 192.0.2.20\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n20 PTR mail.example.com.\n',
      },
    },
  },
  *subjects(proposal) {
    if (proposal.base === undefined) return;
    for (const pointer of proposal.pointers.unconfirmed) yield { kind: 'record', ...pointer };
    for (const item of mailAddresses(proposal)) yield { kind: 'mail', item };
  },
  *check(subject, proposal) {
    const { base, view, mailHosts } = proposal;
    if (base === undefined) return;
    if (subject.kind === 'mail') {
      yield* checkMailAddress(subject.item, base, proposal);
      return;
    }
    const { record, address } = subject;
    const text = formatAddress(address);
    const holder = mailHosts.addresses.get(text);
    // Of a zone that the files describe in part, the DNS says the rest; for mail hosts it is asked.
    const now = yield* confirmForward(record.target, address, holder ? askFor(proposal, text) : askFiles(view));
    if (now.state !== 'refuted') return;
    const before = yield* confirmedBefore(base, record, address);
    if (before === undefined) return;
    const moved = before.target === record.target;
    const beside = yield* isConfirmed(view, view.at(record.owner, 'PTR'), address);
    // A further name beside one that still leads back: ptr-multiple speaks of it.
    if (beside && !moved) return;
    const host = plain(record.target);
    // The mail hosts that have the address now; where it is one, its name is surely what the PTR record should say.
    const holders = holder?.hosts.map(({ name }) => name) ?? [];
    const edit =
      moved && !beside && holders.length === 1
        ? renaming(writtenName(record.target, record.targetPlace), record.target, holders[0])
        : undefined;
    const move =
      now.addresses.length > 0
        ? `moves ${host} from ${text} to ${listed(now.addresses)}`
        : `takes the address ${text} away from ${host}`;
    yield {
      subject: text,
      names: [host],
      severity: holder !== undefined && !beside ? 'error' : 'warning',
      ...(moved
        ? {
            message: `The change ${move}, but the PTR record of ${text} still names it: ${wayBack(address, record.target, now)}.`,
            advice: `${mendingOf(text, holders)}${newHomes(view, record, now.addresses)}`,
          }
        : pointedAway(address, before.target, record.target, now)),
      place: record.targetPlace ?? record.place,
      directions: [
        reverseDirection(address, [record]),
        backDirection(record.target, address, now),
        ...waysBack(view, now.addresses),
      ],
      related: moved ? addressesNow(view, record, address) : [],
      fix: edit && { description: `Name ${plain(holders[0])}`, edits: [edit] },
    };
  },
});

/** The change points a mail host's PTR record at a name outside the files, and the DNS says that it leads elsewhere. */
function* checkMailAddress({ mail, address, subject }: MailAddressSubject, base: View, proposal: Proposal) {
  const { view } = proposal;
  const answer = yield* proposal.pointersAt(mail);
  if (answer.state !== 'found') return;
  const refuted: { record: Answered<'PTR'>; before: DnsRecord<'PTR'>; now: Refuted }[] = [];
  for (const record of answer.records) {
    const owner = reverseHome(view, address, answer)?.owner;
    if (record.place === undefined || owner === undefined || view.zoneOf(record.target)?.zone.authoritative) return;
    const before = yield* confirmedBefore(base, { owner, target: record.target }, address);
    const now = yield* confirmForward(record.target, address, askFor(proposal, subject));
    if (before === undefined || before.target === record.target || now.state !== 'refuted') return;
    refuted.push({ record, before, now });
  }
  for (const { record, before, now } of refuted) {
    yield {
      subject: mail.address,
      names: [plain(record.target)],
      severity: 'error' as const,
      ...pointedAway(address, before.target, record.target, now),
      place: record.targetPlace ?? record.place,
      directions: [reverseDirection(address, [record]), backDirection(record.target, address, now)],
    };
  }
}

type Refuted = Extract<Confirmation, { state: 'refuted' }>;

function pointedAway(address: Address, before: Name, target: Name, now: Confirmation) {
  const [text, host] = [formatAddress(address), plain(target)];
  return {
    message: `The change points the PTR record of ${text} from ${plain(before)} to ${host}, which does not have that address: ${wayBack(address, target, now)}.`,
    advice: `Give ${host} the address ${text} in the same change, or leave the PTR record at ${plain(before)}.`,
  };
}

function mendingOf(address: string, holders: readonly Name[]): string {
  if (holders.length === 0) return `Remove this PTR record, or point it at the host that has ${address} now.`;
  return `Point this PTR record at ${holders.map(plain).join(' or ')}, which has ${address} now.`;
}

/** What the files say of the addresses that the host has now. */
function waysBack(view: View, addresses: readonly string[]): Direction[] {
  return addresses.slice(0, MAX_WAYS).flatMap((text) => {
    const address = parseAddress(text);
    const home = address && reverseHome(view, address);
    if (address === undefined || home === undefined) return [];
    const records = view.at(home.owner, 'PTR');
    // What a zone that the files describe in part does not have may be there all the same.
    return records.length === 0 && !home.zone.zone.authoritative ? [] : [reverseDirection(address, records)];
  });
}

/** Where the PTR of the new address belongs, for those that have none. */
function newHomes(view: View, { target }: Pointer['record'], addresses: readonly string[]): string {
  const lines = addresses.flatMap((text) => {
    const address = parseAddress(text);
    const owner = address && (reverseHome(view, address)?.owner ?? reverseName(address));
    return address === undefined ||
      owner === undefined ||
      !isPublicMailAddress(address) ||
      view.at(owner, 'PTR').length > 0
      ? []
      : [setPointer(view, address, target)];
  });
  return lines.length === 0 ? '' : ` ${lines[0]}`;
}

function addressesNow(view: View, { target }: Pointer['record'], address: Address): Related[] {
  const records = address.family === 4 ? view.at(target, 'A') : view.at(target, 'AAAA');
  return records.map(({ place }) => ({ place, message: `${plain(target)} has this address now.` }));
}
