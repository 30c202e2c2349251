import { type Address, formatAddress, isPublicMailAddress, parseAddress, reverseName } from '../model/address.ts';
import type { Effect } from '../model/effect.ts';
import type { Related } from '../model/finding.ts';
import { plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import type { View } from '../model/view.ts';
import type { Pointer, Pointers } from '../proposal/pointers.ts';
import { defineRule } from '../proposal/proposal.ts';
import { askFiles, confirmForward } from '../proposal/reverse.ts';
import { listed, setPointer, wayBack } from '../proposal/reverse-words.ts';

export const ptrOutOfStep = defineRule<Pointers['unconfirmed'][number]>({
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
  subjects: ({ base, pointers }) => (base === undefined ? [] : pointers.unconfirmed),
  *check({ record, address }, { base, view, mailHosts }) {
    if (base === undefined) return;
    const now = yield* confirmForward(record.target, address, askFiles(view));
    if (now.state !== 'refuted') return;
    const before = yield* confirmedIn(base, record, address);
    if (before === undefined) return;
    // One name that leads back is enough for receivers (RFC 8601 §2.7.3): then this one is left over, or one too many.
    const isConfirmed = (yield* confirmedIn(view, record, address)) !== undefined;
    if (isConfirmed && before.target !== record.target) return;
    const text = formatAddress(address);
    const host = plain(record.target);
    const moved = before.target === record.target;
    const move =
      now.addresses.length > 0
        ? `moves ${host} from ${text} to ${listed(now.addresses)}`
        : `takes the address ${text} away from ${host}`;
    yield {
      subject: text,
      names: [host],
      severity: mailHosts.addresses.has(text) && !isConfirmed ? 'error' : 'warning',
      message: moved
        ? `The change ${move}, but the PTR record of ${text} still names it: ${wayBack(address, record.target, now)}.`
        : `The change points the PTR record of ${text} from ${plain(before.target)} to ${host}, which does not have that address: ${wayBack(address, record.target, now)}.`,
      advice: moved
        ? `Remove this PTR record, or point it at the host that has ${text} now.${newHomes(view, record, now.addresses)}`
        : `Give ${host} the address ${text} in the same change, or leave the PTR record at ${plain(before.target)}.`,
      place: record.targetPlace ?? record.place,
      related: moved ? addressesNow(view, record, address) : [],
    };
  },
});

/** The record of a view at the same owner that leads to the address and back. */
function* confirmedIn(view: View, record: Pointer['record'], address: Address): Effect<DnsRecord<'PTR'> | undefined> {
  const records = view.at(record.owner, 'PTR');
  // The record itself, where it was there, before its neighbours.
  const own = records.filter(({ target }) => target === record.target);
  for (const candidate of [...own, ...records.filter((other) => !own.includes(other))]) {
    const confirmation = yield* confirmForward(candidate.target, address, askFiles(view));
    if (confirmation.state === 'confirmed') return candidate;
  }
  return undefined;
}

/** Where the PTR of the new address belongs, for those that have none. */
function newHomes(view: View, { target }: Pointer['record'], addresses: readonly string[]): string {
  const lines = addresses.flatMap((text) => {
    const address = parseAddress(text);
    return address === undefined || !isPublicMailAddress(address) || view.at(reverseName(address), 'PTR').length > 0
      ? []
      : [setPointer(view, address, target)];
  });
  return lines.length === 0 ? '' : ` ${lines[0]}`;
}

function addressesNow(view: View, { target }: Pointer['record'], address: Address): Related[] {
  const records = address.family === 4 ? view.at(target, 'A') : view.at(target, 'AAAA');
  return records.map(({ place }) => ({ place, message: `${plain(target)} has this address now.` }));
}
