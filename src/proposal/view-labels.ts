import { groupBy } from '../model/group-by.ts';
import type { Name } from '../model/name.ts';
import type { ZoneDescription } from '../model/zone.ts';
import { nearest, type Standing } from './nearness.ts';

/**
 * The name of the view of each description that a configuration puts into a view or that is not the only one of its
 * zone; the others have none. Where no configuration speaks it is the folder, and folders that belong together are one:
 * `forward/prod` and `reverse/prod`.
 */
export function labelZones(
  byName: ReadonlyMap<Name, readonly ZoneDescription[]>,
  standing: (zone: ZoneDescription) => Standing,
): Map<ZoneDescription, string> {
  const labels = new Map<ZoneDescription, string>();
  for (const descriptions of byName.values()) {
    const taken = new Set<string>();
    for (const zone of descriptions) {
      const label = zone.view ?? (descriptions.length > 1 ? folderOf(zone.file.path) : undefined);
      if (label === undefined) continue;
      // Two descriptions in one folder: the file itself tells them apart.
      const own = taken.has(label) ? zone.file.path : label;
      taken.add(own);
      labels.set(zone, own);
    }
  }
  joinFolders(labels, byName, standing);
  return labels;
}

/** Descriptions of different zones that are the nearest to each other come into one view. */
function joinFolders(
  labels: Map<ZoneDescription, string>,
  byName: ReadonlyMap<Name, readonly ZoneDescription[]>,
  standing: (zone: ZoneDescription) => Standing,
): void {
  const members = groupBy(labels.keys(), (zone) => labels.get(zone)!);
  if (members.size > MAX_JOINED) return;
  const firsts = [...members.values()].flatMap(([first]) => (first.view === undefined ? [first] : []));
  const contested = [...byName.values()].filter(
    (all) => all.length > 1 && all.every((zone) => zone.view === undefined),
  );
  for (const zone of firsts) {
    for (const candidates of contested) {
      const { best, isOnly } = nearest(standing(zone), candidates, standing);
      const back = nearest(standing(best), byName.get(zone.name)!, standing);
      if (isOnly && back.isOnly && back.best === zone) join(labels.get(zone)!, labels.get(best)!);
    }
  }

  function join(a: string, b: string): void {
    if (a === b) return;
    const [kept, given] = a < b ? [a, b] : [b, a];
    const own = new Set(members.get(kept)!.map(({ name }) => name));
    if (members.get(given)!.some(({ name }) => own.has(name))) return;
    for (const zone of members.get(given)!) labels.set(zone, kept);
    members.get(kept)!.push(...members.get(given)!);
    members.delete(given);
  }
}

/** With more views than this the folders are left as they are, as each is held against each. */
const MAX_JOINED = 200;

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
}
