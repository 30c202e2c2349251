import { ADDRESS_BITS, specialPurposeOf } from '../model/address.ts';
import { countOf, networksOf } from '../model/address-set.ts';
import { type Name, plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { isLiteral, isOwnMove, networksText, placeAfter } from '../proposal/spf-change-words.ts';
import type { NetworkChange } from '../proposal/spf-comparison.ts';

/** As in spf-wide-network: more than one organisation usually holds. */
const WIDEST_PREFIX = { 4: 16, 6: 32 } as const;

export const spfAuthorisationWidened = defineRule<Name>({
  id: 'spf-authorisation-widened',
  severity: 'notice',
  summary: 'The change lets more addresses send mail as a domain',
  why: 'Everyone who holds one of these addresses can send mail that receivers take for genuine mail of the domain.',
  norm: '',
  examples: {
    bad: {
      base: { 'example.com.zone': '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.25\n' },
      files: { 'example.com.zone': '@ MX 10 mail\n@ TXT "v=spf1 mx ip4:198.51.100.16/28 -all"\nmail A 192.0.2.25\n' },
    },
    good: {
      base: { 'example.com.zone': '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.25\n' },
      files: { 'example.com.zone': '@ MX 10 mail\n@ TXT "v=spf1 ip4:192.0.2.25 -all"\nmail A 192.0.2.25\n' },
    },
  },
  subjects: ({ spfChanges }) => spfChanges.domains,
  *check(domain, proposal) {
    const change = yield* proposal.spfChanges.of(domain);
    if (change === undefined) return;
    const gained = change.gained.filter(
      (one) => isWidening(one) && !isPrivate(one) && !isOwnMove(one, change, proposal),
    );
    if (gained.length === 0) return;
    const subject = plain(domain);
    const wide = gained.filter(isWide);
    // The widest first, so that it is neither left out nor placed elsewhere.
    const told = [...wide, ...gained.filter((one) => !wide.includes(one))];
    yield {
      subject,
      severity: wide.length > 0 ? 'warning' : 'notice',
      place: placeAfter(told[0], change, proposal),
      message: `The change lets ${networksText(told, change)} send mail as ${subject}.`,
      advice:
        wide.length > 0
          ? `Few organisations hold so many addresses: a digit of the prefix length may be missing. List only the networks that mail of ${subject} comes from.`
          : `Nothing to do if mail of ${subject} is to come from there.`,
    };
  },
});

/** A first record and one that is repaired widen nothing; terms that let everyone pass have a rule of their own. */
function isWidening({ before, path }: NetworkChange): boolean {
  const { name } = path[path.length - 1].term;
  return before !== 'none' && before !== 'permerror' && name !== 'all' && name !== 'exists';
}

/** Nobody on the Internet sees mail come from private addresses; other rules speak of them. */
function isPrivate({ set }: NetworkChange): boolean {
  return networksOf(set).every((network) => specialPurposeOf(network)?.documentation === false);
}

function isWide({ set, path, record }: NetworkChange): boolean {
  const isProposed = record.selection.state === 'one' && record.selection.source === 'proposed';
  if (!isProposed || !isLiteral(path[path.length - 1])) return false;
  return countOf(set) > 1n << BigInt(ADDRESS_BITS[set.family] - WIDEST_PREFIX[set.family]);
}
