import type { ZoneDescription } from '../model/zone.ts';

/**
 * The zones after a change, of which those count as public that the Internet saw before: a change that gives private
 * addresses to all hosts of a zone must not pass for one of a zone that was private ever since. A zone that moves to
 * another view is another matter.
 */
export function stillPublic(
  zones: readonly ZoneDescription[],
  before: readonly ZoneDescription[],
): readonly ZoneDescription[] {
  const seen = new Set(before.filter((zone) => zone.public).map(keyOf));
  return zones.map((zone) => (zone.public || !seen.has(keyOf(zone)) ? zone : { ...zone, public: true }));
}

function keyOf({ name, view, file }: ZoneDescription): string {
  return JSON.stringify([name, view ?? null, file.path]);
}
