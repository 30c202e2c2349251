import { ADDRESS_BITS, formatNetwork, type Network, networkOf, parseAddress } from '../model/address.ts';
import { networksOf } from '../model/address-set.ts';
import type { Problem } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import type { Judging } from '../model/rule.ts';
import { addTerms, withTerms } from '../proposal/authorise.ts';
import { defineRule, type Proposal, type Sender } from '../proposal/proposal.ts';
import {
  addressesOfSender,
  isRefused,
  isSingle,
  networksOfSender,
  notPassing,
  type Refusal,
  type SenderAddress,
  type SenderDomain,
  senderDomains,
} from '../proposal/sender-domains.ts';
import { asTerm, consequenceOf } from '../proposal/spf-change-words.ts';
import { sideOf } from '../proposal/spf-comparison.ts';
import { toPaste } from '../proposal/spf-policy.ts';
import { listed, placeOfText } from '../proposal/spf-words.ts';
import type { SpfResult } from '../spf/evaluate.ts';

/** Networks told of one declared network. */
const MAX_LISTED = 6;

export const spfSenderNotAuthorised = defineRule<SenderDomain>({
  id: 'spf-sender-not-authorised',
  severity: 'error',
  summary: 'The SPF record of a domain does not authorise a sender that the policy file declares',
  why: 'Mail that the declared server sends as the domain is refused or sorted out. Servers use all of their addresses, IPv6 too, so each of them must be listed.',
  norm: 'RFC 7208 §2.6',
  over: ['spf-mail-host-not-authorised'],
  examples: {
    bad: {
      zone: '@ MX 10 mail\n@ TXT "v=spf1 ip4:192.0.2.25 -all"\nmail A 192.0.2.25\nmail AAAA 2001:db8::25\nmail TXT "v=spf1 a -all"\n',
      policy: 'senders:\n  - domains: [example.com]\n    hosts: [mail.example.com]\n',
    },
    good: {
      zone: '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.25\nmail AAAA 2001:db8::25\nmail TXT "v=spf1 a -all"\n',
      policy: 'senders:\n  - domains: [example.com]\n    hosts: [mail.example.com]\n',
    },
  },
  subjects: senderDomains,
  *check(domain, proposal) {
    for (const sender of domain.senders) {
      yield* checkHosts(sender, domain, proposal);
      yield* checkNetworks(sender, domain, proposal);
    }
  },
});

/** One problem a host, because one edit mends all of its addresses. */
function* checkHosts(sender: Sender, domain: SenderDomain, proposal: Proposal): Judging {
  const { owner } = domain.spf;
  const refused: { at: SenderAddress; verdict: Refusal; result: SpfResult }[] = [];
  for (const at of yield* addressesOfSender(sender, owner, proposal)) {
    const result = yield* proposal.spfVerdict(owner, at.address, at.helo);
    if (isRefused(result.result)) refused.push({ at, verdict: result.result, result });
  }
  for (const [host, group] of groupBy(refused, ({ at }) => at.host)) {
    const [{ verdict, result }] = group;
    const addresses = group.map(({ at }) => at.address);
    yield problemOf(domain, addresses.flatMap(singleNetwork), {
      names: [plain(host), ...addresses],
      who: `${plain(host)} at ${listed(addresses, MAX_LISTED)}`,
      verdict,
      by: byText(result, owner),
    });
  }
}

function* checkNetworks(sender: Sender, domain: SenderDomain, proposal: Proposal): Judging {
  const networks = networksOfSender(sender);
  if (networks.length === 0) return;
  const { owner } = domain.spf;
  const side = sideOf(yield* proposal.spfTree(owner));
  for (const network of networks) {
    const name = formatNetwork(network);
    if (isSingle(network)) {
      // One address can be asked about, macros and all.
      const result = yield* proposal.spfVerdict(owner, name, sender.helo[0]);
      if (!isRefused(result.result)) continue;
      yield problemOf(domain, [network], {
        names: [name],
        who: name,
        verdict: result.result,
        by: byText(result, owner),
      });
      continue;
    }
    const refused = notPassing(network, side).flatMap(({ verdict, set }) =>
      isRefused(verdict) ? networksOf(set).map((missing) => ({ missing, verdict })) : [],
    );
    if (refused.length === 0) continue;
    const missing = refused.map((part) => formatNetwork(part.missing));
    const isWhole = missing.length === 1 && missing[0] === name;
    yield problemOf(domain, [network], {
      names: [name],
      who: isWhole ? name : `${listed(missing, MAX_LISTED)} of ${name}`,
      verdict: refused[0].verdict,
      by: '',
    });
  }
}

interface Refused {
  readonly names: readonly string[];
  /** In words that fit before «is declared to send mail». */
  readonly who: string;
  readonly verdict: Refusal;
  /** The term that decides, in words; empty where that is not told. */
  readonly by: string;
}

function problemOf({ spf }: SenderDomain, networks: readonly Network[], refused: Refused): Problem {
  const subject = plain(spf.owner);
  const [txt] = spf.records;
  const terms = networks.map(asTerm);
  const paste = toPaste(withTerms(txt.text, terms));
  const whole = paste === '' ? '' : `, for example:\n${spf.owner} IN TXT ${paste.trim()}`;
  return {
    subject,
    names: refused.names,
    place: placeOfText(txt),
    message: `${refused.who} is declared to send mail as ${subject}, but the SPF record of ${subject} does not let it${refused.by}: ${consequenceOf(refused.verdict)}.`,
    advice: `Add ${quoted(terms.join(' '))} to the record${whole}${whole === '' ? '.' : ''}`,
    fix: addTerms(txt, terms),
  };
}

/** The term that decides, and whose record it stands in. */
function byText({ path }: SpfResult, owner: string): string {
  const last = path.at(-1);
  if (last === undefined) return ' (no term of it matches)';
  const where = `${last.domain.toLowerCase().replace(/\.$/, '')}.` === owner ? '' : ` in the record of ${last.domain}`;
  return ` (${quoted(last.term.source)}${where} decides)`;
}

function singleNetwork(address: string): Network[] {
  const parsed = parseAddress(address);
  return parsed === undefined ? [] : [networkOf(parsed, ADDRESS_BITS[parsed.family])];
}
