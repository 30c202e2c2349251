import { formatNetwork, parseAddress } from '../model/address.ts';
import { type AddressSet, includesAddress, intersect, isEmpty, networksOf, rangeOf } from '../model/address-set.ts';
import type { Effect } from '../model/effect.ts';
import type { Problem, Related } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import { addressesOfSender, declaredFor, isRefused, networksOfSender } from '../proposal/sender-domains.ts';
import type { SpfChange } from '../proposal/spf-change.ts';
import {
  asTerm,
  consequenceOf,
  isOwnMove,
  networksText,
  placeBefore,
  recordToEdit,
} from '../proposal/spf-change-words.ts';
import type { NetworkChange } from '../proposal/spf-comparison.ts';
import { isMailDomain } from '../proposal/spf-starts.ts';
import { listed, placeOfText } from '../proposal/spf-words.ts';
import { placeInText } from '../proposal/text-edit.ts';
import { isOpen } from '../spf/may-pass.ts';
import { reachedTerms } from '../spf/reached.ts';

/** Terms and places that one finding lists. */
const MAX_LISTED = 5;

export const spfAuthorisationLost = defineRule<Name>({
  id: 'spf-authorisation-lost',
  severity: 'warning',
  summary: 'The change takes away the right of some addresses to send mail as a domain',
  why: 'Mail from a server that the SPF record no longer lists is refused or sorted out, often by some receivers only, so that nobody notices for days.',
  norm: '',
  examples: {
    bad: {
      base: { 'example.com.zone': '@ MX 10 mail\n@ TXT "v=spf1 mx ip4:198.51.100.16/28 -all"\nmail A 192.0.2.25\n' },
      files: { 'example.com.zone': '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.25\n' },
    },
    good: {
      base: { 'example.com.zone': '@ MX 10 mail\n@ TXT "v=spf1 mx ip4:192.0.2.25 -all"\nmail A 192.0.2.25\n' },
      files: { 'example.com.zone': '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.25\n' },
    },
  },
  subjects: ({ spfChanges }) => spfChanges.domains,
  *check(domain, proposal) {
    const change = yield* proposal.spfChanges.of(domain);
    if (change === undefined || isToldElsewhere(change, proposal)) return;
    // Addresses that get permerror are told of by the rule about what broke the record.
    const gone = change.lost.filter((one) => !isOwnMove(one, change, proposal));
    const lost = gone.filter(({ after }) => isRefused(after) || after === 'none');
    if (lost.length > 0) yield yield* lostProblem(lost, change, proposal);
    const open = gone.filter(({ after }) => after === 'unknown');
    if (open.length > 0 && change.openBefore) yield openProblem(open, change, proposal);
  },
});

/** A record that is gone, or turned into text that is none, has a rule of its own where mail depends on it. */
function isToldElsewhere({ after, domain }: SpfChange, proposal: Proposal): boolean {
  if (after.state !== 'none') return false;
  if (isMailDomain(proposal, domain) || isTakenAway(domain, proposal)) return true;
  return (proposal.spfDomains.byName.get(domain)?.meant.length ?? 0) > 0;
}

/** Whether the change takes a host away with all its records: nobody sends as a name that is no more. */
function isTakenAway(domain: Name, { view, base }: Proposal): boolean {
  const zone = view.zoneOf(domain);
  if (zone?.zone.authoritative !== true || zone.zone.holes.length > 0) return false;
  return !zone.exists(view.names.find(domain)) && (base?.at(domain, 'MX').length ?? 0) === 0;
}

function* lostProblem(lost: readonly NetworkChange[], change: SpfChange, proposal: Proposal): Effect<Problem> {
  const subject = plain(change.domain);
  const senders = yield* declaredAmong(lost, change.domain, proposal);
  const what =
    change.after.state === 'none'
      ? `${subject} then has no SPF record, and receivers cannot tell its mail from forged mail`
      : consequenceOf(lost[0].after);
  const declared =
    senders.length === 0 ? '' : ` The policy file declares as its senders: ${listed(senders, MAX_LISTED)}.`;
  return {
    subject,
    severity: senders.length > 0 ? 'error' : 'warning',
    message: `The change takes away the right to send mail as ${subject} from ${networksText(lost, change)}: ${what}.${declared}`,
    advice: `If mail of ${subject} still comes from there, keep it authorised: ${listed(keeping(lost, change, proposal), MAX_LISTED)}. Take it away only when the last server there has stopped sending.`,
    ...placeOf(lost, change, proposal),
  };
}

function openProblem(open: readonly NetworkChange[], change: SpfChange, proposal: Proposal): Problem {
  const subject = plain(change.domain);
  const hiding = [...reachedTerms(change.after.tree.root)].filter(({ node }) => isOpen(node));
  const terms = listed([...new Set(hiding.map(({ node }) => quoted(node.term.source)))], MAX_LISTED);
  return {
    subject,
    names: ['open'],
    severity: 'notice',
    message: `The SPF of ${subject} no longer names ${networksText(open, change)}. Whether mail from there still passes is not known: that hangs on ${terms}.`,
    advice: `If mail of ${subject} still comes from there, and not by that way, keep it authorised: ${listed(keeping(open, change, proposal), MAX_LISTED)}.`,
    ...placeOf(open, change, proposal),
  };
}

