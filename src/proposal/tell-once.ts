import type { FileProblem } from '../model/file-problem.ts';
import { bySeverity, type Finding } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type { Place } from '../model/place.ts';
import { recordsAt } from '../model/records-at.ts';
import type { View } from '../model/view.ts';
import type { ZoneIndex } from '../model/zone-index.ts';
import { placeKey } from './judge.ts';

/** What the rules say in one view, and the view of base that it has become of; none where it is new or nothing is compared. */
export interface JudgedView {
  readonly view: View;
  readonly past: View | undefined;
  readonly findings: readonly Finding[];
}

/** A finding and the views that it is told for; none where it belongs to the whole tree. */
export interface Told {
  readonly finding: Finding;
  readonly views: ReadonlySet<View>;
}

/**
 * The findings of all views, each told once. What several views share, a zone that is described once or one file that is
 * served in each, is wrong where all of them say so: a PTR record that leads back in one of them is healthy, and a copy
 * of another zone that was never meant to match it makes no defect. It is wrong as well where the change brings the
 * defect into a view: the record was there before and was healthy in that view (`before` are the judged views of base).
 */
export function tellOnce(
  judged: readonly JudgedView[],
  problems: readonly FileProblem[],
  before: readonly JudgedView[] = [],
): Told[] {
  // One view speaks of what could not be read, for all.
  const ofTree = new Set<Place | undefined>(problems.map(({ place }) => place));
  const told = new Map<string, { finding: Finding; views: Set<View> }>();
  const sharers = judged.length > 1 ? new Sharers(judged) : undefined;
  for (const one of judged) {
    const dropped = sharers?.contradicted(one, before) ?? new Set();
    for (const finding of one.findings) {
      if (dropped.has(finding)) continue;
      const key = placeKey(finding);
      const known = told.get(key);
      if (known === undefined) {
        told.set(key, { finding, views: new Set(ofTree.has(finding.place) ? [] : [one.view]) });
      } else {
        if (known.views.size > 0) known.views.add(one.view);
        if (bySeverity(finding.severity, known.finding.severity) < 0) known.finding = finding;
      }
    }
  }
  return [...told.values()];
}

/** Who judges the same description. */
class Sharers {
  readonly #byDescription: ReadonlyMap<string, readonly { view: View; zone: ZoneIndex }[]>;
  readonly #fingerprints: ReadonlyMap<View, ReadonlySet<string>>;

  constructor(judged: readonly JudgedView[]) {
    const zones = judged.flatMap(({ view }) => view.judged.map((zone) => ({ view, zone })));
    this.#byDescription = groupBy(zones, ({ zone }) => descriptionKey(zone));
    this.#fingerprints = new Map(
      judged.map(({ view, findings }) => [view, new Set(findings.map(({ fingerprint }) => fingerprint))]),
    );
  }

  /** The findings of a view on shared records that other views do not confirm and that the change does not bring. */
  contradicted({ view, past, findings }: JudgedView, before: readonly JudgedView[]): ReadonlySet<Finding> {
    const dropped = new Set<Finding>();
    const byPath = groupBy(
      // What stands in base is about the change, and no view contradicts that.
      findings.filter(({ place, side }) => place !== undefined && side !== 'base'),
      ({ place }) => place!.file.path,
    );
    const known = before.find((one) => one.view === past)?.findings ?? [];
    const existed = new Set(known.map(({ fingerprint }) => fingerprint));
    for (const zone of view.judged) {
      const others = this.#othersOf(view, zone);
      if (others.length === 0) continue;
      const doubted = zone.zone.files
        .flatMap(({ path }) => byPath.get(path) ?? [])
        .filter(({ fingerprint }) => others.some((other) => !this.#fingerprints.get(other)!.has(fingerprint)));
      for (const [finding, i] of recordsAt(doubted, zone.zone.records)) {
        const isBrought = past !== undefined && !existed.has(finding.fingerprint) && holds(past, zone, i);
        if (!isBrought) dropped.add(finding);
      }
    }
    return dropped;
  }

  /** The other views that judge the same description; where the Internet sees it in one of them, only where it does. */
  #othersOf(view: View, zone: ZoneIndex): View[] {
    return (this.#byDescription.get(descriptionKey(zone)) ?? [])
      .filter((other) => other.view !== view && other.zone.zone.public === zone.zone.public)
      .map((other) => other.view);
  }
}

function descriptionKey({ zone }: ZoneIndex): string {
  return JSON.stringify([zone.name, ...zone.files.map(({ path }) => path)]);
}

/** Whether a view has the record at an index of a zone. */
function holds(view: View, { apex, zone: { records } }: ZoneIndex, i: number): boolean {
  const zone = view.zoneOfId(apex);
  if (zone === undefined || zone.apex !== apex) return false;
  const [owner, type, data] = [records.owners[i], records.types[i], records.data(i)];
  for (let at = zone.firstAt(owner); at >= 0; at = zone.nextAt(at)) {
    if (zone.zone.records.types[at] === type && zone.zone.records.data(at) === data) return true;
  }
  return false;
}
