import { formatNetwork } from '../model/address.ts';
import { groupBy } from '../model/group-by.ts';
import { type Name, plain } from '../model/name.ts';
import type { View } from '../model/view.ts';
import { literalNetwork } from '../spf/literal-network.ts';
import { mechanismsOf } from '../spf/record.ts';
import { isNullMx, mailDomains } from './mail-domains.ts';
import { findSpfDomains } from './spf-domains.ts';

/** Who may send mail as some domains, as far as records tell. */
export interface GuessedSenders {
  readonly domains: readonly string[];
  readonly hosts: readonly string[];
  readonly networks: readonly string[];
}

/** More is nothing that anybody would declare. */
const MAX_EACH = 20;

/**
 * Who sends mail as the domains of some views: the mail hosts of theirs that lie in the files, and the networks that
 * their SPF records spell out. Domains with the same ones are one; those of which the records tell nothing are left out.
 */
export function guessSenders(views: readonly View[]): GuessedSenders[] {
  const groups = groupBy(views.flatMap(guessesOf), ({ hosts, networks }) => JSON.stringify([hosts, networks]));
  return [...groups.values()].map((group) => {
    const [{ hosts, networks }] = group;
    return { domains: [...new Set(group.map(({ domain }) => domain))].sort(), hosts, networks };
  });
}

function guessesOf(view: View) {
  const spf = findSpfDomains(view).byName;
  return [...mailDomains(view)].flatMap(([domain, rrset]) => {
    const hosts = rrset.filter((record) => !isNullMx(record)).map(({ exchange }) => exchange);
    const own = [...new Set(hosts)].filter((host) => isOwnHost(host, view)).map(plain);
    const records = spf.get(domain)?.records ?? [];
    const networks = records.flatMap(({ spf: record }) =>
      mechanismsOf(record).flatMap((term) => {
        const network = term.qualifier === '+' ? literalNetwork(term) : undefined;
        return network === undefined ? [] : [formatNetwork(network)];
      }),
    );
    if (own.length + networks.length === 0) return [];
    return [{ domain: plain(domain), hosts: own.sort().slice(0, MAX_EACH), networks: networks.slice(0, MAX_EACH) }];
  });
}

function isOwnHost(host: Name, view: View): boolean {
  const zone = view.zoneOf(host)?.zone;
  return zone?.public === true && (view.at(host, 'A').length > 0 || view.at(host, 'AAAA').length > 0);
}
