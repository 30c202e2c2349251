import { groupBy } from '../model/group-by.ts';
import type { Name } from '../model/name.ts';
import type { NameTable } from '../model/name-table.ts';
import { View } from '../model/view.ts';
import type { ZoneDescription } from '../model/zone.ts';
import { ZoneIndex } from '../model/zone-index.ts';

/** The view of a tree in which every zone is described once. */
const ONLY_VIEW = '';

/**
 * Sorts zone descriptions into views. Two descriptions of one zone are never merged and never see each other: each gets
 * a view, named by the server configuration where that names one, else by the folder it stands in. Zones that are
 * described once answer in every view and are judged in one, the one nearest to them in the tree.
 */
export function assignViews(zones: readonly ZoneDescription[], names: NameTable): View[] {
  const byName = groupBy(zones, (zone) => zone.name);
  const labels = labelZones(byName);
  const indices = new Map(zones.map((zone) => [zone, new ZoneIndex(zone, names)]));
  const viewNames = [...new Set(labels.values())].sort();
  if (viewNames.length === 0)
    return [
      new View(
        ONLY_VIEW,
        names,
        zones.map((zone) => indices.get(zone)!),
      ),
    ];

  const nearest = new Map(zones.map((zone) => [zone, labels.get(zone) ?? nearestTo(zone.file.path, viewNames)]));
  return viewNames.map((viewName) => {
    const members = [...byName.values()].map((candidates) => memberFor(viewName, candidates, labels));
    const judged = members.filter((zone) => nearest.get(zone) === viewName);
    return new View(
      viewName,
      names,
      members.map((zone) => indices.get(zone)!),
      judged.map((zone) => indices.get(zone)!),
    );
  });
}

/**
 * The view of base that a view of head is compared with: of the same name, else the one that shares most files, else
 * most zones. A view of base that is more like another one of `views` has not become this one: a copy of a zone that is
 * new has no past.
 */
export function counterpart(
  view: View,
  candidates: readonly View[],
  views: readonly View[] = [view],
): View | undefined {
  let best: View | undefined;
  for (const candidate of candidates) {
    const likeness = likenessOf(view, candidate);
    if (likeness === 0 || views.some((other) => likenessOf(other, candidate) > likeness)) continue;
    if (best === undefined || likeness > likenessOf(view, best)) best = candidate;
  }
  return best;
}

/** A name weighs more than any number of files, a file more than any number of zones. */
function likenessOf(view: View, candidate: View): number {
  const paths = new Set(view.zones.map(({ zone }) => zone.file.path));
  const apexes = new Set(view.zones.map(({ apex }) => apex));
  const files = candidate.zones.filter(({ zone }) => paths.has(zone.file.path)).length;
  const zones = candidate.zones.filter(({ apex }) => apexes.has(apex)).length;
  return (view.name === candidate.name ? 1e12 : 0) + files * 1e6 + zones;
}

/** A label for each description that a configuration puts into a view or that is not the only one of its zone. */
function labelZones(byName: ReadonlyMap<Name, readonly ZoneDescription[]>): Map<ZoneDescription, string> {
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
  return labels;
}

/** Which description of a zone is seen in a view: its own, else one for all views, else the nearest one in the tree. */
function memberFor(
  viewName: string,
  candidates: readonly ZoneDescription[],
  labels: ReadonlyMap<ZoneDescription, string>,
): ZoneDescription {
  const own = candidates.find((zone) => labels.get(zone) === viewName) ?? candidates.find((zone) => !labels.has(zone));
  if (own !== undefined) return own;
  const nearest = nearestTo(
    viewName,
    candidates.map((zone) => zone.file.path),
  );
  return candidates.find((zone) => zone.file.path === nearest)!;
}

/** The path that shares most leading folders with another; the first one of several. */
function nearestTo(path: string, candidates: readonly string[]): string {
  const shared = candidates.map((candidate) => sharedFolders(path, candidate));
  return candidates[shared.indexOf(Math.max(...shared))];
}

function sharedFolders(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
}
