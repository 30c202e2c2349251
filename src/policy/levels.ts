import { parseAddress } from '../model/address.ts';
import type { Problem } from '../model/finding.ts';
import { absolute, type Name } from '../model/name.ts';
import type { View } from '../model/view.ts';
import { type Level, ownSeverity } from '../proposal/judge.ts';
import { coversPath } from './path-pattern.ts';
import type { Levels, LevelWord, Policy } from './policy.ts';

/**
 * The levels that a policy gives to the rules in one view. The most specific one decides: of the path that the finding
 * stands in, else of the zone that it is about, else of the whole repository, else the rule's own.
 */
export function levelsFor(policy: Policy, view: View): Level {
  const byZone = new Map(
    policy.zones.filter(({ levels }) => levels.size > 0).map(({ name, levels }) => [name, levels]),
  );
  const byPath = new Map<string, Levels[]>();
  const zoneOf = zoneFinder(view);

  /** The levels of the patterns that cover a path, the last one first. */
  function levelsOfPath(path: string): Levels[] {
    let found = byPath.get(path);
    if (found === undefined) {
      found = policy.paths.filter(({ pattern }) => coversPath(pattern, path)).map(({ levels }) => levels);
      byPath.set(path, found.reverse());
    }
    return found;
  }

  function wordFor(rule: string, problem: Problem): LevelWord | undefined {
    const path = problem.place?.file.path;
    if (path !== undefined && policy.paths.length > 0) {
      const levels = levelsOfPath(path).find((candidate) => candidate.has(rule));
      if (levels !== undefined) return levels.get(rule);
    }
    const zone = byZone.size === 0 ? undefined : zoneOf(problem);
    const ofZone = zone === undefined ? undefined : byZone.get(zone)?.get(rule);
    return ofZone ?? policy.levels.get(rule);
  }

  return (rule, problem) => {
    const word = wordFor(rule.id, problem);
    if (word === undefined) return ownSeverity(rule, problem);
    return word === 'off' ? undefined : word;
  };
}

/** The zone that a problem is about: the one that its subject lies in, or for an address the one that its file describes. */
function zoneFinder(view: View): (problem: Problem) => Name | undefined {
  let byFile: Map<string, Name> | undefined;
  return ({ subject, place }) => {
    const zone = parseAddress(subject) === undefined ? view.zoneOf(absolute(subject)) : undefined;
    if (zone !== undefined) return zone.zone.name;
    byFile ??= new Map(view.zones.flatMap(({ zone: { name, files } }) => files.map(({ path }) => [path, name])));
    return place === undefined ? undefined : byFile.get(place.file.path);
  };
}