/** What of the lost networks the policy file declares as senders, in words. */
function* declaredAmong(lost: readonly NetworkChange[], domain: Name, proposal: Proposal): Effect<string[]> {
  const found = new Set<string>();
  for (const sender of declaredFor(domain, proposal)) {
    for (const { host, address } of yield* addressesOfSender(sender, domain, proposal)) {
      const parsed = parseAddress(address);
      if (parsed !== undefined && lost.some(({ set }) => includesAddress(set, parsed))) {
        found.add(`${plain(host)} (${address})`);
      }
    }
    for (const network of networksOfSender(sender)) {
      const own: AddressSet = { family: network.family, ranges: [rangeOf(network)] };
      if (lost.some(({ set }) => set.family === own.family && !isEmpty(intersect(set, own)))) {
        found.add(formatNetwork(network));
      }
    }
  }
  return [...found];
}

/** What to write so that the networks stay authorised: the term that is gone, or the networks by their own words. */
function keeping(lost: readonly NetworkChange[], change: SpfChange, proposal: Proposal): string[] {
  return [...new Set(lost.map((one) => keepingOf(one, change, proposal)))];
}

function keepingOf(one: NetworkChange, change: SpfChange, proposal: Proposal): string {
  const term = one.path[one.path.length - 1].term.source;
  const edited = recordToEdit(one, change, proposal);
  const where =
    edited === undefined || edited.domain === change.domain ? '' : ` in the record of ${plain(edited.domain)}`;
  const isThere = edited?.txt.spf.terms.some(({ source }) => source === term) ?? false;
  const isOwnRecord = edited?.domain === recordDomain(one, change);
  if (isOwnRecord && !isThere) return `put ${quoted(term)} back${where}`;
  const [top] = one.path;
  const own = proposal.spfDomains.byName.get(change.domain)?.records[0];
  if (one.path.length > 1 && own !== undefined && !own.spf.terms.some(({ source }) => source === top.term.source)) {
    return `put ${quoted(top.term.source)} back`;
  }
  const networks = networksOf(one.set);
  const terms = networks.slice(0, MAX_LISTED).map((network) => asTerm(network));
  return `add ${quoted(terms.join(' '))}${where}${networks.length > terms.length ? ' and so on' : ''}`;
}

function recordDomain({ record }: NetworkChange, { before, domain }: SpfChange): Name {
  return record === before.tree.root ? domain : record.domain;
}

/** The record to edit, with what is gone related to it; where that record is gone too, its place before the change. */
function placeOf(
  lost: readonly NetworkChange[],
  change: SpfChange,
  proposal: Proposal,
): Pick<Problem, 'place' | 'side' | 'related'> {
  const [first] = lost;
  const edited = recordToEdit(first, change, proposal);
  if (edited === undefined) return { place: placeBefore(first, change, proposal), side: 'base' };
  const { source } = first.path[first.path.length - 1].term;
  const term = edited.txt.spf.terms.find((one) => one.source === source);
  const place = term === undefined ? placeOfText(edited.txt) : placeInText(edited.txt.record, term.start, term.end);
  return { place, related: relatedOf(lost, change, proposal) };
}

/** Where the networks came from before the change: the term, or the address records behind it. */
function relatedOf(lost: readonly NetworkChange[], change: SpfChange, proposal: Proposal): Related[] {
  const related = lost.flatMap((one): Related[] => {
    const addresses = addressRecords(one, proposal);
    if (addresses.length > 0) return addresses;
    const place = placeBefore(one, change, proposal);
    const networks = networksOf(one.set).map(formatNetwork);
    return place === undefined ? [] : [{ place, side: 'base', message: `Lets ${listed(networks, MAX_LISTED)} pass.` }];
  });
  return related.slice(0, MAX_LISTED);
}

/** The address records of base that an `a` or `mx` term led to and that hold the lost addresses. */
function addressRecords({ path, set }: NetworkChange, { base }: Proposal): Related[] {
  const { term, target, exchanges } = path[path.length - 1];
  const hosts = term.name === 'mx' ? exchanges : term.name === 'a' && target !== undefined ? [target] : [];
  return hosts.flatMap((host) =>
    (base?.at(host, set.family === 4 ? 'A' : 'AAAA') ?? [])
      .filter(({ address }) => {
        const parsed = parseAddress(address);
        return parsed !== undefined && includesAddress(set, parsed);
      })
      .map(({ place, address }) => ({ place, side: 'base' as const, message: `${plain(host)} had ${address}.` })),
  );
}
