import { groupBy } from '../model/group-by.ts';
import type { NameTable } from '../model/name-table.ts';
import { View } from '../model/view.ts';
import type { ZoneDescription } from '../model/zone.ts';
import { ZoneIndex } from '../model/zone-index.ts';
import { nearest, type Standing, standingOf } from './nearness.ts';
import { neighbours } from './neighbours.ts';
import { labelZones } from './view-labels.ts';

/** The view of a tree in which every zone is described once. */
const ONLY_VIEW = '';

/**
 * Sorts zone descriptions into views. Two descriptions of one zone are never merged and never see each other: each gets
 * a view, named by the server configuration where that names one, else by the folder it stands in. Zones that are
 * described once answer in every view. They are judged in each view that has its own description of a zone that they
 * depend on, and in one, the nearest to them in the tree, where all views would say the same.
 */
export function assignViews(zones: readonly ZoneDescription[], names: NameTable): View[] {
  const byName = groupBy(zones, (zone) => zone.name);
  const standings = new Map(zones.map((zone) => [zone, standingOf(zone.file.path)]));
  const standing = (zone: ZoneDescription) => standings.get(zone)!;
  const labels = labelZones(byName, standing);
  const indices = new Map(zones.map((zone) => [zone, new ZoneIndex(zone, names)]));
  const indexOf = (zone: ZoneDescription) => indices.get(zone)!;
  const labelled = groupBy(labels.keys(), (zone) => labels.get(zone)!);
  const viewNames = [...labelled.keys()].sort();
  if (viewNames.length === 0) return [new View(ONLY_VIEW, names, zones.map(indexOf))];

  // A view stands where its first file does, and is called what it is called.
  const viewStandings = new Map(
    viewNames.map((name) => {
      const paths = labelled.get(name)!.map(({ file }) => file.path);
      return [name, standingOf(paths[0], name, ...paths.slice(1, MAX_STANDING_PATHS))];
    }),
  );
  const standingOfView = (name: string) => viewStandings.get(name)!;

  const shared = zones.filter((zone) => !labels.has(zone));
  const several = new Set([...byName].flatMap(([name, { length }]) => (length > 1 ? [name] : [])));
  const near = neighbours(shared.map(indexOf), several, names);
  const judgedIn = new Map(
    shared.map((zone) => {
      const own = [...near.get(indexOf(zone))!].flatMap((name) => byName.get(name)!);
      const views = viewsOf(own, labels);
      return [zone, views.size > 0 ? views : new Set([nearest(standing(zone), viewNames, standingOfView).best])];
    }),
  );

  return viewNames.map((viewName) => {
    const members = [...byName.values()].map((candidates) =>
      memberFor(viewName, candidates, labels, standingOfView(viewName), standing),
    );
    const judged = members.filter((zone) => labels.get(zone) === viewName || judgedIn.get(zone)?.has(viewName));
    return new View(viewName, names, members.map(indexOf), judged.map(indexOf));
  });
}

/** Files that tell where a view stands; an estate may have very many of them. */
const MAX_STANDING_PATHS = 100;

/**
 * The views that some descriptions were put into. The Internet sees what is public, so a view in which one of them is
 * private has a say only where there is no other.
 */
function viewsOf(zones: readonly ZoneDescription[], labels: ReadonlyMap<ZoneDescription, string>): ReadonlySet<string> {
  const isPrivate = new Set(zones.flatMap((zone) => (zone.public ? [] : [labels.get(zone)!])));
  const all = new Set(zones.map((zone) => labels.get(zone)!));
  const open = [...all].filter((view) => !isPrivate.has(view));
  return open.length > 0 ? new Set(open) : all;
}

/** Which description of a zone is seen in a view: its own, else one for all views, else the nearest one in the tree. */
function memberFor(
  viewName: string,
  candidates: readonly ZoneDescription[],
  labels: ReadonlyMap<ZoneDescription, string>,
  own: Standing,
  standing: (zone: ZoneDescription) => Standing,
): ZoneDescription {
  return (
    candidates.find((zone) => labels.get(zone) === viewName) ??
    candidates.find((zone) => !labels.has(zone)) ??
    nearest(own, candidates, standing).best
  );
}
