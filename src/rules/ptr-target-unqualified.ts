import { formatAddress } from '../model/address.ts';
import type { Fix } from '../model/finding.ts';
import { isWithin, labelsOf, type Name, plain } from '../model/name.ts';
import type { Pointer } from '../proposal/pointers.ts';
import { defineRule } from '../proposal/proposal.ts';
import { type WrittenName, writtenName } from '../proposal/written-name.ts';

export const ptrTargetUnqualified = defineRule<Pointer>({
  id: 'ptr-target-unqualified',
  severity: 'error',
  summary: 'The host that a PTR record names lacks its final dot',
  why: 'A name without a final dot gets the name of the zone appended, so the address is called something under in-addr.arpa that does not exist. Receivers treat such a server as nameless.',
  norm: 'RFC 1035 §5.1',
  over: ['ptr-without-forward', 'ptr-points-to-cname', 'ptr-differs-from-mail-host', 'ptr-generic'],
  examples: {
    bad: { files: { '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR mail.example.com\n' } },
    good: { files: { '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR mail.example.com.\n' } },
  },
  subjects: ({ pointers }) => pointers.unqualified,
  *check({ record, address }) {
    const { target, zone } = record;
    const place = record.targetPlace ?? record.valuePlace;
    const written = writtenName(target, record.targetPlace);
    const meant = written?.relative ? `${written.text}.` : withoutZone(target, zone);
    const isHost = meant !== undefined && labelsOf(meant).length > 1;
    const who = address === undefined ? plain(record.owner) : formatAddress(address);
    yield {
      subject: who,
      names: [plain(target)],
      message: written?.relative
        ? `The PTR record of ${who} names “${written.text}” without a final dot, which makes it ${plain(target)}.`
        : `The PTR record of ${who} names ${plain(target)}: the name of the reverse zone stands at the end of the host’s name.`,
      advice: isHost
        ? `Write the host’s name with a final dot: ${meant}`
        : `Write the full name of the host with a final dot, such as ${meant === undefined ? 'mail' : plain(meant)}.example.com.`,
      place,
      fix: isHost ? fixOf(written, meant) : undefined,
    };
  },
});

/** The target without the zone's name at its end; undefined where nothing is left. */
function withoutZone(target: Name, zone: Name): Name | undefined {
  return target !== zone && isWithin(target, zone) ? target.slice(0, -zone.length) : undefined;
}

function fixOf(written: WrittenName | undefined, meant: Name): Fix | undefined {
  if (written === undefined) return undefined;
  const { place, text } = written;
  if (written.relative) {
    const end = { ...place, start: place.end };
    return { description: 'Add the final dot', edits: [{ place: end, text: '.' }] };
  }
  // Where the file has something else than the name, such as an expression, nobody knows what to replace.
  if (!text.toLowerCase().startsWith(meant)) return undefined;
  return {
    description: 'Leave out the name of the reverse zone',
    edits: [{ place, text: text.slice(0, meant.length) }],
  };
}
