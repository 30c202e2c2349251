import { parseAddress, reverseName } from '../model/address.ts';
import type { Name } from '../model/name.ts';
import { type NameId, type NameTable, NO_NAME, ROOT_ID } from '../model/name-table.ts';
import { TYPE_NUMBER } from '../model/record.ts';
import type { ZoneIndex } from '../model/zone-index.ts';

/** Types whose data names nothing that mail depends on, and DNSSEC's, of which signed zones are full. */
const NAMES_NOTHING: ReadonlySet<number> = new Set([TYPE_NUMBER.SOA, 43, 46, 47, 48, 50, 51, 52, 59, 60]);

/** What in a record's data looks like a domain name: of a target, of an SPF term, of a URI. */
const NAME_IN_DATA = /[\w-]+(?:\.[\w-]+)+/g;

/**
 * For each of some zones, which of the zones in question its verdict can depend on: those that its records name, whose
 * reverse names its addresses have, that lie in it or that it lies in; and theirs in turn, through the zones given.
 * Linear in the records.
 */
export function neighbours(
  zones: readonly ZoneIndex[],
  inQuestion: ReadonlySet<Name>,
  names: NameTable,
): Map<ZoneIndex, ReadonlySet<Name>> {
  const apexes = new Map<NameId, Name>();
  for (const name of inQuestion) apexes.set(names.intern(name), name);
  for (const { apex, zone } of zones) apexes.set(apex, zone.name);
  const near = new Map(zones.map((index) => [index.zone.name, namedBy(index, apexes, names)]));
  // What lies in a zone belongs to it as much as the other way round.
  for (const [name, others] of near) for (const other of others.around) near.get(other)?.named.add(name);

  return new Map(zones.map((index) => [index, reached(index.zone.name)]));

  function reached(start: Name): ReadonlySet<Name> {
    const found = new Set<Name>();
    const seen = new Set([start]);
    for (const name of seen) {
      for (const next of near.get(name)?.named ?? []) {
        if (inQuestion.has(next)) found.add(next);
        else seen.add(next);
      }
    }
    return found;
  }
}

function namedBy(
  { apex, zone: { records } }: ZoneIndex,
  apexes: ReadonlyMap<NameId, Name>,
  names: NameTable,
): { named: Set<Name>; around: Set<Name> } {
  const named = new Set<Name>();
  const around = new Set<Name>();
  const hasReverse = [...apexes.values()].some((name) => name.endsWith('.arpa.'));
  const deepest = (id: NameId) => {
    for (let at = id; at !== NO_NAME; at = names.parent(at)) {
      const zone = apexes.get(at);
      if (zone !== undefined) return zone;
      if (at === ROOT_ID) return undefined;
    }
    return undefined;
  };
  const enter = (name: Name) => {
    const zone = deepest(names.findDeepest(name).id);
    if (zone !== undefined) named.add(zone);
  };
  const above = apex === ROOT_ID ? undefined : deepest(names.parent(apex));
  if (above !== undefined) {
    named.add(above);
    around.add(above);
  }
  for (let i = 0; i < records.length; i++) {
    const type = records.types[i];
    if (type === TYPE_NUMBER.A || type === TYPE_NUMBER.AAAA) {
      const address = hasReverse ? parseAddress(records.data(i)) : undefined;
      if (address !== undefined) enter(reverseName(address));
    } else if (!NAMES_NOTHING.has(type)) {
      // The character-strings of a TXT record are one text.
      const text = records.data(i).toLowerCase().replaceAll('" "', '');
      for (const [name] of text.matchAll(NAME_IN_DATA)) enter(`${name}.`);
    }
  }
  return { named, around };
}
