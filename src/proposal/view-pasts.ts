import type { Finding } from '../model/finding.ts';
import type { Kinship } from '../model/kinship.ts';
import type { View } from '../model/view.ts';
import type { ZoneDescription } from '../model/zone.ts';
import type { Told } from './tell-once.ts';

/** What of a view tells which one it is. */
interface Likeness {
  readonly view: View;
  readonly paths: ReadonlySet<string>;
  readonly zones: ReadonlyMap<number, ZoneDescription>;
}

/**
 * The view of base that each view of head has become of: of the same name, else the one that shares most files, else
 * most zones. The most alike find each other first, and each view of base has become one: a copy of a zone that is new
 * has no past.
 */
export function viewPasts(views: readonly View[], before: readonly View[]): Map<View, View> {
  const pasts = new Map<View, View>();
  const given = new Set<View>();
  const byName = new Map(before.map((past) => [past.name, past]));
  for (const view of views) {
    const past = byName.get(view.name);
    if (past === undefined) continue;
    pasts.set(view, past);
    given.add(past);
  }
  const left = before.filter((past) => !given.has(past)).map(likenessOf);
  const pairs = (left.length === 0 ? [] : views.filter((view) => !pasts.has(view))).flatMap((view) => {
    const now = likenessOf(view);
    return left.flatMap((past) => {
      const score = likeness(now, past);
      return score > 0 ? [{ view, past: past.view, score }] : [];
    });
  });
  pairs.sort((a, b) => b.score - a.score);
  for (const { view, past } of pairs) {
    if (pasts.has(view) || given.has(past)) continue;
    pasts.set(view, past);
    given.add(past);
  }
  return pasts;
}

function likenessOf(view: View): Likeness {
  return {
    view,
    paths: new Set(view.zones.map(({ zone }) => zone.file.path)),
    zones: new Map(view.zones.map(({ apex, zone }) => [apex, zone])),
  };
}

/** A file of the same path weighs more than any number with the same text, and that more than being about one zone. */
function likeness(now: Likeness, then: Likeness): number {
  let score = 0;
  for (const path of then.paths) if (now.paths.has(path)) score += 1e9;
  for (const [apex, { file }] of then.zones) {
    const own = now.zones.get(apex)?.file;
    if (own === undefined) continue;
    score += own === file || Buffer.compare(own.bytes, file.bytes) === 0 ? 1e4 : 1;
  }
  return score;
}

/** Tells for findings of head and base how their views are akin, by what each view of head has become of. */
export function viewKinship(
  head: readonly Told[],
  base: readonly Told[],
  pasts: ReadonlyMap<View, View>,
): (now: Finding, then: Finding) => Kinship {
  const viewsOf = new Map([...head, ...base].map(({ finding, views }) => [finding, views]));
  const withFuture = new Set(pasts.values());
  return (now, then) => {
    const [after, before] = [viewsOf.get(now), viewsOf.get(then)];
    // What belongs to the tree belongs to every view.
    if (after === undefined || before === undefined || after.size === 0 || before.size === 0) return 'same';
    let hasNew = false;
    for (const view of after) {
      const past = pasts.get(view);
      if (past === undefined) hasNew = true;
      else if (before.has(past)) return 'same';
    }
    return hasNew || [...before].some((view) => !withFuture.has(view)) ? 'possible' : 'none';
  };
}
