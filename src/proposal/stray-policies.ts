import { type Name, plain } from '../model/name.ts';
import { spellingDistance } from '../model/nearest.ts';
import type { DnsRecord } from '../model/record.ts';
import type { View } from '../model/view.ts';
import { isDmarc } from '../tag-records/dmarc.ts';
import { isMtaSts } from '../tag-records/mta-sts.ts';
import { isTlsRpt } from '../tag-records/tls-rpt.ts';

export type PolicyKind = 'dmarc' | 'mtaSts' | 'tlsRpt';

/** A record where nobody looks for it, or an alias that was to lead to one. */
export type Stray = DnsRecord<'TXT' | 'CNAME'>;

interface Policy {
  /** What stands before the domain, with the final dot. */
  readonly prefix: string;
  readonly is: (text: string) => boolean;
  /** As a message calls it, and who asks for it. */
  readonly what: string;
  readonly reader: string;
}

const POLICIES: Readonly<Record<PolicyKind, Policy>> = {
  dmarc: { prefix: '_dmarc.', is: isDmarc, what: 'DMARC policy', reader: 'receiver' },
  mtaSts: { prefix: '_mta-sts.', is: isMtaSts, what: 'MTA-STS record', reader: 'sender' },
  tlsRpt: { prefix: '_smtp._tls.', is: isTlsRpt, what: 'TLS reporting policy', reader: 'sender' },
};
const KINDS = Object.keys(POLICIES) as PolicyKind[];
/** Letters that a misspelt name may have wrong. */
const MAX_DISTANCE = 2;

/** Of which policy a name is. */
export function policyAt(owner: Name): PolicyKind | undefined {
  return owner.startsWith('_') ? KINDS.find((kind) => owner.startsWith(POLICIES[kind].prefix)) : undefined;
}

/** The domain that a policy at its own name is about. */
export function domainBelow(owner: Name, kind: PolicyKind): Name {
  return owner.slice(POLICIES[kind].prefix.length);
}

/** Which policy a text is. */
export function policyOf(text: string): PolicyKind | undefined {
  return KINDS.find((kind) => POLICIES[kind].is(text));
}

/** Whether a name lacked its final dot, so that the zone’s name was added once more. */
export function isDoubled(owner: Name, zone: Name): boolean {
  return zone !== '.' && owner.endsWith(`.${zone}${zone}`);
}

/**
 * Whether a policy at a name is out of place. Names with an underscore are often made for aliases to lead to, from zones
 * that are elsewhere; out of place there is only what lacks its final dot, is misspelt, or is the name of another policy.
 * A wildcard answers for the right name too.
 */
export function isStray(owner: Name, zone: Name, kind: PolicyKind): boolean {
  if (owner.startsWith('*.')) return false;
  if (!owner.startsWith('_') && !owner.includes('._')) return true;
  const at = policyAt(owner);
  if (at === kind) return isDoubled(owner, zone);
  return at !== undefined || misspelt(owner, POLICIES[kind].prefix) > 0;
}

/** How many characters at the begin of a name are the prefix in another spelling; 0 where none are. */
function misspelt(owner: Name, prefix: string): number {
  for (const labels of new Set([prefix.split('.').length - 1, 1])) {
    const head = owner.split('.', labels).join('.');
    // With a number behind it, it is one of several that someone keeps.
    if (head.length > prefix.length || /\d$/.test(head)) continue;
    if (spellingDistance(head, prefix.slice(0, -1)) <= MAX_DISTANCE) return head.length + 1;
  }
  return 0;
}

/** The strays but for those that aliases lead to, which are looked at whatever their names. */
export function withoutTargets(strays: readonly Stray[], view: View, kind: PolicyKind): readonly Stray[] {
  if (strays.length === 0) return strays;
  const { prefix } = POLICIES[kind];
  const targets = new Set<Name>();
  for (const { owner, target } of view.of('CNAME')) if (owner.includes(prefix)) targets.add(target);
  return strays.filter(({ owner }) => !targets.has(owner));
}

/** What is wrong with a stray, for its rule. */
export function strayProblem({ owner, zone, place }: Stray, kind: PolicyKind) {
  const { prefix, what, reader } = POLICIES[kind];
  const lacksDot = isDoubled(owner, zone) || owner === `${zone}${zone}`;
  const meant = lacksDot ? owner.slice(0, -zone.length) : owner;
  const at = policyAt(meant);
  const domain = meant.slice(at === undefined ? misspelt(meant, prefix) : POLICIES[at].prefix.length);
  // Providers keep policies at names of their own for the aliases of their customers, whose zones are elsewhere.
  const isHost = !owner.includes('_') && misspelt(owner, prefix) === 0;
  const mayBeForAliases = kind !== 'dmarc' && !lacksDot && owner !== zone && isHost;
  return {
    subject: plain(owner),
    place,
    severity: mayBeForAliases ? ('warning' as const) : undefined,
    message: lacksDot
      ? `The ${what} stands at ${plain(owner)}: the name lacks its final dot, so the zone’s name was added to it once more.`
      : `The ${what} stands at ${plain(owner)}, where no ${reader} looks for it.`,
    advice: `Move it to ${plain(`${prefix}${domain}`)}.`,
  };
}
