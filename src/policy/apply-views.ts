import { isPrivateZone } from '../model/private-zone.ts';
import type { ZoneDescription } from '../model/zone.ts';
import { coversPath } from './path-pattern.ts';
import type { ViewPolicy } from './policy.ts';

/**
 * Puts zone descriptions into the views that the policy names by path; the first view that covers the file counts. A
 * description that is given twice gives the same object, so that unchanged zones are still known by identity.
 */
export function viewAssigner(views: readonly ViewPolicy[]): (zone: ZoneDescription) => ZoneDescription {
  const assigned = new Map<ZoneDescription, ZoneDescription>();
  return (zone) => {
    let found = assigned.get(zone);
    if (found === undefined) {
      const view = views.find(({ paths }) => paths.some((pattern) => coversPath(pattern, zone.file.path)));
      // A zone that is private by its name stays so in a public view; what a server's configuration tells of its views,
      // the policy knows better.
      const isPublic = view?.public === true && !isPrivateZone(zone.name);
      found = view === undefined ? zone : { ...zone, view: view.name, public: isPublic };
      assigned.set(zone, found);
    }
    return found;
  };
}
