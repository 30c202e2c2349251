import type { Resolver } from '../model/answer.ts';
import { type Effect, run, wait } from '../model/effect.ts';
import { MAX_PATH_DOMAINS, type ShownMailHost, type ShownMailPath } from '../model/mail-path-shown.ts';
import { type Name, plain } from '../model/name.ts';
import type { View } from '../model/view.ts';
import { isNullMx, mailDomains } from './mail-domains.ts';
import { mailPathIn, NOT_KNOWN } from './mail-path.ts';
import { hasSameFiles } from './same-files.ts';
import type { IsOwn } from './shard.ts';

/** One of the two trees, and the DNS as it is with it. */
export interface MailPathSide {
  readonly view: View;
  readonly resolver: Resolver;
}

/**
 * What the change does to the way of mail: hosts that MX records name no longer or now, and those whose addresses, or whose
 * addresses' names, differ. Domains of zones that are new or gone are left out, because nothing of theirs was changed.
 * `isOwn` picks the domains of a part of a divided run.
 */
export async function mailPathChanges(
  before: MailPathSide,
  after: MailPathSide,
  isOwn: IsOwn = () => true,
): Promise<ShownMailPath[]> {
  if (hasSameFiles(after.view, before.view)) return [];
  const [was, is] = [hostsOf(before.view, after.view, isOwn), hostsOf(after.view, before.view, isOwn)];
  const [pathBefore, pathAfter] = [mailPathIn(before.view, before.resolver), mailPathIn(after.view, after.resolver)];
  const hosts = [...new Set([...was.keys(), ...is.keys()])].sort();

  function* changesOf(host: Name): Effect<ShownMailPath[]> {
    const [old, now] = [was.get(host) ?? new Set<Name>(), is.get(host) ?? new Set<Name>()];
    const kept = [...now].filter((domain) => old.has(domain));
    const added = [...now].filter((domain) => !old.has(domain));
    const gone = [...old].filter((domain) => !now.has(domain));
    const [from, to] = [old.size > 0 ? yield* pathBefore(host) : null, now.size > 0 ? yield* pathAfter(host) : null];
    const isSame = JSON.stringify(from) === JSON.stringify(to);
    const [openNow, openBefore] = [yield* unknownMx(gone, after), yield* unknownMx(added, before)];
    return [
      ...(kept.length > 0 && !isSame ? [shown(host, kept, from, to)] : []),
      ...others(gone, openNow).map(([domains, end]) => shown(host, domains, from, end)),
      ...others(added, openBefore).map(([domains, end]) => shown(host, domains, end, to)),
    ];
  }

  return (await Promise.all(hosts.map((host) => run(changesOf(host))))).flat();
}

/** Those of the domains whose MX records a tree does not tell, and nobody else: their way is not known there. */
function* unknownMx(domains: readonly Name[], { resolver }: MailPathSide): Effect<ReadonlySet<Name>> {
  const unknown = new Set<Name>();
  for (const name of domains) {
    if ((yield* wait(resolver({ name, type: 'MX' }))).state === 'unknown') unknown.add(name);
  }
  return unknown;
}

/** Domains with MX records in one tree alone, by what is known of them in the other; groups without any are left out. */
function others(domains: readonly Name[], open: ReadonlySet<Name>): [Name[], ShownMailHost | null][] {
  const groups: [Name[], ShownMailHost | null][] = [
    [domains.filter((domain) => !open.has(domain)), null],
    [domains.filter((domain) => open.has(domain)), NOT_KNOWN],
  ];
  return groups.filter(([group]) => group.length > 0);
}

function shown(
  host: Name,
  domains: readonly Name[],
  before: ShownMailHost | null,
  after: ShownMailHost | null,
): ShownMailPath {
  const named = [...domains].sort().slice(0, MAX_PATH_DOMAINS).map(plain);
  return { host: plain(host), domains: named, more: domains.length - named.length, before, after };
}

/** The hosts that MX records name, each with the domains; only domains that `other` has a zone for as well. */
function hostsOf(view: View, other: View, isOwn: IsOwn): Map<Name, Set<Name>> {
  const hosts = new Map<Name, Set<Name>>();
  for (const [domain, rrset] of mailDomains(view)) {
    if (!isOwn(domain) || other.zoneOf(domain) === undefined) continue;
    for (const record of rrset) {
      if (isNullMx(record)) continue;
      const domains = hosts.get(record.exchange) ?? new Set<Name>();
      domains.add(domain);
      hosts.set(record.exchange, domains);
    }
  }
  return hosts;
}
